"""All benchmarks, one after another, and their tables in `benchmarks/README.md`.

    python benchmarks/suite.py quick            (or smoke, full; `make bench BENCH=quick`)
    python benchmarks/suite.py full --only scale store

Each is a script of its own, which checks that what it compares gives the same. Its Markdown goes
between the markers of its name in the README; what stands outside of markers is written by hand.
What fails, or takes longer than it may, is named, and leaves its old table where it was.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
README = HERE / "README.md"
LIMIT = {"smoke": 60, "quick": 300, "full": 3600}  # seconds that one script may take
VERSIONS = "good-practice-kit PyYAML lxml beautifulsoup4 jsonschema jsonschema-rs fastwarc warcio"


class Script(NamedTuple):
    """A benchmark, and what it is called with for each size; None: left out."""

    smoke: str | None
    quick: str | None
    full: str | None


SCRIPTS = {
    "startup": Script(None, "", ""),
    "text": Script("6", "60", "200"),
    "practice_files": Script("100", "300", "1000"),
    "schema_check": Script("50", "300", "1000"),
    "scale": Script("--quick", "--sizes 100 1000 --workers 1000", "--sizes 100 1000 10000 100000"),
    "store": Script("30", "1500", "10000"),
    "remembered": Script(None, "1000", "3000"),
    "warc": Script(None, "", ""),
    "archive": Script(None, "--size 8", "--size 48"),
    "dates": Script(None, "--days 60", "--days 12"),
    "drift": Script("1", "10", "200"),
    "match": Script(None, "labels", "labels"),
    "learn": Script("500", "10000 20000", "37500 75000 150000"),
    "exports": Script(None, "--sizes 200", "--sizes 1000 10000"),
    "site": Script(None, "--sizes 100", "--sizes 100 1000 10000"),
    "html_lines": Script(None, "", ""),  # over the pages that GPKIT_BENCH names
    "html_ingest": Script(None, "", ""),
}
OF_PAGES = {"html_lines", "html_ingest"}


def main() -> None:
    """Run benchmarks, write their tables, and say what failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("size", choices=tuple(LIMIT), nargs="?", default="quick")
    parser.add_argument("--only", nargs="+", choices=sorted(SCRIPTS), default=list(SCRIPTS))
    parser.add_argument("--into", type=Path, default=README)
    chosen = parser.parse_args()
    failed = []
    for name in chosen.only:
        call = getattr(SCRIPTS[name], chosen.size)
        if call is None or (name in OF_PAGES and not os.environ.get("GPKIT_BENCH")):
            continue
        print(f"{name} {call} ...", end=" ", file=sys.stderr, flush=True)
        start = time.perf_counter()
        found = _run(name, chosen.size, chosen.into)
        print(f"{time.perf_counter() - start:.0f} s {found}".rstrip(), file=sys.stderr)
        failed += [name] * bool(found)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def _run(name: str, size: str, into: Path) -> str:
    """Run one script and write its table; give what is wrong, or nothing."""
    call, limit = getattr(SCRIPTS[name], size), LIMIT[size]
    told = _command(name, call)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures.json")
        more = ["--json", str(figures)] if name == "scale" else []
        command = [sys.executable, str(HERE / f"{name}.py"), *call.split(), *more]
        try:
            done = subprocess.run(
                command, check=False, capture_output=True, text=True, timeout=limit
            )
        except subprocess.TimeoutExpired:
            return f"takes longer than {limit} s"
        if done.returncode:
            return f"ended with {done.returncode}: {done.stderr[-2000:]}"
        picture = _drawn(figures, into.parent) if figures.exists() and size == "full" else ""
    write(into, name, f"{told}\n\n{_table(done.stdout)}{picture}")
    return ""


def _command(name: str, call: str) -> str:
    load = f"{os.getloadavg()[0]:.1f} (1 minute)"
    return f"`{f'python benchmarks/{name}.py {call}'.rstrip()}`, load {load}; {_versions()}"


def _versions() -> str:
    """Name what was measured: Python, libraries, cores."""
    found = [f"Python {platform.python_version()}", f"{os.cpu_count()} cores"]
    for name in VERSIONS.split():
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def _table(output: str) -> str:
    """Keep Markdown as it is; what is laid out in columns stands as it was printed."""
    if "\n|--" in output or "\n| --" in output:
        return output.strip() + "\n"
    return f"```\n{output.strip()}\n```\n"


def write(readme: Path, name: str, text: str) -> None:
    """Put text between the markers of a name; where there are none, at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    old = readme.read_text("utf-8") if readme.exists() else ""
    if begin not in old:
        old = f"{old.rstrip()}\n\n## {name}\n\n{begin}\n{end}\n".lstrip()
    fenced = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    new = fenced.sub(lambda _: f"{begin}\n{text.rstrip()}\n{end}", old)
    readme.write_text(new, "utf-8", newline="\n")


def _drawn(figures: Path, folder: Path) -> str:
    """Draw the growth curves, where matplotlib is installed."""
    try:
        import plots
    except ImportError:
        return ""
    plots.growth(figures, folder / "growth.svg")
    return "\n![Seconds of the CPU and peak memory by number of practices](growth.svg)\n"


if __name__ == "__main__":
    main()
