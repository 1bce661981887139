"""``gpkit export``: practices out into files that other programs read."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, From, Jobs, Quiet, Verbose, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gpkit.exporters import About, How
    from gpkit.exporters._chosen import Chosen
    from gpkit.store.outputs import Output
    from gpkit.store.tree import Tree


def command(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="As listed by --list.  [default: by the name of FILE, else csv]",
        ),
    ] = None,
    from_: From = NORMALIZED,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file, or - for stdout.")
    ] = "-",
    shape: Annotated[
        str, typer.Option(help="wide: a row a practice; long: a row a value.")
    ] = "wide",
    columns: Annotated[
        str | None, typer.Option(metavar="A,B,C", help="Only these columns, in this order.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="FACET=CONCEPT", help="Only practices with this value (repeatable)."),
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only practices of this family (repeatable)."),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="CODE", help="Labels in this language instead of ids.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Of practices without a date (rss, atom)."),
    ] = None,
    quarantined: Annotated[
        bool, typer.Option("--quarantine", help="The practices in quarantine too.")
    ] = False,
    jobs: Jobs = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Show all formats: what each keeps, loses and needs.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Export practices, sorted by id.

    Example: gpkit export --format csv --where country=BG -o practices.csv
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit.exporters import How, about, by_suffix, formats
    from gpkit.exporters._chosen import chosen
    from gpkit.select import Selection

    if list_:
        sys.stdout.write("\n".join(_listed(about(name)) for name in formats()))
        return
    known = about(format_ or by_suffix(output) or "csv")
    how = How(shape, _names(columns), lang or "", date or "")
    _check(known, how)
    selection = Selection.parse(where or [], family or [])
    stores = [tree_of(from_), *(_quarantine(from_) if quarantined else ())]
    practices = partial(chosen, stores, selection.takes, jobs)
    memory = None
    shown = output == "-" and sys.stdout.isatty()
    if known.remembered and not shown:
        from gpkit.stores.remembered import remembered

        what = (known.name, how, selection, _is_zip(output, known))
        memory = remembered(stores, ("export", *what))
    with _opened(output, known) as out:
        if memory is None:
            number = _export(known, practices, how, out)
        else:
            number = _remembering(memory, known, practices, how, out)
    to = "" if output == "-" else f" to {output}"
    say(f"{number} practices exported{to}", 0 if output != "-" else 1)


def _remembering(
    memory: Output, known: About, practices: Callable[[], Chosen], how: How, out: Any
) -> int:
    """Export what is remembered, or practices, to be remembered; give how many there are."""
    from gpkit.exporters import exporter

    with memory.entry() as entry:
        if entry is not None:
            entry.pour(out)
            module = exporter(known.name)
            if hasattr(module, "beside"):
                module.beside(out)
            return entry.number
    with memory.noting(out) as note:
        note.number = _export(known, practices, how, note.out)
        return note.number


def _export(known: About, practices: Callable[[], Chosen], how: How, out: Any) -> int:
    """Export practices, and give how many there are.

    What is written as a folder, and goes to no folder, becomes a zip.
    """
    from gpkit.exporters import exporter

    module = exporter(known.name)
    found = practices()
    if hasattr(module, "parts"):
        found.write(module.parts(how), out)
    elif known.writes != "folder" or out.is_dir():
        module.export(found, how, out)
    else:
        from gpkit.exporters import _files

        with _files.zipped(out) as folder:
            module.export(found, how, folder)
    return found.number


def _is_zip(output: str, known: About) -> bool:
    return known.writes == "folder" and (output == "-" or output.endswith(".zip"))


def _names(columns: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in columns.split(",")) if columns else ()


def _check(known: About, how: How) -> None:
    """Refuse what a format does not take, before anything is read or written."""
    if how.shape not in known.shapes:
        shapes = " or ".join(known.shapes)
        raise GpkitError(f"{known.name} has no shape {how.shape!r}", f"Use --shape {shapes}.")
    given = {"columns": how.columns, "lang": how.language, "date": how.date}
    for option, value in given.items():
        if value and option not in known.options:
            raise GpkitError(
                f"{known.name} takes no --{option}",
                "See what each format takes: gpkit export --list",
            )
    if how.language:
        from gpkit.exporters._labels import Labels

        Labels(how.language)
    if known.missing:
        from gpkit.exporters import needed

        raise needed(known.name, known.extra)


def _listed(known: About) -> str:
    options = [f"--{option}" for option in known.options]
    if len(known.shapes) > 1:
        options.append(f"--shape {'|'.join(known.shapes)}")
    missing = f", not installed: pip install 'good-practice-kit[{known.extra}]'"
    lines = {
        "keeps": known.keeps,
        "loses": known.loses,
        "takes": ", ".join(options),
        "needs": f"the extra {known.extra}{missing if known.missing else ''}" * bool(known.extra),
        "back": "gpkit import gives the same bytes" * known.lossless,
    }
    body = "".join(f"  {name:6} {words}\n" for name, words in lines.items() if words)
    return f"{known.name}: {known.what}\n{body}"


def _quarantine(directory: Path) -> Iterator[Tree]:
    """Give the quarantine beside a catalogue, if there is one."""
    from gpkit import stores
    from gpkit.store import quarantine

    apart = quarantine.beside(directory)
    if apart.is_dir() or (stores.url_of(apart) and stores.opened(apart)):
        yield tree_of(apart)


class _Terminal:
    """Takes text as a stream does; what would steer a terminal shows as escapes."""

    def write(self, text: str) -> int:
        """Write text."""
        from gpkit.text.clean import visible

        return sys.stdout.write(visible(text.replace("\r\n", "\n")))

    def writelines(self, texts: Iterable[str]) -> None:
        """Write texts one after the other."""
        for text in texts:
            self.write(text)


@contextmanager
def _opened(output: str, known: About) -> Iterator[Any]:
    """Give stdout, or a file that appears only when it is whole."""
    if known.writes == "text" and output == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(newline="")
        yield _Terminal() if sys.stdout.isatty() else sys.stdout
        return
    from gpkit.exporters import _files

    if output == "-":
        with _on_stdout(known) as path:
            yield path
    elif known.writes == "folder" and not _is_zip(output, known):
        with _files.folder(Path(output)) as path:
            yield path
    else:
        with _files.replacing(Path(output)) as path:
            if known.writes != "text":
                yield path
                return
            with _files.text_file(path) as text:
                yield text


@contextmanager
def _on_stdout(known: About) -> Iterator[Path]:
    """Give a path whose bytes go to stdout in the end; a folder goes as a zip."""
    if sys.stdout.isatty():
        raise GpkitError(
            f"{known.name} is nothing that a terminal can show",
            f"Name a file: gpkit export --format {known.name} -o practices{known.suffixes[0]}",
        )
    import shutil
    import tempfile

    from gpkit.exporters import _files

    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "practices.zip" if known.writes == "folder" else "practices")
        with _files.replacing(path) as new:
            yield new
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
