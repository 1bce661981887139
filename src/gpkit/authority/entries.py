"""Schemes and facets in full, as their YAML says, with the overlays laid over them.

The indexes are for looking words up; these are for people: every form in every language as it is
printed, notations, URIs. Reading all of it takes 70 ms, so only ``gpkit vocab`` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.authority.source import Source
from gpkit.authority.terms import by_language
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority

HERE = Path(__file__).parent
FACETS = "facets"  # the name under which labels of facets are found
OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
Tree = dict[str, Any]


class Form(NamedTuple):
    """Words that stand for a concept of a scheme (or, in ``facets``, the label of a facet)."""

    scheme: str
    concept: str
    kind: str
    language: str
    words: str


def scheme_tree(scheme: str, overlays: Sequence[Path] = ()) -> Tree:
    """A scheme in full; every list a list, in the order of its files."""
    merged: Tree = {"concepts": {}}
    for path in _files(f"schemes/{scheme}.yaml", overlays):
        source = Source(path)
        for name, value in source.tree.items():
            if name != "concepts" and value:
                merged[name] = {**merged.get(name, {}), **value} if _is_map(value) else value
        for concept in source.mapping(source.tree, "concepts", ()):
            old = merged["concepts"].setdefault(concept, {})
            _lay(old, source.mapping(source.tree["concepts"], concept, ("concepts",)))
    return merged


def facet_tree(overlays: Sequence[Path] = ()) -> Tree:
    """The facet table in full: labels of each language as lists."""
    merged: Tree = {}
    for path in _files("facets.yaml", overlays):
        source = Source(path)
        for facet in source.tree:
            old = merged.setdefault(facet, {"labels": {}})
            new = source.mapping(source.tree, facet, ())
            old |= {name: value for name, value in new.items() if name not in ("labels", "hidden")}
            for language, words in source.mapping(new, "labels", (facet,)).items():
                labels = old["labels"].setdefault(language, [])
                labels[:0] = [form for form in _listed(words) if form not in labels]
            if "hidden" in new:
                _extend(old.setdefault("hidden", {}), source.mapping(new, "hidden", (facet,)))
    return merged


def forms_of(scheme: str, tree: Tree) -> Iterator[Form]:
    """All forms of a scheme, by concept, kind and language; codes have no language."""
    matched = tree.get("codes", [])
    for concept, entry in tree["concepts"].items():
        for kind in ("pref", "alt", "hidden"):
            by_code = entry.get(kind, {})
            for language in sorted(by_code, key=by_language):
                for words in _listed(by_code[language]):
                    yield Form(scheme, concept, kind, language, words)
        codes = [*entry.get("codes", [])]
        codes += [concept] if "id" in matched and concept.isupper() else []
        codes += [entry["notation"]] if "notation" in matched and "notation" in entry else []
        for code in dict.fromkeys(codes):
            yield Form(scheme, concept, "notation", "", code)


def labels_of(tree: Tree) -> Iterator[Form]:
    """All labels of all facets."""
    for facet, entry in tree.items():
        for language in sorted(entry["labels"], key=by_language):
            for number, words in enumerate(entry["labels"][language]):
                yield Form(FACETS, facet, "alt" if number else "pref", language, words)
        for language in sorted(entry.get("hidden", {}), key=by_language):
            for words in entry["hidden"][language]:
                yield Form(FACETS, facet, "hidden", language, words)


def accepted_of(scheme: str, authority: Authority) -> Iterator[Form]:
    """The values that people accepted, as forms."""
    for decision in authority.accepted(scheme):
        yield Form(scheme, decision.accepted or "", "accepted", "", decision.value)


def all_forms(scheme: str, authority: Authority, overlays: Sequence[Path]) -> list[Form]:
    """The forms of a scheme, or of the facet table; no words twice for one concept."""
    if scheme == FACETS:
        found = list(labels_of(facet_tree(overlays)))
    else:
        found = [
            *accepted_of(scheme, authority),
            *forms_of(scheme, scheme_tree(scheme, overlays)),
        ]
    return list({(f.concept, f.language, fold(f.words)): f for f in reversed(found)}.values())[::-1]


def _files(name: str, overlays: Sequence[Path]) -> list[Path]:
    return [path for root in (HERE, *overlays) if (path := root / name).is_file()]


def _lay(old: Tree, new: Tree) -> None:
    """Lay what an overlay says of a concept over what was said before."""
    for name, value in new.items():
        if not value:
            continue
        if name == "pref":
            before = old.setdefault("pref", {})
            # A label that is replaced is still a form of the concept.
            gone = {
                code: [before[code]]
                for code in value
                if before.get(code, value[code]) != value[code]
            }
            if gone:
                _extend(old.setdefault("alt", {}), gone)
            before.update(value)
        elif name in ("alt", "hidden"):
            _extend(old.setdefault(name, {}), value)
        else:
            old[name] = _listed(value) if name == "codes" else value


def _extend(old: Tree, new: Tree) -> None:
    for language, words in new.items():
        known = old.setdefault(language, [])
        known += [form for form in _listed(words) if form not in known]


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def _is_map(value: object) -> bool:
    return isinstance(value, dict)
