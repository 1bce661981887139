"""``gpkit learn``: a family file from a few pages of a site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import RAW, Quiet, Raw
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.config import Config
    from gpkit.learn.compare import Compared
    from gpkit.learn.proof import Failure, Proof
    from gpkit.model import Document
    from gpkit.parsers._declared_family import Declared

NO_OVERLAY = True  # a broken family file must not keep us from learning it again
_SHOWN = 5


def command(
    dumps: Annotated[
        list[str],
        typer.Argument(metavar="DUMP...", help="Pages of one site: files, directories, or -."),
    ],
    family: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The family; else it is named after the pages' host."),
    ] = None,
    expect: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Practices the pages must give (YAML, JSON). Repeatable."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write there; - is stdout."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the file, write nothing.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a family file that is there already.")
    ] = False,
    raw: Raw = RAW,
    quiet: Quiet = False,
) -> None:
    """Learn a site from a few of its pages, and write a family file that ingest will use.

    Each entry of the file names the line it rests on, and the file is proved on all the pages:
    exit code 1 if one of them is not read. See docs/learn.md.

    Example: gpkit learn --dry-run --family digitalalliance-bg data/raw/page.txt
    """
    set_verbosity(quiet=quiet, verbose=False)
    from gpkit import limits
    from gpkit.config import find_config
    from gpkit.learn import learn
    from gpkit.learn.expect import read_expected
    from gpkit.parsers._declared import read_text

    here = Path.cwd()
    config = find_config(here)
    limits.use(config.limits)
    documents = _documents(dumps, raw, config)
    family = family or _named_after(documents)
    folder = config.families_folder(here)
    _refuse_known(documents, family, folder)
    expected = [one for path in expect or () for one in read_expected(path)]
    text = learn(documents, family).text()
    parser = read_text(text, Path(f"{family}.yaml"))
    proofs, compared = _prove(parser, documents, config, expected)
    if compared.is_worse() and not overwrite:
        raise typer.Exit(_tell_worse(proofs, compared, dry_run=dry_run, text=text))
    if dry_run or out == Path("-"):
        sys.stdout.write(text)
    else:
        _write(text, out or folder / f"{family}.yaml", overwrite=overwrite)
    raise typer.Exit(_tell(proofs, compared))


# Reading ------------------------------------------------------------------------------------------


def _documents(dumps: list[str], raw: Path, config: Config) -> list[Document]:
    from gpkit.documents import containers, pages
    from gpkit.documents.sources import find
    from gpkit.store.raw import NOWHERE, read_index

    found = []
    for source in find(dumps, raw):
        if isinstance(source, GpkitError):
            raise source
        index = read_index(source.path.parent) if source.path else {}
        origin = index.get(source.path.name, NOWHERE) if source.path else NOWHERE
        for dump in containers.dumps(source, config.inputs):
            if isinstance(dump, GpkitError):
                raise dump
            if isinstance(dump, pages.Dump):
                url = dump.url or origin.url
                found.append(pages.read_apart(dump._replace(url=url)))
    return found


def _named_after(documents: Sequence[Document]) -> str:
    from gpkit.parsers._declared import is_name
    from gpkit.parsers._pages import host

    hosts = {host(document) for document in documents}
    name = next(iter(hosts)).replace(".", "-") if len(hosts) == 1 else ""
    if name and is_name(name):
        return name
    raise GpkitError(
        "the pages do not say which site they are of (no URL, or several hosts)",
        "Name the family: gpkit learn --family my-site DUMP...",
    )


def _refuse_known(documents: Sequence[Document], family: str, folder: Path) -> None:
    """Refuse to learn what another family reads: the page would then have two."""
    from gpkit import parsers
    from gpkit.parsers import _declared

    if not _declared.is_name(family) or family == parsers.GENERIC:
        hint = "Use small letters, digits and dashes: --family my-site"
        raise GpkitError(f"{family!r} cannot name a family", hint)
    own = _declared.names(folder)
    others = {name: _declared.read(path) for name, path in own.items() if name != family}
    for document in documents:
        known = [f for f in parsers.families() if f not in (family, parsers.GENERIC, *own)]
        named = [f for f in known if parsers.parser(f).recognises(document)]
        named += [f for f, parser in others.items() if parser.recognises(document)]
        if named:
            raise GpkitError(
                f"{document.name}: the family {named[0]} reads this page already",
                f"To replace it: gpkit learn --family {named[0]} DUMP...",
            )


# Proving and writing ------------------------------------------------------------------------------


def _prove(
    parser: Declared, documents: Sequence[Document], config: Config, expected: Sequence[object]
) -> tuple[list[Proof], Compared]:
    from gpkit import authority
    from gpkit.learn.compare import compare
    from gpkit.learn.expect import Expected
    from gpkit.learn.proof import beside, prove

    if overlays := config.overlays(Path.cwd()):
        authority.use(overlays)
    known = authority.load()
    proofs = []
    waiting = [one for one in expected if isinstance(one, Expected)]
    for document in sorted(documents, key=lambda d: d.name):
        first = prove(parser, document, known)
        mine = [one for one in waiting if one.is_of(first.practices, document.name)]
        waiting = [one for one in waiting if one not in mine]
        proofs.append(prove(parser, document, known, mine) if mine else first)
    if waiting:
        last = proofs[-1]
        lost = prove(parser, last.document, known, waiting)
        proofs[-1] = last._replace(failures=(*last.failures, *lost.failures))
    compared = compare(parser, [proof.document for proof in proofs], known)
    return [beside(proof, compared, n) for n, proof in enumerate(proofs)], compared


def _write(text: str, path: Path, *, overwrite: bool) -> None:
    from gpkit.store.files import write_atomic

    old = path.read_bytes() if path.is_file() else None
    if old is not None and old != text.encode() and not overwrite:
        raise GpkitError(
            f"{path.as_posix()}: there is a family file already, and it says something else",
            "Look at the new one with --dry-run, and replace the old one with --overwrite.",
        )
    write_atomic(path, text.encode())
    say(f"{path.as_posix()}: {'unchanged' if old == text.encode() else 'written'}")


def _tell_worse(proofs: Sequence[Proof], compared: Compared, *, dry_run: bool, text: str) -> Exit:
    """Say that the generic parser reads the pages better: such a family is not worth its file."""
    if dry_run:
        sys.stdout.write(text)
    _tell_pages(proofs, compared)
    for proof in proofs:
        for failure in proof.failures[:1]:
            _show("counterexample", proof, failure)
    say("the generic parser reads more of these pages than what is learnt here", -1)
    say("  Nothing is written: ingest goes on to read them as generic.", -1)
    say("  Give more pages of one kind, or write the file all the same with --overwrite.", -1)
    return Exit.FINDINGS


def _tell_pages(proofs: Sequence[Proof], compared: Compared) -> None:
    for proof, page in zip(proofs, compared.pages, strict=True):
        count = len(proof.practices)
        say(
            f"{one_line(proof.document.name)}: {count} record{'' if count == 1 else 's'} "
            f"(generic: {len(page.generic.starts)}), {proof.claimed} of {proof.lines} lines claimed"
        )
        for line in proof.left[:_SHOWN]:
            say(f"  left: line {line}: {one_line(proof.document.line(line))[:80]}")
        if len(proof.left) > _SHOWN:
            say(f"  left: {len(proof.left) - _SHOWN} lines more")
    lost, gained = sum(map(len, compared.lost)), sum(compared.gained)
    say(f"beside the generic parser: {gained} values more, {lost} fewer, of labels that recur")
    if compared.is_equal():
        say("  It reads the same of these pages without their noise: no better, and no worse.")


def _tell(proofs: Sequence[Proof], compared: Compared) -> Exit:
    from gpkit.learn.proof import smallest

    _tell_pages(proofs, compared)
    found = smallest(proofs)
    if found is None:
        say(
            f"proved: all {len(proofs)} pages are read" if len(proofs) > 1 else "proved: it is read"
        )
        return Exit.OK
    _show("smallest counterexample", *found)
    say("  Edit the family file by hand (docs/learn.md), or learn from more pages.", -1)
    return Exit.FINDINGS


def _show(what: str, proof: Proof, failure: Failure) -> None:
    from gpkit.learn.proof import shown

    place = f"{one_line(proof.document.name)}:{failure.line}"
    say(f"{what}: {place}: {one_line(failure.what)}", -1)
    if words := one_line(shown(proof, failure))[:80]:
        say(f"  the line: {words}", -1)
