"""What gpkit knows, as data: facets and their labels, prose headings, schemes of concepts.

The YAML files of this folder are the knowledge and are edited by hand; ``index/`` holds the same
compiled for looking up. An index is used only if it was made from the very bytes of its YAML, so
an edited YAML always wins. Nothing is read before it is asked for.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority.terms import Index, Table, Term, read, terms, unpack
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from gpkit.authority.decisions import Decision

__all__ = ["Authority", "Facet", "Term", "load", "overlays", "use"]

HERE = Path(__file__).parent
_LONG = 200  # characters: no label is as long, and folding paragraphs costs more than parsing


class Facet(NamedTuple):
    """An aspect of a practice.

    ``kind`` is ``concept`` (then ``scheme`` names the concepts), ``date``, ``year``, ``money``,
    ``organisation``, ``text`` or ``period``. ``platform`` says whether the core platform's form
    for good practices asks for it: ``required``, ``optional``, or None where it has no such field.
    """

    id: str
    scheme: str | None
    kind: str
    many: bool
    platform: str | None


class Authority:
    """The lookups; words go in as printed, in any case and typography."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self._overlays = tuple(overlays)
        self._read: dict[str, Index] = {}
        self._facets: dict[str, Facet] = {}
        self._accepted: dict[tuple[str, str], Decision] = {}
        if self._overlays:
            self._check()

    def facet(self, facet: str) -> Facet:
        """A facet by id; KeyError where there is none.

        >>> load().facet("country")
        Facet(id='country', scheme='country', kind='concept', many=True, platform='required')
        """
        if facet not in self._facets:
            found = self._index("facets")["facets"][facet]
            scheme = found.get("scheme")
            kind = "concept" if scheme else found.get("kind", "text")
            many = found.get("many", "false") == "true"
            self._facets[facet] = Facet(facet, scheme, kind, many, found.get("platform"))
        return self._facets[facet]

    def facets(self) -> tuple[str, ...]:
        """Ids of all facets, in the order of the table."""
        return self._order

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self._index("facets")["facets"])

    @cached_property
    def labels(self) -> Table:
        """What the labels of facets name, by their folded words."""
        labels: Table = self._index("facets")["labels"]
        return labels

    @cached_property
    def _headings(self) -> Table:
        headings: Table = self._index("sections")["headings"]
        return headings

    def facets_of(self, label: str) -> tuple[tuple[str, str, str], ...]:
        """What a label as printed names: (facet, language, kind of label) each, () if unknown.

        >>> load().facets_of("Level:")
        (('digital_skill_level', 'en', 'alt'),)
        >>> [facet for facet, _, _ in load().facets_of("Zielgruppe")]
        ['target_audience', 'target_group']
        """
        packed = self.labels.get(fold(label)) if len(label) < _LONG else None
        return _named(packed) if packed is not None else ()

    def facets_meant(self, label: str) -> tuple[tuple[str, str, str], ...]:
        """What a label names, also where its letters were misread.

        >>> [facet for facet, _, _ in load().facets_meant("LÃ¤nder")]
        ['country']
        """
        from gpkit.text.repair import repair

        return self.facets_of(label) or self.facets_of(repair(label)[0])

    def facet_label(self, facet: str, language: str = "en") -> str | None:
        """The preferred label of a facet, in English where the language has none."""
        found: dict[str, str] = self._index("facets")["preferred"].get(facet, {})
        return found.get(language) or found.get("en")

    def concepts_of(self, scheme: str, words: str, language: str | None = None) -> tuple[Term, ...]:
        """The concepts that words stand for: () unknown, more than one is ambiguous.

        Codes count only as they are spelt: ``IT`` is Italy, ``it`` is a word. A form that is
        one concept in one language and another in the next is settled by ``language``.

        >>> load().concepts_of("digital_skill_level", "Average")
        (Term(concept='intermediate', language='en', kind='alt'),)
        >>> load().concepts_of("country", "EL"), load().concepts_of("country", "el")
        ((Term(concept='GR', language='', kind='notation'),), ())
        """
        index = self._read.get(scheme) or self._index(scheme)
        codes: Table = index["codes"]
        packed: str | None = codes.get(words.strip()) or index["forms"].get(fold(words))
        return terms(packed, language) if packed else ()

    def why(self, scheme: str, words: str, term: Term) -> str:
        """Say why words stand for a concept: the form, or the decision, that they were read by.

        >>> load().why("country", "EL", Term("GR", "", "notation"))
        'notation'
        """
        decision = self._accepted.get((scheme, fold(words))) if self._accepted else None
        if decision and term.kind == "accepted":
            return decision.because
        if not term.language:
            return term.kind
        return f"{term.kind} label ({term.language})"

    def accepted(self, scheme: str) -> tuple[Decision, ...]:
        """The decisions that give a value a concept of a scheme, sorted by value."""
        return tuple(self._accepted[key] for key in sorted(self._accepted) if key[0] == scheme)

    def role_of(self, heading: str) -> str | None:
        """The role of a section by its heading; None if unknown.

        >>> load().role_of("Who are the Beneficiaries?")
        'beneficiaries'
        """
        packed = self._headings.get(fold(heading))
        return packed.partition(" ")[0] if packed else None

    def label(self, scheme: str, concept: str, language: str = "en") -> str | None:
        """The preferred label of a concept, in English where the language has none.

        >>> load().label("digital_skill_level", "intermediate", "de")
        'Mittlere Kenntnisse'
        """
        english: str | None = self._index(scheme)["concepts"].get(concept)
        if language == "en" or english is None:
            return english
        labels: dict[str, dict[str, str]] = self._index(f"{scheme}.labels")["labels"]
        return labels.get(concept, {}).get(language, english)

    def concepts(self, scheme: str) -> tuple[str, ...]:
        """Ids of all concepts of a scheme, in its own order."""
        return tuple(self._index(scheme)["concepts"])

    def schemes(self) -> tuple[str, ...]:
        """Ids of all schemes, sorted."""
        roots = (HERE, *self._overlays)
        found = {path.stem for root in roots for path in (root / "schemes").glob("*.yaml")}
        return tuple(sorted(found))

    def _index(self, name: str) -> Index:
        """An index by name, with the overlays laid over it; KeyError for an unknown scheme."""
        if name not in self._read:
            stem = name.removesuffix(".labels")
            file = f"{stem}.yaml" if stem in {"facets", "sections"} else f"schemes/{stem}.yaml"
            paths = [root / file for root in self._overlays if (root / file).is_file()]
            self._read[name] = _overlaid(_built_in(name, HERE / file), name, paths)
        return self._read[name]

    def _check(self) -> None:
        """Compile every overlay now, so that a broken one is reported at the start."""
        compiler = _compiler()
        for root in self._overlays:
            for path in compiler.sources(root):
                self._index(path.stem)
        known = set(self.schemes())
        for root in self._overlays:
            compiler.check_schemes(root / "facets.yaml", known)
            for path in sorted((root / "schemes").glob("*.yaml")):
                compiler.check_broader(path, set(self.concepts(path.stem)))
        for root in self._overlays:
            if (root / "decisions.yaml").is_file():
                self._decide(root / "decisions.yaml")

    def _decide(self, path: Path) -> None:
        """Let what people accepted count before every form."""
        from gpkit.authority import decisions

        found = decisions.read(path)
        decisions.check(path, found, self)
        by_scheme: dict[str, list[Decision]] = {}
        for decision in found:
            scheme = self.facet(decision.facet).scheme
            if scheme and decision.accepted:
                by_scheme.setdefault(scheme, []).append(decision)
                self._accepted[scheme, fold(decision.value)] = decision
        for scheme, accepted in by_scheme.items():
            self._read[scheme] = decisions.apply(self._index(scheme), accepted)


@lru_cache(maxsize=20_000)
def _named(packed: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((facet, codes[0], kind) for facet, kind, codes in unpack(packed))


def _compiler() -> ModuleType:
    import gpkit.authority.compile as compiler

    return compiler


def _merge(base: Index, over: Index, path: Path) -> Index:
    from gpkit.authority.merge import merge

    return merge(base, over, path)


def _built_in(name: str, source: Path) -> Index | None:
    if not source.is_file():
        return None
    index = read(HERE / "index" / f"{name}.json", source)
    if index is None:
        index = _compiler().compile_file(source)[name]
    return index


def _overlaid(index: Index | None, name: str, paths: list[Path]) -> Index:
    for path in paths:
        over = _compiler().compile_file(path)[name]
        index = _merge(index or {}, over, path)
    if index is None:
        raise KeyError(name)
    return index


_in_use: tuple[Path, ...] = ()


@lru_cache(maxsize=1)
def _current() -> Authority:
    return Authority(_in_use)


def use(paths: Sequence[Path]) -> None:
    """Lay folders over the built-in authority for all that follows in this process.

    A process of its own (a worker of an engine) has to be told again: ``use(overlays())``.

    Raises:
        AuthorityError: an overlay is broken; names the file and the line.
    """
    global _in_use  # noqa: PLW0603 - one repository a process
    before, _in_use = _in_use, tuple(paths)
    _current.cache_clear()
    try:
        _current()
    except BaseException:
        _in_use = before
        raise


def overlays() -> tuple[Path, ...]:
    """The folders that `use` laid over the built-in authority."""
    return _in_use


def load(over: Sequence[Path] = ()) -> Authority:
    """The authority in use (`use`), or the built-in one with the folders ``over`` laid over it.

    An overlay may hold ``facets.yaml``, ``sections.yaml``, ``schemes/<scheme>.yaml`` and
    ``decisions.yaml``; it adds facets, labels, headings, concepts, forms and decisions; the last
    folder is on top. A broken one raises `AuthorityError`.
    """
    return Authority(over) if over else _current()
