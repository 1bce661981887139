"""``gpkit vocab accept``, ``reject`` and ``undecide``: what a value means, kept in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.vocab.options import nothing, own_folder, read_decisions
from gpkit.console import say
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.authority.decisions import Decisions

Facet = Annotated[str, typer.Argument(metavar="FACET", help="A facet with a scheme.")]
Words = Annotated[str, typer.Argument(metavar="VALUE", help="The words as they stand on pages.")]
Meant = Annotated[str, typer.Argument(metavar="CONCEPT", help="Id of a concept of the facet.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for later readers.")]

_HEAD = "# Decided with gpkit vocab accept and reject; may be edited by hand.\n"


def accept(facet: Facet, value: Words, concept: Meant, reason: Reason = "") -> None:
    """Decide that a value is a concept.

    The decision is kept in authority/decisions.yaml; the next ingest applies it.

    Example: gpkit vocab accept digital_skill_level Novice basic --reason "asked the site"
    """
    scheme, value = _pair(facet, value, concept)
    from gpkit.authority import load

    before = {term.concept for term in load().concepts_of(scheme, value)} - {concept}
    decisions = read_decisions()
    decisions.accept(facet, value, concept, one_line(reason))
    path = _save(decisions)
    if before:
        say(f"{value!r} read as {' or '.join(sorted(before))}; now this decision counts")
    say(f"{facet}: {value!r} is {concept} ({path}); apply it: gpkit ingest data/raw")


def reject(facet: Facet, value: Words, concept: Meant, reason: Reason = "") -> None:
    """Decide that a value is not a concept.

    It is not suggested for the value again.

    Example: gpkit vocab reject digital_skill_level Novice digital_expert
    """
    _, value = _pair(facet, value, concept)
    decisions = read_decisions()
    old = decisions.find(facet, value)
    decisions.reject(facet, value, concept, one_line(reason))
    path = _save(decisions)
    say(f"{facet}: {value!r} is not {concept} ({path})")
    if old and old.accepted == concept:
        say("it was accepted until now; apply this: gpkit ingest data/raw")


def undecide(facet: Facet, value: Words) -> None:
    """Forget what was decided about a value.

    Example: gpkit vocab undecide digital_skill_level Novice
    """
    decisions = read_decisions()
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
        nothing(f"facet {facet!r}", named[0] if named else facet, authority.facets())
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
        nothing(f"concept {concept!r} of {scheme}", concept, authority.concepts(scheme))
    if not fold(value):
        raise GpkitError("the value is empty", "Write the words as they stand on the page.")
    return scheme, value


def _save(decisions: Decisions) -> str:
    from gpkit.authority.decisions import FILE, commented
    from gpkit.store.files import write_atomic
    from gpkit.store.yamlio import dump

    path = own_folder() / FILE
    plain = decisions.as_plain()
    text = dump(plain) if plain else ""
    text = commented(path, text) if path.is_file() else _HEAD + text
    write_atomic(path, text.encode())
    return path.as_posix()
