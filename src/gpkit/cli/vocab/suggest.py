"""``gpkit vocab suggest``: concepts for values in no scheme."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, Format, From, known_format, tree_of
from gpkit.cli.vocab.options import nothing, read_decisions
from gpkit.console import print_json, say, styled
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.authority.suggest import Suggestion, Unmatched


def command(
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

    known_format(format_)
    for name in facet or ():
        if name not in load().facets():
            nothing(f"facet {name!r}", name, load().facets())
    found = unmatched(tree_of(from_).practices(), load(), read_decisions(), overlays())
    found = [each for each in found if not facet or each.facet in facet]
    if format_ == "json":
        print_json([_as_json(each) for each in found])
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
