"""The line grammars that site families share.

Extractors disagree on blank lines, bullets and page chrome, so no layout relies on any of them:
each works on the non-blank lines of a span (``Numbered``) and yields one claim for each.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Role
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document


class Numbered(NamedTuple):
    """A non-blank line: its number, and its words without the blanks around them."""

    line: int
    words: str
    text: str  # as found
    key: str  # the folded words; of a paragraph none, it is no mark of any site


_PARAGRAPH = 200  # characters


class Lines(tuple[Numbered, ...]):
    """The lines that all families look at, and what they say."""

    @cached_property
    def text(self) -> str:
        """The keys of all lines, each behind a line feed: a search in it is one for all lines."""
        return "".join([f"\n{at.key}" for at in self])

    @cached_property
    def said(self) -> frozenset[str]:
        """The keys of all lines: most pages are told by what is not among them."""
        return frozenset([at.key for at in self])


class _Last:
    read: tuple[Document | None, Lines] = None, Lines()  # by identity: hashing reads all lines


def content(document: Document) -> Sequence[Numbered]:
    """Give the non-blank lines of a document (a line of nothing but NBSP is blank)."""
    last, lines = _Last.read
    if last is not document:
        make, numbered = tuple.__new__, enumerate(document.lines, 1)
        found = [
            make(Numbered, (number, words, text, fold(words) if len(words) < _PARAGRAPH else ""))
            for number, text in numbered
            if (words := text.strip())
        ]
        lines = Lines(found)
        _Last.read = document, lines
    return lines


def numbered(line: int, words: str, text: str) -> Numbered:
    """Give a line with its key."""
    return Numbered(line, words, text, fold(words) if len(words) < _PARAGRAPH else "")


def keys_of(lines: Sequence[Numbered]) -> list[str]:
    """Give the folded words of each line, none of paragraphs."""
    return [at.key for at in lines]


def said_on(lines: Sequence[Numbered]) -> frozenset[str]:
    """Give the keys of all lines: most pages are told by what is not among them."""
    return _as_lines(lines).said


def is_begun(lines: Sequence[Numbered], words: str) -> bool:
    """Tell whether a line begins with these folded words."""
    return f"\n{words}" in _as_lines(lines).text


def _as_lines(lines: Sequence[Numbered]) -> Lines:
    return lines if isinstance(lines, Lines) else Lines(lines)


# Lines of page furniture that mean the same wherever they stand alone.
CHROME = {
    "skip to main content": "skip link",
    "skip to content": "skip link",
    "jump to navigation": "skip link",
    "jump to search": "skip link",
    "scroll top": "link to the top",
    "back to top": "link to the top",
    "search by keyword": "search box",
}
_CHROME_LENGTH = 40


def chrome(at: Numbered) -> Claim | None:
    """Claim a line of page furniture as noise; None where it is none."""
    if at.key not in CHROME or len(at.words) >= _CHROME_LENGTH:
        return None
    return Claim(at.line, Role.NOISE, reason=CHROME[at.key])


# Prose ------------------------------------------------------------------------------------------

_HEADING_LENGTH = 90
_PROSE_LENGTH = 100
_NO_HEADING_END = (".", ",", ";", ":", "…", "!")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", ")", "]", "”", "’", "“", '"', "'", "»")


def headed_prose(
    lines: Sequence[Numbered], authority: Authority, marked: frozenset[int] = frozenset()
) -> Iterator[Claim]:
    """Claim lines of prose as headings, items and text; ``marked``: lines that are headings.

    A heading is known to the authority, or has the form of one: short, no final stop, after a
    finished sentence and before a longer line that begins a new one (a line broken inside a
    sentence is neither). A question needs less below it to be one.
    """
    before: Numbered | None = None
    for index, at in enumerate(lines):
        if at.key in CHROME and (furniture := chrome(at)):
            yield furniture
            continue
        after = lines[index + 1] if index + 1 < len(lines) else None
        item = bullet(at.text)
        if item is not None:
            yield Claim(at.line, Role.ITEM, (item,))
        elif at.line in marked or _is_heading(before, at, after, authority):
            yield Claim(at.line, Role.HEADING, (at.words,))
            before = None
            continue
        else:
            yield Claim(at.line, Role.TEXT, (at.words,))
        before = at


def _is_heading(
    before: Numbered | None, at: Numbered, after: Numbered | None, authority: Authority
) -> bool:
    words = at.words
    if len(words) > _HEADING_LENGTH:
        return False
    if authority.role_of(words) and not words.endswith((".", ",")):
        return True
    if after is None or words.endswith(_NO_HEADING_END) or not _begins(words):
        return False
    if before is not None and bullet(before.text) is None and not _ends(before.words):
        return False
    longer = len(words) if words.endswith("?") else max(_PROSE_LENGTH, len(words))
    # A long line, or a short one that opens a list: "The main objectives are:".
    prose = len(after.words) > longer or after.words.endswith(":")
    return bullet(after.text) is not None or (prose and _begins(after.words))


def _begins(words: str) -> bool:
    """Tell whether words can begin a sentence: no lower-case letter, no connecting mark."""
    first = words.lstrip("“\"'‘«„([")[:1]
    return first.isalnum() and not first.islower()


def _ends(words: str) -> bool:
    return words.endswith(_SENTENCE_END)


# Facets: a stacked block --------------------------------------------------------------------------

_NEAR = 8  # lines within which a second label proves that the first is one
_VALUE_LENGTH = 200
_SENTENCE_LENGTH = 80  # of a value with a final stop

# Headings that open a block of facets.
_OPENERS = frozenset(
    (
        "details",
        "national coalition details",
        "organisation details",
        "organization details",
        "strategy details",
        "project details",
    )
)


def block_start(lines: Sequence[Numbered], authority: Authority) -> int | None:
    """Find where a block of stacked labels and values begins.

    That is its opening heading ("Details") before a label, or else the first label that another
    one follows closely with nothing like prose between them: a lone "Level" or "Country" is an
    ordinary word. None if there is no block.
    """
    known = authority.labels
    labels = [at.key in known for at in lines]
    opened = [i for i in range(len(lines) - 1) if labels[i + 1] and _opens(lines[i])]
    if opened:
        return opened[0]
    return next((i for i in range(len(lines)) if labels[i] and _another(i, lines, labels)), None)


def _opens(at: Numbered) -> bool:
    return at.key in _OPENERS


def _another(start: int, lines: Sequence[Numbered], labels: Sequence[bool]) -> bool:
    for index in range(start + 1, min(start + 1 + _NEAR, len(lines))):
        if labels[index]:
            return lines[index].key != lines[start].key
        if _is_prose(lines[index].words):
            return False
    return False


def _is_prose(words: str) -> bool:
    return len(words) > (_SENTENCE_LENGTH if words.endswith((".", "!", "?")) else _VALUE_LENGTH)


def stacked(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    """Claim a block in which each label stands alone, with its values on the lines below.

    A label may be empty, so labels can follow one another.
    """
    schemes: frozenset[str] = frozenset()
    labels = authority.labels
    for index, at in enumerate(lines):
        if at.key in CHROME and (furniture := chrome(at)):
            yield furniture
        elif index == 0 and _opens(at):
            yield Claim(at.line, Role.DETAILS, (at.words,))
        elif at.key in labels and _is_label(lines, index, schemes, authority):
            schemes = _schemes_of(at.words, authority)
            yield Claim(at.line, Role.LABEL, label=at.words.rstrip(" :"))
        else:
            yield Claim(at.line, Role.VALUE, (value(at),))


def value(at: Numbered) -> str:
    """Give the words of a value, without the bullet that may stand before them."""
    item = bullet(at.text)
    return at.words if item is None else item


def _is_label(
    lines: Sequence[Numbered], index: int, schemes: frozenset[str], authority: Authority
) -> bool:
    """Tell a label from a value that reads alike; in doubt, the words below it tell.

    "Digital kompetens" is a label in Swedish, and a technology as well; "Italian" is what some
    pages print for "Target language", and a language.
    """
    words = lines[index].words
    if not _reads_as_value(words, schemes, authority):
        return True
    after = lines[index + 1].words if index + 1 < len(lines) else ""
    own = _schemes_of(words, authority)
    return _is_concept(after, own, authority) and not _is_concept(after, schemes, authority)


@lru_cache(maxsize=5_000)  # a site's labels are few, and stand on each of its pages
def _reads_as_value(label: str, schemes: frozenset[str], authority: Authority) -> bool:
    """Tell whether a label can be a value of the label above it, or of its own facet."""
    hidden = all(kind == "hidden" for *_, kind in authority.facets_of(label))
    if hidden and _is_concept(label, _schemes_of(label, authority), authority):
        return True
    return _is_concept(label, schemes, authority)


def _is_concept(words: str, schemes: frozenset[str], authority: Authority) -> bool:
    return any(authority.concepts_of(scheme, words) for scheme in schemes)


@lru_cache(maxsize=5_000)
def _schemes_of(label: str, authority: Authority) -> frozenset[str]:
    """Give the schemes that the values of a label may be of."""
    schemes = [authority.facet(facet).scheme for facet, _, _ in authority.facets_of(label)]
    return frozenset([scheme for scheme in schemes if scheme])


# Facets: carrier sentences ------------------------------------------------------------------------

_TYPED_ALIKE = str.maketrans(dict.fromkeys("‘’ʼ`", "'"))


def behind(words: str, carrier: str) -> str | None:
    """Give the words behind a carrier sentence; None where the carrier is not there.

    Blanks and the kind of apostrophe do not count.

    >>> behind("This project's Call Year is 2018", "This project’s Call Year is")
    '2018'
    >>> behind("action type: Partnerships", "action type :"), behind("no carrier", "other")
    ('Partnerships', None)
    """
    typed = words.translate(_TYPED_ALIKE)
    place = 0
    for mark in carrier.translate(_TYPED_ALIKE).replace(" ", ""):
        while typed[place : place + 1].isspace():
            place += 1
        if typed[place : place + 1] != mark:
            return None
        place += 1
    return words[place:].strip()
