"""``gpkit site``: a static catalogue of all practices, for any web host or for a folder."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, From, Quiet, Raw, Verbose, tree_of
from gpkit.console import is_interactive, say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.rules import Finding
    from gpkit.site.build import Built, Settings
    from gpkit.site.kept import Kept
    from gpkit.site.output import Output
    from gpkit.site.remembered import Remembered
    from gpkit.store.tree import Tree

TITLE = "Good practices"
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")

Lang = Annotated[
    str, typer.Option("--lang", metavar="CODE", help="The language before a reader picks another.")
]
Title = Annotated[str, typer.Option("--title", metavar="WORDS", help="The name of the catalogue.")]
Style = Annotated[
    Path | None,
    typer.Option("--style", metavar="FILE", help="A style sheet of yours, applied after ours."),
]


def command(
    from_: From = NORMALIZED,
    raw: Raw = RAW,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the pages go.")
    ] = Path("site"),
    base_url: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Where the site will be: for its site map, feeds and canonical links.",
        ),
    ] = "",
    lang: Lang = "en",
    title: Title = TITLE,
    style: Style = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write among files that are not ours.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Build a static catalogue: search, lists, a page for each practice, and its evidence.

    Example: gpkit site -o site --base-url https://example.org/practices/
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit.site.kept import Kept
    from gpkit.site.output import opened

    made = settings(tree_of(from_), raw, lang, title, base_url)._replace(style=sheet(style))
    memory = None if force else _memory(made, output)
    built = memory.get() if memory else None
    if built is None:
        kept = memory.kept() if memory else Kept()
        with opened(output, force=force) as pages:
            built = built_with_progress(made, pages, kept)
        if memory:
            memory.put(built, kept)
    say(
        f"{built.practices} practices: {built.files} files in {output.as_posix()}, "
        f"{built.changed} written, {built.removed} removed"
    )
    say(f"Open {(output / 'index.html').as_posix()} in a browser.", 1)


def settings(tree: Tree, raw: Path, lang: str, title: str, base_url: str = "") -> Settings:
    """Check what a site shall be, before anything is written.

    Raises:
        GpkitError: no such language, no address, or the extra is not installed.
    """
    from importlib.util import find_spec

    from gpkit.exporters import needed
    from gpkit.exporters._labels import Labels
    from gpkit.site.build import Settings

    if find_spec("jinja2") is None:
        raise needed("gpkit site", "site")
    if not lang:
        raise GpkitError("--lang is empty", "Name a language, as in: --lang en")
    Labels(lang)
    if base_url and not _ADDRESS.fullmatch(base_url):
        raise GpkitError(
            f"--base-url {base_url!r} is no address of a site",
            "Write it as --base-url https://example.org/practices/",
        )
    address = f"{base_url.rstrip('/')}/" if base_url else ""
    return Settings(tree, raw, lang, title.strip() or TITLE, address)


def sheet(path: Path | None) -> str:
    """Read a style sheet.

    Raises:
        GpkitError: there is none, or it is no text.
    """
    if path is None:
        return ""
    from gpkit.limits import read_text

    if not path.is_file():
        raise GpkitError(
            f"--style {path.as_posix()}: no such file",
            "Name a file of CSS, as in: --style theme.css",
        )
    return read_text(path, "utf-8-sig")


def _memory(made: Settings, output: Path) -> Remembered | None:
    """Give the memory of what the last build into a folder ended with."""
    from gpkit import limits
    from gpkit.config import find_config
    from gpkit.plugins import plugins
    from gpkit.site.remembered import remembered

    if plugins("gpkit.rules"):  # what they look at is not known
        return None
    told = (limits.now(), find_config(Path.cwd()), str(Path.cwd()))
    return remembered(made, output, told)


def built_with_progress(made: Settings, pages: Output, kept: Kept) -> Built:
    """Build a site, with progress on a terminal."""
    from gpkit.site.build import build

    with _progress() as step:
        return build(made, pages, _findings(made.tree), kept, step)


def _findings(tree: Tree) -> dict[str, list[Finding]]:
    """Judge all practices as `gpkit validate` does; give the findings of each."""
    from gpkit.config import find_config
    from gpkit.rules import rules
    from gpkit.rules._run import Files, Plan, run

    here = Path.cwd()
    config = find_config(here)
    chosen = rules()
    if config.rules:
        from gpkit.rules._settings import active

        chosen = active(config.rules, config.origin.as_posix() if config.origin else "gpkit.toml")
    files = Files(tuple((path, tree.root) for path in tree.files()), whole=True)
    found: dict[str, list[Finding]] = {}
    for finding in run(files, Plan(chosen, config.overlays(here))).findings:
        if finding.practice:
            found.setdefault(finding.practice, []).append(finding)
    return found


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only."""
    if not is_interactive():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as p:
        task = p.add_task("", total=None)
        yield lambda name: p.update(task, advance=1, description=Text(name).plain)
