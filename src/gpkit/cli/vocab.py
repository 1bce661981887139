"""``gpkit vocab``: the vocabularies, and what people decide about values outside of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from gpkit.cli import SETTINGS, Command
from gpkit.cli.options import NORMALIZED, From, Quiet, Verbose, tree_of
from gpkit.cli.validate import FailOn
from gpkit.console import print_json, say, set_verbosity, styled
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gpkit.authority.check import Problem
    from gpkit.authority.decisions import Decisions
    from gpkit.authority.entries import Form
    from gpkit.authority.suggest import Suggestion, Unmatched

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)

Format = Annotated[str, typer.Option("--format", metavar="NAME", help="text or json.")]
Scheme = Annotated[str | None, typer.Option(metavar="NAME", help="Only this scheme.")]
Facet = Annotated[str, typer.Argument(metavar="FACET", help="A facet with a scheme.")]
Words = Annotated[str, typer.Argument(metavar="VALUE", help="The words as they stand on pages.")]
Meant = Annotated[str, typer.Argument(metavar="CONCEPT", help="Id of a concept of the facet.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for later readers.")]


@app.callback(context_settings=SETTINGS, epilog="Start with: gpkit vocab list")
def command() -> None:
    """Show, search, check and extend the vocabularies; decide about unknown values.

    A repository adds its own facets, labels, values and decisions in authority/, beside data/.
    """


def _command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(name, cls=Command, context_settings=SETTINGS)


# Looking ------------------------------------------------------------------------------------------


@_command("list")
def list_(format_: Format = "text") -> None:
    """List the schemes and the facets.

    Example: gpkit vocab list
    """
    from gpkit.authority import entries, load, overlays

    _known(format_)
    authority = load()
    schemes: list[dict[str, Any]] = []
    for scheme in authority.schemes():
        forms = entries.all_forms(scheme, authority, overlays())
        number = len(authority.concepts(scheme))
        schemes.append(
            {"id": scheme, "concepts": number, "languages": _languages(forms), "forms": len(forms)}
        )
    facets = []
    for facet, entry in entries.facet_tree(overlays()).items():
        known = authority.facet(facet)._asdict()
        labels = sum(map(len, entry["labels"].values()))
        facets.append({**known, "labels": labels, "languages": sorted(entry["labels"])})
    if format_ == "json":
        _json({"schemes": schemes, "facets": facets})
        return
    rows = [(s["id"], s["concepts"], len(s["languages"]), s["forms"]) for s in schemes]
    _table(("scheme", "concepts", "languages", "forms"), rows)
    sys.stdout.write("\n")
    shown = [
        (f["id"], f["kind"], f["scheme"] or "-", f["labels"], len(f["languages"])) for f in facets
    ]
    _table(("facet", "kind", "scheme", "labels", "languages"), shown)


@_command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="SCHEME|FACET", help="A scheme or a facet.")],
    concept: Annotated[
        str | None, typer.Argument(metavar="[CONCEPT]", help="All forms of this concept.")
    ] = None,
    format_: Format = "text",
) -> None:
    """Show a scheme or a facet, or all forms of one concept.

    Example: gpkit vocab show digital_skill_level basic
    """
    from gpkit.authority import entries, load, overlays

    _known(format_)
    authority = load()
    facet = authority.facet(name) if name in authority.facets() else None
    scheme = facet.scheme if facet else name
    if facet is None and name not in authority.schemes():
        _nothing(f"scheme or facet {name!r}", name, (*authority.schemes(), *authority.facets()))
    tree = entries.scheme_tree(scheme, overlays()) if scheme else None
    if concept is not None:
        if scheme is None or tree is None:
            raise GpkitError(f"{name} has no concepts", f"See: gpkit vocab show {name}")
        if concept not in tree["concepts"]:
            _nothing(f"concept {concept!r} of {scheme}", concept, tuple(tree["concepts"]))
        forms = entries.all_forms(scheme, authority, overlays())
        accepted = [f.words for f in forms if f.concept == concept and f.kind == "accepted"]
        _show_concept(concept, tree["concepts"][concept], accepted, format_)
        return
    table = entries.facet_tree(overlays())
    if format_ == "json":
        _json({"facet": facet and {"id": facet.id, **table[facet.id]}, "scheme": tree})
        return
    if facet:
        _show_facet(facet.id, table[facet.id])
    if scheme and tree:
        sys.stdout.write(f"scheme {scheme} ({one_line(tree.get('source', 'no source'))})\n")
        _table(
            ("concept", "notation", "label"),
            [
                (c, tree["concepts"][c].get("notation", "-"), authority.label(scheme, c) or "-")
                for c in authority.concepts(scheme)
            ],
        )


def _show_facet(facet: str, entry: dict[str, Any]) -> None:
    sys.stdout.write(f"facet {facet}\n")
    for name in ("scheme", "kind", "many", "platform"):
        if name in entry:
            sys.stdout.write(f"  {name}: {one_line(entry[name])}\n")
    _by_language("labels", entry["labels"])
    _by_language("hidden", entry.get("hidden", {}))


def _show_concept(concept: str, entry: dict[str, Any], accepted: list[str], format_: str) -> None:
    if format_ == "json":
        _json({"id": concept, **entry, **({"accepted": accepted} if accepted else {})})
        return
    sys.stdout.write(f"{styled(concept, 'bold', sys.stdout)}\n")
    for name in ("notation", "codes", "uri", "broader", "note", "unverified"):
        if name in entry:
            value = entry[name] if isinstance(entry[name], str) else ", ".join(entry[name])
            sys.stdout.write(f"  {name}: {one_line(value)}\n")
    for kind in ("pref", "alt", "hidden"):
        _by_language(kind, entry.get(kind, {}))
    if accepted:
        sys.stdout.write(f"  accepted: {one_line('; '.join(accepted))}\n")


def _by_language(name: str, by_code: dict[str, Any]) -> None:
    from gpkit.authority.terms import by_language

    if by_code:
        sys.stdout.write(f"  {name}\n")
    for code in sorted(by_code, key=by_language):
        words = by_code[code] if isinstance(by_code[code], str) else "; ".join(by_code[code])
        sys.stdout.write(f"    {code}: {one_line(words)}\n")


@_command("find")
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words to look for.")],
    scheme: Scheme = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only forms of this language, as in bg.")
    ] = None,
    format_: Format = "text",
) -> None:
    """Find words in all schemes and labels.

    Exact forms come first, then near misses.

    Example: gpkit vocab find "Цифрови умения" --language bg
    """
    from gpkit.authority import entries, load, overlays, suggest
    from gpkit.text.fold import fold

    _known(format_)
    authority = load()
    names = (entries.FACETS, *authority.schemes())
    if scheme is not None and scheme not in names:
        _nothing(f"scheme {scheme!r}", scheme, names)
    forms = [
        form
        for name in ([scheme] if scheme else names)
        for form in entries.all_forms(name, authority, overlays())
        if language is None or form.language == language
    ]
    exact = [form for form in forms if fold(form.words) == fold(text)]
    others = [form for form in forms if form not in exact]
    near = [] if not fold(text) else suggest.alike(text, others, least=70)[:10]
    found = [(100.0, form) for form in exact] + [(s.score, s.form) for s in near]
    if format_ == "json":
        _json([{"score": score, "exact": form in exact, **form._asdict()} for score, form in found])
        return
    if not found:
        say(f"nothing reads like {one_line(text)!r}")
        return
    rows = [
        ("exact" if form in exact else f"{score:.1f}", *_place(form), form.words)
        for score, form in found
    ]
    _table(("match", "scheme", "concept", "kind", "language", "words"), rows)


def _place(form: Form) -> tuple[str, str, str, str]:
    return form.scheme, form.concept, form.kind, form.language or "-"


# Checking -----------------------------------------------------------------------------------------


@_command("check")
def check(
    from_: From = NORMALIZED,
    everything: Annotated[
        bool, typer.Option("--all", help="List built-in entries that match nothing as well.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 from this severity on.")
    ] = FailOn.ERROR,
    format_: Format = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check for collisions, gaps and unused entries.

    Entries of your authority/ that match nothing in the corpus are warnings; what is wrong in
    its files is an error; what is known of the built-in vocabularies are notes.

    Example: gpkit vocab check
    """
    from gpkit.authority import check as checking
    from gpkit.authority import load, overlays
    from gpkit.model import Severity

    _known(format_)
    set_verbosity(quiet=quiet, verbose=verbose)
    usage = None
    if from_.is_dir():
        usage = checking.Usage(tree_of(from_).practices(), load())
    else:
        say(f"{from_.as_posix()}: no corpus here; entries that match nothing are not listed")
    found = list(checking.check(load(), overlays(), usage, everything=everything))
    found.sort(key=lambda problem: -problem.severity.rank)
    failing = [
        problem
        for problem in found
        if fail_on != FailOn.NEVER and problem.severity.rank >= Severity(fail_on).rank
    ]
    _show_problems(failing if quiet else found, format_)
    raise typer.Exit(Exit.FINDINGS if failing else Exit.OK)


def _show_problems(problems: Sequence[Problem], format_: str) -> None:
    if format_ == "json":
        _json([problem._asdict() for problem in problems])
        return
    for problem in problems:
        where = f"{problem.path}:{problem.line}: " if problem.path else ""
        words = f"{where}{problem.severity} [{problem.kind}] {problem.message}"
        sys.stdout.write(one_line(words) + "\n")
    say(f"{len(problems)} things to look at" if problems else "nothing is wrong")


# SKOS ---------------------------------------------------------------------------------------------


@_command("export")
def export(
    format_: Annotated[str, typer.Option("--format", metavar="NAME", help="skos.")] = "skos",
    syntax: Annotated[
        str, typer.Option("--as", metavar="SYNTAX", help="turtle or json-ld.")
    ] = "turtle",
    scheme: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this scheme (repeatable).")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file, or - for stdout.")
    ] = "-",
) -> None:
    """Export schemes as SKOS, in Turtle or JSON-LD.

    Example: gpkit vocab export --format skos --as turtle -o vocab.ttl
    """
    from gpkit.authority import entries, load, overlays

    if format_ != "skos":
        raise GpkitError(f"there is no format {format_!r}", "Formats: skos.")
    if syntax not in ("turtle", "json-ld"):
        raise GpkitError(f"there is no syntax {syntax!r}", "Use --as turtle or --as json-ld.")
    names = load().schemes()
    for name in scheme or ():
        if name not in names:
            _nothing(f"scheme {name!r}", name, names)
    from gpkit.authority import skos

    trees = {n: entries.scheme_tree(n, overlays()) for n in names if not scheme or n in scheme}
    text = skos.dumps(trees, syntax)
    if output == "-":
        sys.stdout.write(text)
        return
    from gpkit.store.files import write_atomic

    write_atomic(Path(output), text.encode())
    say(f"{', '.join(trees)}: exported to {output}")


@_command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="SKOS, or - for stdin.")],
    scheme: Scheme = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Default: authority/, beside data/."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Overwrite schemes that are there already.")
    ] = False,
) -> None:
    """Import schemes from SKOS into scheme files.

    Example: gpkit vocab import vocab.ttl --scheme funding_type -o authority
    """
    from gpkit.authority import skos
    from gpkit.store.yamlio import dump

    schemes = skos.loads(_text_of(file), file)
    if scheme is not None and scheme not in schemes:
        _nothing(f"scheme {scheme!r} in {file}", scheme, tuple(schemes))
    folder = (output or _folder()) / "schemes"
    texts = {
        folder / f"{name}.yaml": dump(schemes[name]) for name in schemes if scheme in (None, name)
    }
    _write(texts, overwrite=overwrite)


def _text_of(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GpkitError(f"{file}: not UTF-8 (byte {error.start})") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise GpkitError(f"{file}: no such file", "Name a file in Turtle or JSON-LD.") from error


def _write(texts: dict[Path, str], *, overwrite: bool) -> None:
    from gpkit.store.files import write_atomic

    for path, text in texts.items():
        if not path.stem.replace("_", "").replace("-", "").isalnum():
            raise GpkitError(f"{path.stem!r} is no id of a scheme", "Import others with --scheme.")
        taken = path.is_file() and path.read_bytes() != text.encode()
        if taken and not overwrite:
            raise GpkitError(
                f"{path.as_posix()}: there is another scheme of this name",
                "Write elsewhere with -o, or over it with --overwrite.",
            )
    for path, text in texts.items():
        write_atomic(path, text.encode())
        say(f"wrote {path.as_posix()}")


# Deciding -----------------------------------------------------------------------------------------


@_command("suggest")
def suggest(
    from_: From = NORMALIZED,
    facet: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this facet (repeatable).")
    ] = None,
    format_: Format = "text",
) -> None:
    """Suggest concepts for values in no scheme.

    The most frequent value comes first. Nothing is applied by itself.

    Example: gpkit vocab suggest --from data/normalized
    """
    from gpkit.authority import load, overlays
    from gpkit.authority.suggest import unmatched

    _known(format_)
    for name in facet or ():
        if name not in load().facets():
            _nothing(f"facet {name!r}", name, load().facets())
    found = unmatched(tree_of(from_).practices(), load(), _decisions(), overlays())
    found = [each for each in found if not facet or each.facet in facet]
    if format_ == "json":
        _json([_as_json(each) for each in found])
        return
    for each in found:
        _show_unmatched(each)
    if not found:
        say("nothing to decide: every value stands in its scheme, or was decided")


def _as_json(each: Unmatched) -> dict[str, Any]:
    suggestions = [
        {"concept": s.concept, "score": s.score, "form": s.form.words, "language": s.form.language}
        for s in each.suggestions
    ]
    return {**each._asdict(), "suggestions": suggestions}


def _show_unmatched(each: Unmatched) -> None:
    from shlex import quote

    times = "once" if each.seen == 1 else f"{each.seen} times"
    value = one_line(each.value)
    sys.stdout.write(f"{each.facet}: {styled(value, 'bold', sys.stdout)}\n")
    sys.stdout.write(f"  seen {times}, first in {each.practice}, line {each.line} of its dump\n")
    for suggestion in each.suggestions:
        sys.stdout.write(f"  {suggestion.score:5.1f}  {suggestion.concept}  {_like(suggestion)}\n")
    best = each.suggestions[0].concept if each.suggestions else "CONCEPT"
    sys.stdout.write(f"  decide: gpkit vocab accept {each.facet} {quote(value)} {best}\n")


def _like(suggestion: Suggestion) -> str:
    form = suggestion.form
    return f"like {one_line(form.words)!r} ({', '.join(filter(None, (form.kind, form.language)))})"


@_command("accept")
def accept(facet: Facet, value: Words, concept: Meant, reason: Reason = "") -> None:
    """Decide that a value is a concept.

    The decision is kept in authority/decisions.yaml; the next ingest applies it.

    Example: gpkit vocab accept digital_skill_level Novice basic --reason "asked the site"
    """
    scheme, value = _pair(facet, value, concept)
    from gpkit.authority import load

    before = {term.concept for term in load().concepts_of(scheme, value)} - {concept}
    decisions = _decisions()
    decisions.accept(facet, value, concept, one_line(reason))
    path = _save(decisions)
    if before:
        say(f"{value!r} read as {' or '.join(sorted(before))}; now this decision counts")
    say(f"{facet}: {value!r} is {concept} ({path}); apply it: gpkit ingest data/raw")


@_command("reject")
def reject(facet: Facet, value: Words, concept: Meant, reason: Reason = "") -> None:
    """Decide that a value is not a concept.

    It is not suggested for the value again.

    Example: gpkit vocab reject digital_skill_level Novice digital_expert
    """
    _, value = _pair(facet, value, concept)
    decisions = _decisions()
    old = decisions.find(facet, value)
    decisions.reject(facet, value, concept, one_line(reason))
    path = _save(decisions)
    say(f"{facet}: {value!r} is not {concept} ({path})")
    if old and old.accepted == concept:
        say("it was accepted until now; apply this: gpkit ingest data/raw")


@_command("undecide")
def undecide(facet: Facet, value: Words) -> None:
    """Forget what was decided about a value.

    Example: gpkit vocab undecide digital_skill_level Novice
    """
    decisions = _decisions()
    if decisions.undecide(facet, value) is None:
        known = [one_line(d.value) for d in decisions if d.facet == facet]
        hint = (
            f"Decided there: {', '.join(known[:8])}." if known else "See authority/decisions.yaml."
        )
        raise GpkitError(f"nothing is decided about {value!r} of {facet}", hint)
    path = _save(decisions)
    say(f"{facet}: {value!r} is undecided ({path}); apply it: gpkit ingest data/raw")


def _pair(facet: str, value: str, concept: str) -> tuple[str, str]:
    """Give the scheme and the value to keep; fail on a facet or a concept that there is not."""
    from gpkit.authority import load
    from gpkit.text.fold import fold

    authority, value = load(), value.strip()
    if facet not in authority.facets():
        named = [name for name, *_ in authority.facets_of(facet)]
        _nothing(f"facet {facet!r}", named[0] if named else facet, authority.facets())
    scheme = authority.facet(facet).scheme
    if scheme is None:
        with_scheme = [name for name in authority.facets() if authority.facet(name).scheme]
        raise GpkitError(
            f"{facet} has no scheme: its values are no concepts",
            f"Facets with a scheme: {', '.join(with_scheme)}.",
        )
    if concept not in authority.concepts(scheme):
        named = [term.concept for term in authority.concepts_of(scheme, concept)]
        if named:
            raise GpkitError(
                f"there is no concept {concept!r} of {scheme}", f"Did you mean {named[0]}?"
            )
        _nothing(f"concept {concept!r} of {scheme}", concept, authority.concepts(scheme))
    if not fold(value):
        raise GpkitError("the value has no letters", "Write the words as they stand on the page.")
    return scheme, value


def _folder() -> Path:
    from gpkit.config import find_config

    return find_config(Path.cwd()).folder(Path.cwd())


def _decisions() -> Decisions:
    from gpkit.authority import decisions

    return decisions.read(_folder() / decisions.FILE)


_HEAD = "# Decided with gpkit vocab accept and reject; may be edited by hand.\n"


def _save(decisions: Decisions) -> str:
    from gpkit.authority.decisions import FILE, commented
    from gpkit.store.files import write_atomic
    from gpkit.store.yamlio import dump

    path = _folder() / FILE
    plain = decisions.as_plain()
    text = dump(plain) if plain else ""
    text = commented(path, text) if path.is_file() else _HEAD + text
    write_atomic(path, text.encode())
    return path.as_posix()


# Saying -------------------------------------------------------------------------------------------


def _known(format_: str) -> None:
    if format_ not in ("text", "json"):
        raise GpkitError(f"there is no format {format_!r}", "Formats: text, json.")


def _nothing(what: str, word: str, known: tuple[str, ...]) -> NoReturn:
    from gpkit.authority.decisions import near

    hint = near(word, known)
    raise GpkitError(f"there is no {what}", f"{hint[0].upper()}{hint[1:]}")


def _json(data: object) -> None:
    print_json(data)


def _languages(forms: Iterable[Form]) -> list[str]:
    return sorted({form.language for form in forms if form.language})


def _table(header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """Print plain columns on stdout."""
    cells = [header, *(tuple(one_line(str(cell)) for cell in row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
