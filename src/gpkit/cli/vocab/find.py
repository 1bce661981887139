"""``gpkit vocab find``: words in all schemes and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import Format, known_format
from gpkit.cli.vocab.columns import columns
from gpkit.cli.vocab.options import Scheme, nothing
from gpkit.console import print_json, say
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.authority.entries import Form


def command(
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

    known_format(format_)
    authority = load()
    names = (entries.FACETS, *authority.schemes())
    if scheme is not None and scheme not in names:
        nothing(f"scheme {scheme!r}", scheme, names)
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
        print_json(
            [{"score": score, "exact": form in exact, **form._asdict()} for score, form in found]
        )
        return
    if not found:
        say(f"nothing reads like {one_line(text)!r}")
        return
    rows = [
        ("exact" if form in exact else f"{score:.1f}", *_place(form), form.words)
        for score, form in found
    ]
    columns(("match", "scheme", "concept", "kind", "language", "words"), rows)


def _place(form: Form) -> tuple[str, str, str, str]:
    return form.scheme, form.concept, form.kind, form.language or "-"
