"""``gpkit vocab show``: a scheme, a facet, or all forms of a concept."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from gpkit.cli.options import Format, known_format
from gpkit.cli.vocab.columns import columns
from gpkit.cli.vocab.options import nothing
from gpkit.console import print_json, styled
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line


def command(
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

    known_format(format_)
    authority = load()
    facet = authority.facet(name) if name in authority.facets() else None
    scheme = facet.scheme if facet else name
    if facet is None and name not in authority.schemes():
        nothing(f"scheme or facet {name!r}", name, (*authority.schemes(), *authority.facets()))
    tree = entries.scheme_tree(scheme, overlays()) if scheme else None
    if concept is not None:
        if scheme is None or tree is None:
            raise GpkitError(f"{name} has no concepts", f"See: gpkit vocab show {name}")
        if concept not in tree["concepts"]:
            nothing(f"concept {concept!r} of {scheme}", concept, tuple(tree["concepts"]))
        forms = entries.all_forms(scheme, authority, overlays())
        accepted = [f.words for f in forms if f.concept == concept and f.kind == "accepted"]
        _show_concept(concept, tree["concepts"][concept], accepted, format_)
        return
    table = entries.facet_tree(overlays())
    if format_ == "json":
        print_json({"facet": facet and {"id": facet.id, **table[facet.id]}, "scheme": tree})
        return
    if facet:
        _show_facet(facet.id, table[facet.id])
    if scheme and tree:
        sys.stdout.write(f"scheme {scheme} ({one_line(tree.get('source', 'no source'))})\n")
        columns(
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
        print_json({"id": concept, **entry, **({"accepted": accepted} if accepted else {})})
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
