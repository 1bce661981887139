"""What may be wrong with the authority, and with what a user's repository adds to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import decisions
from gpkit.authority.entries import (
    FACETS,
    OFFICIAL,
    Form,
    Tree,
    all_forms,
    facet_tree,
    labels_of,
    scheme_tree,
)
from gpkit.authority.source import Source
from gpkit.model import Severity
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gpkit.authority import Authority
    from gpkit.model import Practice

_SECTIONS = "sections"
_READ = ("decisions.yaml", "facets.yaml", "sections.yaml")


class Problem(NamedTuple):
    """Something to look at; an error is wrong in the user's own files."""

    severity: Severity
    kind: str
    message: str
    path: str = ""
    line: int = 0


class Usage:
    """The words of a corpus that the authority is there for, folded."""

    def __init__(self, practices: Iterable[Practice], authority: Authority) -> None:
        self.keys: set[tuple[str, str]] = set()  # (scheme, words)
        for practice in practices:
            self.keys |= {(_SECTIONS, fold(s.heading)) for s in practice.sections if s.heading}
            for entry in practice.observed:
                self.keys.add((FACETS, fold(entry.label)))
                for value in entry.values:
                    self._add(entry.facet, value.raw, authority)
            for term in practice.evidence.byline:
                self._add(term.facet, term.raw, authority)

    def _add(self, facet: str | None, raw: str, authority: Authority) -> None:
        if facet in authority.facets() and (scheme := authority.facet(facet or "").scheme):
            self.keys.add((scheme, fold(raw)))

    def has(self, scheme: str, words: str) -> bool:
        """Tell whether words stand in the corpus where this scheme is read."""
        return (scheme, fold(words)) in self.keys


def check(
    authority: Authority, overlays: Sequence[Path], usage: Usage | None, *, everything: bool = False
) -> Iterator[Problem]:
    """Give what is wrong or worth knowing, the user's own files first.

    Without ``usage`` nothing is said about entries that match nothing; with ``everything`` those
    of the built-in authority are listed too.
    """
    own = {key for root in overlays for key in _own(root)}
    for root in overlays:
        yield from _unread(root)
        if usage:
            yield from _unused(root, usage, authority)
    yield from _collisions(overlays, own)
    for scheme in authority.schemes():
        tree = scheme_tree(scheme, overlays)
        yield from _ambiguous(scheme, tree, authority, overlays, own)
        yield from _without_english(scheme, tree, own)
        yield from _without_languages(scheme, tree)
        if usage and everything:
            yield from _never_seen(scheme, authority, overlays, usage)
    yield from _unlabelled(overlays)
    if usage and everything:
        yield from _never_seen(FACETS, authority, overlays, usage)


# The user's files ---------------------------------------------------------------------------------


def _unread(root: Path) -> Iterator[Problem]:
    """Files that look as if they counted, and do not."""
    for path in sorted([*root.glob("*.y*ml"), *root.glob("schemes/*.y*ml")]):
        scheme = path.parent.name == "schemes"
        if path.suffix != ".yaml" or not (scheme or path.name in _READ):
            message = f"gpkit does not read this file; it reads {', '.join(_READ)}, schemes/*.yaml"
            yield Problem(Severity.ERROR, "unread-file", message, path.as_posix(), 1)


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    named = [(FACETS, root / "facets.yaml"), (_SECTIONS, root / "sections.yaml")]
    yield from ((scheme, path) for scheme, path in named if path.is_file())
    yield from ((path.stem, path) for path in sorted((root / "schemes").glob("*.yaml")))


def _own(root: Path) -> Iterator[tuple[str, str]]:
    """The forms that an overlay adds: (scheme, folded words) each."""
    for scheme, path in _files(root):
        for form, _ in _forms(scheme, path):
            yield scheme, fold(form.words)


def _forms(scheme: str, path: Path) -> Iterator[tuple[Form, int]]:
    """The forms of one file, each with its line."""
    source = Source(path)
    for target, kind, trail, by_code in _tables(scheme, source.tree):
        for language, words in by_code.items():
            for form in [words] if isinstance(words, str) else words:
                under = (*trail, language)
                line = source.lines.get((*under, form), source.lines[under])
                yield Form(scheme, target, kind, language, form), line


def _tables(scheme: str, tree: Tree) -> Iterator[tuple[str, str, tuple[str, ...], Tree]]:
    """The mappings from languages to forms: target, kind of form, trail, mapping."""
    if scheme == _SECTIONS:
        yield from ((role, "alt", (role,), by_code) for role, by_code in tree.items() if by_code)
        return
    above = () if scheme == FACETS else ("concepts",)
    entries = tree if scheme == FACETS else tree.get("concepts") or {}
    for target, entry in entries.items():
        for kind in ("pref", "alt", "hidden", "labels"):
            if entry and entry.get(kind):
                shown = "alt" if kind == "labels" else kind
                yield target, shown, (*above, target, kind), entry[kind]


def _unused(root: Path, usage: Usage, authority: Authority) -> Iterator[Problem]:
    for scheme, path in _files(root):
        for form, line in _forms(scheme, path):
            if not usage.has(scheme, form.words):
                shown = f"{form.words!r} ({form.language}) of {form.concept}"
                message = f"{shown} matches nothing in the corpus"
                yield Problem(Severity.WARNING, "unused", message, path.as_posix(), line)
    for decision in decisions.read(root / decisions.FILE):
        if not usage.has(authority.facet(decision.facet).scheme or "", decision.value):
            message = f"the decision about {decision.value!r} matches nothing in the corpus"
            yield Problem(Severity.WARNING, "unused", message, decision.place, decision.line)


# The whole authority ------------------------------------------------------------------------------


def _collisions(overlays: Sequence[Path], own: set[tuple[str, str]]) -> Iterator[Problem]:
    """Labels that name two facets: settled on a page by the values below them."""
    for (_, words), (facets, languages) in _shared(labels_of(facet_tree(overlays))).items():
        severity = Severity.WARNING if (FACETS, words) in own else Severity.NOTE
        message = f"label {words!r} ({', '.join(languages)}) names {' and '.join(facets)}"
        yield Problem(severity, "collision", message)


def _ambiguous(
    scheme: str,
    tree: Tree,
    authority: Authority,
    overlays: Sequence[Path],
    own: set[tuple[str, str]],
) -> Iterator[Problem]:
    """Forms that stand for several concepts, and that nobody settled."""
    forms = all_forms(scheme, authority, overlays)
    settled = {fold(w) for w, ids in tree.get("homographs", {}).items() if len(ids) == 1}
    settled |= {fold(form.words) for form in forms if form.kind == "accepted"}
    for (_, words), (concepts, languages) in _shared(forms).items():
        if words not in settled:
            severity = Severity.WARNING if (scheme, words) in own else Severity.NOTE
            named = f" ({', '.join(languages)})" if any(languages) else ""
            message = f"{scheme}: {words!r}{named} stands for {' and '.join(concepts)}"
            yield Problem(severity, "ambiguous", message)


def _shared(forms: Iterable[Form]) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Words that several concepts have: (kind of lookup, words) -> concepts, languages.

    Codes are looked up as they are spelt, words folded.
    """
    concepts: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for form in forms:
        code = form.kind == "notation"
        key = ("code", form.words) if code else ("form", fold(form.words))
        concepts[key].setdefault(form.concept, set()).add(form.language)
    return {
        key: (list(found), sorted(set.union(*found.values())))
        for key, found in concepts.items()
        if len(found) > 1
    }


def _without_english(scheme: str, tree: Tree, own: set[tuple[str, str]]) -> Iterator[Problem]:
    mine = {name for name, _ in own}
    for concept, entry in tree["concepts"].items():
        if "en" not in entry.get("pref", {}):
            severity = Severity.WARNING if scheme in mine else Severity.NOTE
            what = "no English label" if entry.get("pref") else "no label at all"
            yield Problem(severity, "concept-without-label", f"{scheme}: {concept} has {what}")


def _without_languages(scheme: str, tree: Tree) -> Iterator[Problem]:
    missing: dict[str, int] = {
        code: sum(code not in entry.get("pref", {}) for entry in tree["concepts"].values())
        for code in OFFICIAL.split()
    }
    total = len(tree["concepts"])
    none = [code for code, count in missing.items() if count == total]
    if none:
        message = f"{scheme}: no labels in {' '.join(none)}"
        yield Problem(Severity.NOTE, "language-without-labels", message)
    some = [f"{code} ({count})" for code, count in missing.items() if 0 < count < total]
    if some:
        message = f"{scheme}: some of {total} concepts have no label in {', '.join(some)}"
        yield Problem(Severity.NOTE, "language-without-labels", message)


def _unlabelled(overlays: Sequence[Path]) -> Iterator[Problem]:
    for facet, entry in facet_tree(overlays).items():
        none = [code for code in OFFICIAL.split() if code not in entry["labels"]]
        if none:
            message = f"facet {facet}: no label in {' '.join(none)}"
            yield Problem(Severity.NOTE, "language-without-labels", message)


def _never_seen(
    scheme: str, authority: Authority, overlays: Sequence[Path], usage: Usage
) -> Iterator[Problem]:
    seen: dict[str, bool] = defaultdict(bool)
    for form in all_forms(scheme, authority, overlays):
        seen[form.concept] |= usage.has(scheme, form.words)
    for concept, found in seen.items():
        if not found:
            message = f"{scheme}: {concept} matches nothing in the corpus"
            yield Problem(Severity.NOTE, "unused", message)
