"""Change one thing in a module that much depends on, and see whether its tests notice.

    python scripts/mutants.py [NUMBER [ROLE ...]]

Of each role (see `ROLES`) NUMBER changes are drawn, the same in every run; 0 takes all. Each is
made in a copy of the tree, and the tests of the role run until one fails. What no test noticed is
printed: a test is missing there, or the change changes nothing.
"""

from __future__ import annotations

import ast
import compileall
import copy
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
# A role: its modules below src/gpkit, and the tests that are to notice.
ROLES = {
    "paths": (
        "text/slug store/folders",
        "src/gpkit/text/slug.py tests/laws/test_slugs.py tests/laws/test_folders.py "
        "tests/laws/test_text.py",
    ),
    "csvguard": (
        "exporters/csv",
        "src/gpkit/exporters/csv.py tests/exporters/test_csv_exact.py "
        "tests/exporters/test_guard.py tests/exporters/test_options.py",
    ),
    "yamlio": (
        "store/yamlio store/_emit store/_parse store/_libyaml store/_places",
        "tests/laws/test_yaml_edges.py src/gpkit/store tests/laws/test_yaml.py "
        "tests/laws/test_yaml_by_hand.py",
    ),
    "splitter": (
        "parsers/_layouts parsers/_pages parsers/_records parsers/_seams",
        "tests/generic/test_splitter_edges.py src/gpkit/parsers/_layouts.py "
        "src/gpkit/parsers/_pages.py tests/test_cases.py tests/test_seeds.py tests/test_sites.py "
        "tests/generic",
    ),
    "facets": (
        "normalize/__init__ normalize/values",
        "tests/normalize src/gpkit/normalize tests/test_cases.py tests/test_seeds.py tests/generic",
    ),
}
_SLOWER = 3  # times the processor that the tests take; a change that needs more is a loop
_OTHER = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.Continue: ast.Break,
    ast.Break: ast.Continue,
}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Give what may stand in the place of a node."""
    match node:
        case ast.Compare(ops=[op, *rest]):
            yield ast.Compare(node.left, [_OTHER[type(op)](), *rest], node.comparators)
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in _OTHER:
            changed = copy.copy(node)
            changed.op = _OTHER[type(node.op)]()
            yield changed
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.UnaryOp):
            changed = copy.copy(node)
            changed.test = ast.UnaryOp(ast.Not(), node.test)
            yield changed
        case ast.Constant(value=bool() | int() | float() | str()):
            yield ast.Constant(_another(node.value))
        case ast.Return(value=ast.expr()):
            yield ast.Return(None)
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Continue() | ast.Break():
            yield _OTHER[type(node)]()


def _another(value: object) -> object:
    match value:
        case bool():
            return not value
        case str():
            return f"XX{value}"
        case int() | float():
            return value + 1
    return value


Way = tuple[tuple[str, int | None], ...]


def spots(node: ast.AST, way: Way = ()) -> Iterator[tuple[Way, ast.AST]]:
    """Give the nodes that run, each with the way to it; types and docstrings do not run."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        many = isinstance(value, list)
        for at, child in enumerate(value if many else [value]):
            if not isinstance(child, ast.AST) or _is_idle(child, node):
                continue
            step = (*way, (name, at if many else None))
            yield step, child
            yield from spots(child, step)


def _is_idle(node: ast.AST, parent: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.BinOp(op=ast.BitOr()):  # of types: Plain = str | int
            return isinstance(parent, ast.Assign) and not isinstance(node.left, ast.Call)
    return False


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Give each change of a module: its line, what was done, and the changed source."""
    tree = ast.parse(source)
    line = 1
    for way, node in spots(tree):
        line = getattr(node, "lineno", line)
        for changed in changes(node):
            mutant = copy.deepcopy(tree)
            parent: ast.AST = mutant
            for name, at in way[:-1]:
                child = getattr(parent, name)
                parent = child if at is None else child[at]
            name, at = way[-1]
            if at is None:
                setattr(parent, name, changed)
            else:
                getattr(parent, name)[at] = changed
            told = f"{_short(node)}  ->  {_short(changed)}"
            yield line, told, ast.unparse(ast.fix_missing_locations(mutant))


def _short(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n", 1)[0][:60]


def ends(tree: Path, tests: str, seconds: int | None) -> int:
    """Run tests in a copy of the tree, for so many seconds of the processor; 0: all passed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", *tests.split()]
    environment = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}

    def limit() -> None:
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    quiet = subprocess.DEVNULL
    return subprocess.run(
        command,
        cwd=tree,
        env=environment,
        stdout=quiet,
        stderr=quiet,
        preexec_fn=limit,
        check=False,
    ).returncode


def judge(tree: Path, role: str, number: int) -> tuple[int, int]:
    """Judge the changes of a role; gives how many were noticed, and how many there were."""
    modules, tests = ROLES[role]
    tests = " ".join(test for test in tests.split() if (ROOT / test).exists())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if ends(tree, tests, None):
        sys.exit(f"{role}: its tests fail without any change")
    most = _SLOWER * int(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) + 10
    drawn = [
        (tree / f"src/gpkit/{module}.py", *mutant)
        for module in modules.split()
        for mutant in mutants((ROOT / f"src/gpkit/{module}.py").read_text("utf-8"))
    ]
    if number:
        drawn = random.Random(role).sample(drawn, min(number, len(drawn)))  # noqa: S311
    noticed = 0
    for path, line, told, source in drawn:
        found = path.read_bytes()
        path.write_text(source, "utf-8")
        if ends(tree, tests, most):
            noticed += 1
        else:
            print(f"{path.relative_to(tree)}:{line}: {told}", flush=True)
        path.write_bytes(found)
    print(f"{role}: {noticed} of {len(drawn)} noticed ({noticed / len(drawn):.1%})", flush=True)
    return noticed, len(drawn)


def main(number: int, roles: list[str]) -> None:
    """Judge roles, all if none is named."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        leave = shutil.ignore_patterns(".git", ".venv", "found", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, tree, ignore=leave)
        compileall.compile_dir(tree / "src", quiet=1)
        done = [judge(tree, role, number) for role in roles or ROLES]
    noticed, all_ = (sum(column) for column in zip(*done, strict=True))
    print(f"all: {noticed} of {all_} noticed ({noticed / all_:.1%})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 40, sys.argv[2:])
