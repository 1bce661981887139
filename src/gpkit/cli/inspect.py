"""``gpkit inspect``: what each line of a dump is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import RAW, Format, Raw, known_format
from gpkit.console import print_json, styled
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.documents.pages import Dump
    from gpkit.ledger import Entry
    from gpkit.pipeline import Read

_STYLES = {
    "title": "bold green",
    "byline": "magenta",
    "published": "magenta",
    "heading": "bold blue",
    "text": "blue",
    "item": "blue",
    "details": "bold cyan",
    "label": "bold yellow",
    "value": "green",
    "pair": "yellow",
    "noise": "dim",
    "unclaimed": "bold red",
    "blank": "dim",
}


def command(
    dump: Annotated[
        str, typer.Argument(metavar="DUMP", help="A dump: a file, - for stdin, or a name in --raw.")
    ],
    format_: Format = "text",
    family: Annotated[
        str | None, typer.Option(metavar="NAME", help="Read it with the parser of this family.")
    ] = None,
    raw: Raw = RAW,
) -> None:
    """Show a dump with the role of each line.

    Example: gpkit inspect data/raw/page.txt
    """
    from gpkit.pipeline import read_apart

    known_format(format_)
    read = read_apart(_dump(dump, raw), family)
    if format_ == "json":
        _json(read)
    else:
        _text(read)


def _dump(name: str, raw: Path) -> Dump:
    """Find a dump: a file, or a page of a container ("crawl.warc.gz#3", "pages.zip/a.html")."""
    from gpkit.config import find_config
    from gpkit.documents.containers import pick
    from gpkit.documents.sources import find

    place, inside = _parted(name, raw)
    if Path(place).is_dir():
        raise GpkitError(f"{place}: this is a directory", "Name one dump.")
    source = next(iter(find([place], raw)))
    if isinstance(source, GpkitError):
        raise source
    return pick(source, inside, find_config(Path.cwd()).inputs)


def _parted(name: str, raw: Path) -> tuple[str, str]:
    """Part the path of a file from the name of a page inside it."""
    ends = [len(name), *(i for i in range(len(name) - 1, 0, -1) if name[i] in "#/")]
    for end in ends:
        for place in (Path(name[:end]), raw / name[:end]):
            if name == "-" or place.is_file() or (end == len(name) and place.exists()):
                return str(place), name[end:]
    return str(raw / name), ""


def _json(read: Read) -> None:
    data = {
        "dump": read.document.name,
        "sha256": read.document.sha256,
        "family": read.parsed.family,
        "lines": [_line(entry) for entry in read.entries],
    }
    print_json(data)


def _line(entry: Entry) -> dict[str, object]:
    return {
        "line": entry.line,
        "text": entry.text,
        "role": entry.claim.role,
        "record": entry.record,
        "field": _field(entry),
    }


def _field(entry: Entry) -> str | None:
    """Name the facet, label or reason that a line belongs to."""
    from gpkit.authority import load

    if entry.label:
        facets = load().facets_of(entry.label)
        return facets[0][0] if facets else entry.label
    return entry.claim.reason or None


def _text(read: Read) -> None:
    out = sys.stdout
    width = len(str(len(read.entries)))
    for entry in read.entries:
        role = str(entry.claim.role)
        record = "" if entry.record is None else str(entry.record)
        field = _field(entry) or ""
        note = f"  ({one_line(field)})" if field else ""
        mark = styled(f"{role:9}", _STYLES[role], out)
        out.write(f"{entry.line:{width}} {record:>3} {mark} {one_line(entry.text)}{note}\n")
    lines = [entry for entry in read.entries if entry.claim.role != "blank"]
    claimed = sum(entry.claim.role != "unclaimed" for entry in lines)
    records = len(read.parsed.records)
    out.write(
        f"{read.parsed.family}: {records} record{'' if records == 1 else 's'}, "
        f"{claimed} of {len(lines)} non-blank lines claimed\n"
    )
    if read.document.left_out:
        words = ", ".join(f"{count} {what}" for what, count in read.document.left_out)
        out.write(f"left out, no lines: {words}\n")
