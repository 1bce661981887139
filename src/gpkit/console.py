"""How gpkit speaks to people: words to stderr, data to stdout, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TextIO

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}
_verbosity = 0  # -1 with -q, 1 with -v


def set_verbosity(*, quiet: bool, verbose: bool) -> None:
    """Say how much is told on stderr."""
    global _verbosity  # noqa: PLW0603 - one command a process
    _verbosity = verbose - quiet


def say(words: str, level: int = 0) -> None:
    """Tell people something on stderr; level 1 only with -v, level -1 even with -q."""
    if level <= _verbosity:
        print(words, file=sys.stderr)  # noqa: T201


def print_json(data: Any) -> None:
    """Print data as JSON on stdout; what a terminal would obey is escaped."""
    import json

    from gpkit.text.clean import inert_json

    text = json.dumps(data, ensure_ascii=False, indent=1)
    sys.stdout.write(f"{inert_json(text)}\n")


def is_coloured(out: TextIO) -> bool:
    """Tell whether a stream takes colour (no-color.org, force-color.org, TERM=dumb)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"


def styled(words: str, style: str, out: TextIO) -> str:
    """Give words in a style ("bold red"), plain where the stream takes no colour."""
    if not is_coloured(out):
        return words
    codes = ";".join(_CODES[name] for name in style.split())
    return f"\x1b[{codes}m{words}\x1b[0m"


def is_interactive() -> bool:
    """Tell whether progress and tables may be drawn: stderr is a terminal and nobody is quiet."""
    return _verbosity >= 0 and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table on stderr: with rich on a terminal, else in plain columns."""
    if _verbosity < 0:
        return
    if is_interactive():
        _rich_table(title, header, rows)
        return
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rich_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console  # 20 ms: only a terminal pays for it
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title, title_justify="left")
    for name in header:
        number = name in ("dumps", "practices", "lines", "claimed")
        drawn.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console(stderr=True).print(drawn)
