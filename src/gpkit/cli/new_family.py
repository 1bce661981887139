"""``gpkit new-family``: the parser file of a new site, and its first case."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.errors import GpkitError, NoPractice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.documents.pages import Dump

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The family, as in our-site.")],
    dumps: Annotated[
        list[Path], typer.Argument(metavar="DUMP...", help="Pages of the site; several are better.")
    ],
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Your repository.")
    ] = Path(),
) -> None:
    """Write the parser file of a new site family, and its first case.

    Example: gpkit new-family our-site data/raw/page.txt
    """
    from gpkit.authority import load
    from gpkit.documents import pages
    from gpkit.selftest.skeleton import skeleton
    from gpkit.store.files import write_atomic

    if not _NAME.fullmatch(name):
        raise GpkitError(f"{name!r} is no name of a family", "Small letters and dashes: our-site.")
    found = [pages.Dump(path.name, _bytes(path)) for path in dumps]
    documents = [pages.read_apart(dump) for dump in found]
    file = out / f"{name.replace('-', '_')}.py"
    if file.exists():
        raise GpkitError(
            f"{file.as_posix()}: there is such a file already",
            "Edit it, or move it away and type the same again.",
        )
    write_atomic(file, skeleton(name, documents, load()).encode())
    _try(name, file, found)
    _next(name, file, _first_case(name, found[0], out))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise GpkitError(f"{path.as_posix()}: this is a directory", "Name its dumps one by one.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise GpkitError(f"{path.as_posix()}: {error.strerror}") from error


def _try(name: str, file: Path, dumps: Sequence[Dump]) -> None:
    """Say which of the dumps the written file recognises, and who else does."""
    from gpkit import parsers
    from gpkit.documents import pages

    parsers.offer(name, file)
    documents = [pages.read_apart(dump) for dump in dumps]
    own = [parsers.parser(name).recognises(document) for document in documents]
    _say(f"{file.as_posix()}: recognises {sum(own)} of {len(own)} dumps")
    if not all(own):
        _say("  No line on them tells the site: fill in MARKS or HOSTS.")
    others = {
        family
        for document in documents
        for family in parsers.families()
        if family not in (name, parsers.GENERIC) and parsers.parser(family).recognises(document)
    }
    if others:
        _say(f"  {' and '.join(sorted(others))} recognises them too, and a page has one family:")
        _say("  choose other MARKS, or give yours the same name to replace it.")


def _first_case(name: str, dump: Dump, out: Path) -> Path | None:
    """Write the first dump as a case, as it is read now; None where it holds no practice."""
    from gpkit.pipeline import read_apart
    from gpkit.selftest.cases import write_case
    from gpkit.store.files import write_atomic
    from gpkit.text.slug import slug

    text = "\n".join(read_lines(dump))
    folder = out / "tests/cases" / name / slug(Path(dump.name).stem)
    try:
        read = read_apart(dump._replace(name="dump.txt", data=text.encode()), name)
    except NoPractice:
        return None
    write_atomic(folder / "dump.txt", text.encode())
    write_case(folder, read)
    unclaimed = sum(entry.claim.role == "unclaimed" for entry in read.entries)
    _say(
        f"{folder.as_posix()}: {len(read.practices)} practice, "
        f"{sum(len(practice.observed) for practice in read.practices)} labels, "
        f"{unclaimed} lines unclaimed"
    )  # fmt: skip
    return folder


def read_lines(dump: Dump) -> tuple[str, ...]:
    """Give the lines of a dump: a case is text, whatever the dump was."""
    from gpkit.documents import pages

    return pages.read_apart(dump).lines


def _next(name: str, file: Path, case: Path | None) -> None:
    if case is None:
        _say("Next: no practice was read on the first dump; edit parse() until one is.")
        return
    cases = case.parent.parent.as_posix()
    at = "" if cases == "tests/cases" else f" --cases {cases}"
    _say(f"""Next:
  1. Read {(case / "ledger.txt").as_posix()} and expected.json beside it: what is wrong there?
  2. Edit {file.as_posix()} until it is right; write it down again with
     gpkit selftest {name} --parser {file.as_posix()}{at} --accept
  3. See what slips through when pages are damaged:
     gpkit selftest {name} --parser {file.as_posix()}{at}
  4. Let every command use it, in your pyproject.toml; then: pip install -e .
     [project.entry-points."gpkit.families"]
     {name} = "{file.stem}"
The guide: docs/families.md""")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
