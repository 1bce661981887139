"""``gpkit merge-driver``: Git merges practice files facet by facet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpkit.console import say
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line


def command(
    base: Annotated[Path, typer.Argument(metavar="%O", help="The common ancestor.")],
    ours: Annotated[Path, typer.Argument(metavar="%A", help="Our file; the result goes here.")],
    theirs: Annotated[Path, typer.Argument(metavar="%B", help="Their file.")],
    path: Annotated[
        str | None, typer.Argument(metavar="[%P]", help="The path of the file, for messages.")
    ] = None,
) -> None:
    """Merge three states of a practice file, facet by facet; Git calls this.

    Exits with 1 and leaves markers where both sides changed one field. docs/drift.md has how to
    install it: a line in .gitattributes, and git config.

    Example: gpkit merge-driver base.yaml ours.yaml theirs.yaml
    """
    from gpkit.diff.merge import merge
    from gpkit.store.files import refuse_links, write_atomic

    refuse_links(ours)
    texts = [_text(file) for file in (base, ours, theirs)]
    shown = one_line(path or ours.as_posix())
    merged = merge(*texts)
    if merged is None:
        say(f"{shown}: not merged by facet, because one side is no practice; see git diff", -1)
        raise typer.Exit(_by_lines(base, ours, theirs))
    write_atomic(ours, merged.text.encode("utf-8"))
    if merged.conflicts:
        say(f"{shown}: both sides changed {', '.join(merged.conflicts)}", -1)
        say(f"  Settle it between the markers, then: gpkit validate {shown}", -1)
        raise typer.Exit(Exit.FINDINGS)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        raise GpkitError(
            f"{file.as_posix()}: no such file", "Git gives the files: see docs/drift.md"
        ) from error
    except UnicodeDecodeError:
        return "\0"  # no practice: merged by lines


def _by_lines(base: Path, ours: Path, theirs: Path) -> int:
    """Merge as Git would without a driver."""
    import subprocess

    call = ["git", "merge-file", "-q", str(ours), str(base), str(theirs)]
    return int(subprocess.run(call, check=False).returncode != 0)  # noqa: S603
