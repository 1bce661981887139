"""What people decided about values that no form of a scheme reads like: ``decisions.yaml``.

The file is sorted, is edited by hand as well, and says of each value of a facet which concept it
is, and which it is not::

    digital_skill_level:
      Novice:
        accept: basic
        reason: asked the editors of the site
        reject:
          digital_expert: ''

An accepted value counts before every form. A rejected concept is not suggested again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gpkit.authority import Authority
    from gpkit.authority.source import Source
    from gpkit.authority.terms import Index

FILE = "decisions.yaml"
KIND = "accepted"
_KEYS = {"accept", "reason", "reject"}


class Decision(NamedTuple):
    """What was decided about one value of a facet.

    ``rejected`` holds each concept that the value is not, with the reason.
    """

    facet: str
    value: str
    accepted: str | None = None
    reason: str = ""
    rejected: Mapping[str, str] = {}
    place: str = FILE  # the file, as it is shown
    line: int = 1

    @property
    def because(self) -> str:
        """The decision in words, as a step of an explanation names it."""
        reason = f": {self.reason}" if self.reason else ""
        return f"accepted for {self.value!r} in {self.place}{reason}"

    def as_plain(self) -> dict[str, Any]:
        """Give the decision as it stands in the file."""
        plain: dict[str, Any] = {}
        if self.accepted:
            plain["accept"] = self.accepted
            if self.reason:
                plain["reason"] = self.reason
        if self.rejected:
            plain["reject"] = {concept: self.rejected[concept] for concept in sorted(self.rejected)}
        return plain


class Decisions:
    """All decisions of one file; values are told apart by `fold`."""

    def __init__(self, found: Mapping[tuple[str, str], Decision] | None = None) -> None:
        self._found = dict(found or {})

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._found.values())

    def find(self, facet: str, value: str) -> Decision | None:
        """Give the decision about a value, None if there is none."""
        return self._found.get((facet, fold(value)))

    def accept(self, facet: str, value: str, concept: str, reason: str = "") -> Decision:
        """Decide that a value is a concept, whatever was decided before."""
        old = self.find(facet, value) or Decision(facet, value)
        rejected = {c: why for c, why in old.rejected.items() if c != concept}
        return self._keep(old._replace(accepted=concept, reason=reason, rejected=rejected))

    def reject(self, facet: str, value: str, concept: str, reason: str = "") -> Decision:
        """Decide that a value is not a concept; an acceptance of the very same ends."""
        old = self.find(facet, value) or Decision(facet, value)
        if old.accepted == concept:
            old = old._replace(accepted=None, reason="")
        return self._keep(old._replace(rejected={**old.rejected, concept: reason}))

    def undecide(self, facet: str, value: str) -> Decision | None:
        """Forget what was decided about a value; None if nothing was."""
        return self._found.pop((facet, fold(value)), None)

    def as_plain(self) -> dict[str, Any]:
        """Give all decisions as they stand in the file: sorted by facet and value."""
        plain: dict[str, Any] = {}
        for (facet, _), decision in sorted(self._found.items()):
            plain.setdefault(facet, {})[decision.value] = decision.as_plain()
        return plain

    def _keep(self, decision: Decision) -> Decision:
        self._found[decision.facet, fold(decision.value)] = decision
        return decision


def read(path: Path) -> Decisions:
    """Read the decisions of a file; none where there is no file.

    Raises:
        AuthorityError: it is broken; names the line.
    """
    if not path.is_file():
        return Decisions()
    from gpkit.authority.source import Source

    source = Source(path)
    found: dict[tuple[str, str], Decision] = {}
    for facet in source.tree:
        for value in source.mapping(source.tree, facet, ()):
            key = (facet, fold(value))
            if key in found:
                problem = f"`{found[key].value}` stands here already, but for capitals and accents"
                source.fail((facet, value), problem)
            found[key] = _decision(source, facet, value)
    return Decisions(found)


def _decision(source: Source, facet: str, value: str) -> Decision:
    trail = (facet, value)
    tree = source.mapping(source.tree[facet], value, (facet,))
    source.known(tree, _KEYS, trail)
    accepted = source.string(tree, "accept", trail)
    rejected = source.mapping(tree, "reject", trail)
    reasons = {c: source.string(rejected, c, (*trail, "reject")) for c in rejected}
    if accepted in reasons:
        source.fail((*trail, "reject", accepted), f"`{accepted}` is accepted and rejected")
    if not accepted and not reasons:
        source.fail(trail, f"nothing is decided about `{value}`: write `accept: CONCEPT`")
    reason = source.string(tree, "reason", trail)
    place, line = source.path.as_posix(), source.lines[trail]
    return Decision(facet, value, accepted or None, reason, reasons, place, line)


def check(path: Path, decisions: Decisions, authority: Authority) -> None:
    """Fail at the first decision that names a facet or a concept that there is not."""
    from gpkit.authority.source import Source

    for decision in decisions:
        trail = (decision.facet, decision.value)
        if decision.facet not in authority.facets():
            wanted = near(decision.facet, authority.facets())
            Source(path).fail((decision.facet,), f"unknown facet `{decision.facet}`; {wanted}")
        scheme = authority.facet(decision.facet).scheme
        if scheme is None:
            Source(path).fail((decision.facet,), f"`{decision.facet}` has no scheme to choose from")
        known = authority.concepts(scheme)
        for concept in (decision.accepted, *decision.rejected):
            if concept is not None and concept not in known:
                where = (*trail, "accept") if concept == decision.accepted else trail
                wanted = near(concept, known)
                Source(path).fail(where, f"unknown concept `{concept}` of {scheme}; {wanted}")


def commented(path: Path, text: str) -> str:
    """Give new text for a file with the comments of the old one above the same entries.

    Comments on lines of their own stay where they belong; those of a forgotten decision go.
    """
    from gpkit.authority.source import Source

    old, new = Source(path), Source(path, text.encode())
    places = {line: trail for trail, line in reversed(old.lines.items()) if trail}
    above: dict[int, list[str]] = {}
    pending: list[str] = []
    for number, line in enumerate(old.bytes.decode("utf-8-sig").splitlines(), 1):
        if line.lstrip()[:1] in ("", "#"):
            pending.append(line)
            continue
        target = new.lines.get(places.get(number, ("",)), 0) if above else 1
        kept = pending if target == 1 else [line for line in pending if line.strip()]
        above.setdefault(target, []).extend(kept)
        pending = []
    lines = text.splitlines()
    woven = [part for i, line in enumerate(lines, 1) for part in (*above.get(i, ()), line)]
    return "\n".join([*woven, *pending]) + "\n"


def near(word: str, known: tuple[str, ...], limit: int = 8) -> str:
    """Name what was probably meant, or else some of what there is.

    >>> near("advancd", ("basic", "advanced"))
    'did you mean advanced?'
    >>> near("x", ("basic", "advanced"))
    'known are: basic, advanced'
    """
    from difflib import get_close_matches

    known = tuple(dict.fromkeys(known))
    close = get_close_matches(word, known, n=3, cutoff=0.6)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"known are: {', '.join(known[:limit])}{', ...' if len(known) > limit else ''}"


def apply(index: Index, accepted: list[Decision]) -> Index:
    """An index of a scheme in which accepted values come before every form and code."""
    forms, codes = dict(index["forms"]), dict(index["codes"])
    for decision in accepted:
        packed = f"{decision.accepted} {KIND}"
        forms[fold(decision.value)] = packed
        if decision.value in codes:
            codes[decision.value] = packed
    return {**index, "forms": forms, "codes": codes}
