"""Count which branches of gpkit the tests take, in all their processes, at little cost.

    python scripts/branches.py [ARGUMENT OF PYTEST ...]

Many tests run gpkit in processes of their own, whose workers may be killed, and tracers slow the
reading of pages down by five. So each module is compiled once more, with a store into a map that
all processes share before each statement and on each way out of a branch, and is laid down as the
bytecode that Python loads. What counts as a branch is what coverage.py counts.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Where the map is opened; nothing but this stands in the way of a statement.
OPENED = """import mmap
with open({path!r}, "r+b") as file:
    hits = mmap.mmap(file.fileno(), 0)
"""
Point = tuple[str, int, int | None]  # a module, a line; of a branch, the line it leads to or 0


class Probes:
    """Puts probes into the modules; ``points`` tells what each of them stands for."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._module = ""

    def compiled(self, path: Path, name: str) -> bytes:
        """Give the bytecode of a module with probes, as it lies in ``__pycache__``."""
        self._module = name
        source = path.read_bytes()
        tree = ast.parse(source)
        tree.body = self.block(tree.body)
        place = next((at for at, node in enumerate(tree.body) if not is_idle(node)), 0)
        opened = ast.parse("from gpkit_hits import hits as _gpkit_hits").body
        tree.body[place:place] = [at_line(node, 1) for node in opened]
        code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
        return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))

    def probe(self, line: int, to: int | None = None) -> ast.stmt:
        """Give a statement that notes that a line, or a way from it, was taken."""
        self.points.append((self._module, line, to))
        (node,) = ast.parse(f"_gpkit_hits[{len(self.points) - 1}] = 1").body
        return at_line(node, line)

    def block(self, nodes: list[ast.stmt]) -> list[ast.stmt]:
        """Give statements with a probe before each."""
        out: list[ast.stmt] = []
        for node in nodes:
            if not is_idle(node):
                out.append(self.probe(node.lineno))
                self.inside(node)
            out.append(node)
        return out

    def inside(self, node: ast.stmt) -> None:
        """Put probes into a statement: into what lies below it, and on each way out."""
        branches = isinstance(node, ast.If | ast.For | ast.While) and not is_endless(node)
        for name in ("body", "orelse", "finalbody"):
            nodes = getattr(node, name, [])
            ways = [self.probe(node.lineno, nodes[0].lineno)] if branches and nodes else []
            setattr(node, name, [*ways, *self.block(nodes)])
        if branches and not node.orelse:
            node.orelse = [self.probe(node.lineno, 0)]
        for handler in getattr(node, "handlers", []):
            handler.body = self.block(handler.body)
        if isinstance(node, ast.Match):
            self.cases(node)

    def cases(self, node: ast.Match) -> None:
        """Put probes into the cases of a match, and where none of them fits."""
        for case in node.cases:
            way = self.probe(node.lineno, case.body[0].lineno)
            case.body = [way, *self.block(case.body)]
        match node.cases[-1]:
            case ast.match_case(pattern=ast.MatchAs(pattern=None), guard=None):
                return
        none = ast.match_case(ast.MatchAs(), None, [self.probe(node.lineno, 0)])
        node.cases.append(none)


def at_line(node: ast.stmt, line: int) -> ast.stmt:
    """Let a statement stand at a line, as tracebacks show it."""
    for part in ast.walk(node):
        if isinstance(part, ast.stmt | ast.expr):
            part.lineno = part.end_lineno = line
            part.col_offset = part.end_col_offset = 0
    return node


def is_idle(node: ast.stmt) -> bool:
    """Tell whether a statement does not run, or has to come first."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Global() | ast.Nonlocal():
            return True
        case ast.ImportFrom(module="__future__") | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def is_endless(node: ast.stmt) -> bool:
    """Tell whether it is a loop that only a break or an error ends."""
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant)


def prepare(tree: Path) -> list[Point]:
    """Lay down the bytecode of all modules; gives what the bytes of the map stand for."""
    probes = Probes()
    package = tree / "src/gpkit"
    for path in sorted(package.rglob("*.py")):
        code = probes.compiled(path, path.relative_to(package).as_posix())
        target = Path(importlib.util.cache_from_source(str(path)))
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(code)
    (tree / "hits").write_bytes(bytes(len(probes.points)))
    (tree / "src/gpkit_hits.py").write_text(OPENED.format(path=str(tree / "hits")), "utf-8")
    return probes.points


def tell(points: list[Point], hits: bytes) -> None:
    """Print what was not reached in each module, and the sums."""
    found: dict[Point, bool] = {}
    for point, hit in zip(points, hits, strict=True):
        found[point] = found.get(point, False) or bool(hit)
    missed = [point for point, hit in found.items() if not hit]
    unreached = {(module, line) for module, line, to in missed if to is None}
    for module in sorted({module for module, _, _ in missed}):
        own = sorted((line, to) for name, line, to in missed if name == module and to is None)
        ways = sorted(
            (line, to)
            for name, line, to in missed
            if name == module and to is not None and not {(module, line), (module, to)} & unreached
        )
        words = [*(str(line) for line, _ in own), *(f"{line}->{to or 'on'}" for line, to in ways)]
        print(f"{share(found, module)}  {module}: {' '.join(words)}")
    print(f"{share(found)}  all")


def share(found: dict[Point, bool], module: str = "") -> str:
    """Give the share of statements and branches that were reached, in a module or in all."""
    of = {point: hit for point, hit in found.items() if not module or point[0] == module}
    ways = [hit for (_, _, to), hit in of.items() if to is not None]
    both = f"{sum(of.values()) / max(len(of), 1):.2%}"
    return f"{both} (branches {sum(ways)} of {len(ways)})"


def main(arguments: list[str]) -> int:
    """Run pytest over a copy of the tree, and tell what it reached."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        leave = shutil.ignore_patterns(".git", ".venv", "found", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, tree, ignore=leave)
        points = prepare(tree)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        environment = os.environ | {"PYTHONPATH": str(tree / "src")}
        ended = subprocess.run(command, cwd=tree, env=environment, check=False).returncode
        tell(points, (tree / "hits").read_bytes())
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
