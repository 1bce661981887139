"""Evidence in what two pages tell: titles, codes, prose, addresses, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.match import codes, titles
from gpkit.match.names import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gpkit.match.features import Features

Share = tuple[str, float, str, str]  # a kind of evidence, its share, the words of both sides
_PROSE = ((0.8, 1.0), (0.5, 0.8), (0.3, 0.55), (0.15, 0.2))  # from this similarity, this share
_LITTLE = 0.02


def words_of(found: Mapping[str, str], keys: list[str]) -> str:
    """Give the words of the page behind some keys, the first five."""
    return ", ".join(found[key] for key in keys[:5])


def of_titles(one: Features, other: Features, *, translated: bool) -> Iterator[Share]:
    """Compare titles; two that name different countries are siblings."""
    left, right = one.title_countries, other.title_countries
    if left and right and not left & right:
        yield "place-other", 1.0, one.said, other.said
        return
    for kind, share in titles.compare(one.title, other.title, translated=translated):
        yield kind, share, one.said, other.said


def of_codes(one: Features, other: Features) -> Iterator[Share]:
    """Compare codes of projects and calls."""
    shared = sorted(one.codes.keys() & other.codes.keys())
    if one.source == other.source:
        yield "page-same", 1.0, "one page", "one page"
        shared = [key for key in shared if key[0] != codes.POST]  # the number is the page's
    named = sorted(
        (one.codes.keys() & other.named_codes.keys())
        | (one.named_codes.keys() & other.codes.keys())
    )
    certain = [key for key in shared if key[0] != codes.CALL]
    for kind, keys in (("code", certain), ("code-named", [k for k in named if k[0] != codes.CALL])):
        if keys:
            left, right = _both(one, other, keys[0])
            yield kind, 1.0, left, right
            return
    calls = [key for key in (*shared, *named) if key[0] == codes.CALL]
    if calls:
        left, right = _both(one, other, calls[0])
        yield "call", 1.0, left, right
    for kind in sorted({k for k, _ in one.codes} & {k for k, _ in other.codes}):
        if kind not in (codes.CALL, "number"):
            yield "code-other", 1.0, _of_kind(one, kind), _of_kind(other, kind)
            return


def _both(one: Features, other: Features, key: tuple[str, str]) -> tuple[str, str]:
    left, right = ({**side.named_codes, **side.codes}[key] for side in (one, other))
    return left, right


def _of_kind(side: Features, kind: str) -> str:
    return next(raw for (k, _), raw in sorted(side.codes.items()) if k == kind)


def of_prose(one: Features, other: Features, alike: float, *, translated: bool) -> Iterator[Share]:
    """Compare prose by its sketches, as estimated."""
    words = f"{alike:.0%} of the word pairs"
    for least, share in _PROSE:
        if alike >= least:
            yield "prose", share, words, words
            return
    known = one.language and other.language and not translated
    if known and one.sketch and other.sketch and alike < _LITTLE:
        yield "prose-other", 1.0, words, words


def of_links(one: Features, other: Features) -> Iterator[Share]:
    """Compare addresses: of the pages themselves, and those in prose."""
    for a, b in ((one, other), (other, one)):
        for key in sorted(a.pages.keys() & b.links.keys()):
            left, right = a.pages[key], b.links[key]
            yield ("page", 1.0, left, right) if a is one else ("page", 1.0, right, left)
            return
    if shared := sorted(one.links.keys() & other.links.keys()):
        yield "link", 1.0, one.links[shared[0]], other.links[shared[0]]
        return
    ours, theirs = ({host_of(k): w for k, w in s.links.items()} for s in (one, other))
    if hosts := sorted(ours.keys() & theirs.keys()):
        yield "link", 0.4, ours[hosts[0]], theirs[hosts[0]]


def of_acronyms(one: Features, other: Features, *, titled: bool) -> Iterator[Share]:
    """Compare acronyms and made-up names; the title's count most."""
    left, right = _claimed(one), _claimed(other)
    pairs = sorted(
        ((a, b) for a in left for b in right if _alike(a, b)),
        key=lambda p: (-left[p[0]][0] - right[p[1]][0], p[0] != p[1], sorted(p)),
    )
    if _differ(one, other):
        sides = [words_of(s.title_acronyms, sorted(s.title_acronyms)) for s in (one, other)]
        yield "acronym-other", 1.0, sides[0], sides[1]
        return
    if not pairs:
        return
    a, b = pairs[0]
    kind = "acronym" if a == b else "acronym-near"
    share = (0.35, 0.7, 1.0)[left[a][0] + right[b][0]]
    of_a_body = _is_of_a_body(a, one, other) or _is_of_a_body(b, one, other)
    yield kind, share * (0.4 if titled or of_a_body else 1), left[a][1], right[b][1]
    if (common := _known_countries(one) & _known_countries(other)) and not of_a_body:
        both = ", ".join(sorted(common))
        yield "acronym-country", share, f"{left[a][1]}, {both}", f"{right[b][1]}, {both}"


def _differ(one: Features, other: Features) -> bool:
    """Tell whether each title has its own acronym, which the other page does not say at all."""
    left, right = one.title_acronyms, other.title_acronyms
    if not left or not right:
        return False
    pairs = [(a, b) for a in left for b in {*right, *other.acronyms}]
    pairs += [(a, b) for a in {*left, *one.acronyms} for b in right]
    return not any(_alike(a, b) or a.startswith(b) or b.startswith(a) for a, b in pairs)


def _claimed(side: Features) -> dict[str, tuple[int, str]]:
    """Give the acronyms of a practice: 1 with those of its title, 0 with those of its prose."""
    found = {key: (0, word) for key, word in side.acronyms.items()}
    words = {word.upper(): (1, word) for word in side.title.words if word.upper() in found}
    return found | words | {key: (1, word) for key, word in side.title_acronyms.items()}


def _alike(one: str, other: str) -> bool:
    return one == other or (
        len(one) > 3
        and len(one) == len(other)
        and sorted(one) == sorted(other)
        and sum(a != b for a, b in zip(one, other, strict=True)) == 2
    )


def _is_of_a_body(acronym: str, *sides: Features) -> bool:
    word = acronym.casefold()
    return any(
        word in name.replace("(", " ").replace(")", " ").split()
        for side in sides
        for name in (*side.led_by, *side.partners)
    )


def _known_countries(side: Features) -> frozenset[str]:
    return side.title_countries | side.countries | side.named_countries
