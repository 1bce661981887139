"""What the families of whole sites share: whose page it is, its labels, its parts.

A page belongs to a site by its URL, where that is known, or else by marks on the page itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._layouts import (
    Numbered,
    block_start,
    chrome,
    content,
    headed_prose,
    keys_of,
    stacked,
    value,
)
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

    Marked = Callable[[Sequence[Numbered]], bool]

# Whose page ---------------------------------------------------------------------------------------


def host(document: Document) -> str:
    """Name the host of a document's URL, without ``www.``; empty where there is none."""
    if not document.url:
        return ""
    from urllib.parse import urlsplit  # 1 ms, and plain files have no URL

    try:
        name = urlsplit(document.url).hostname or ""
    except ValueError:  # a bracket that is no IPv6 address
        return ""
    return name.removeprefix("www.")


def is_of(document: Document, hosts: frozenset[str], marked: Marked | None = None) -> bool:
    """Tell whether a page is of a site: its URL says so, or else the marks on it.

    Marks do not count where the URL names the site of another family.
    """
    name = host(document)
    if name in hosts:
        return True
    elsewhere = bool(name) and name in _all_hosts()
    return marked is not None and not elsewhere and marked(content(document))


@cache
def _all_hosts() -> frozenset[str]:
    from gpkit.parsers import families, parser

    return frozenset(h for family in families() for h in getattr(parser(family), "HOSTS", ()))


def address(document: Document) -> str:
    """Give the piece of the URL that names the page, as found; empty where none is words.

    The last piece of the path: ``/en/node/291`` and ``/?p=20392`` have none.
    """
    if not document.url or not host(document):
        return ""
    from urllib.parse import unquote, urlsplit

    pieces = [piece for piece in urlsplit(document.url).path.split("/") if piece]
    last = pieces[-1].removesuffix(".html") if len(pieces) > 1 else ""
    words = last.replace("-", "").replace("_", "")
    plain = unquote(last) == last and words.isalnum()  # escapes are no words
    return last if plain and not words.isdigit() else ""


# Parts of a page ----------------------------------------------------------------------------------


def noise(at: Numbered, known: Mapping[str, str]) -> Claim | None:
    """Claim a line of page furniture as noise, by its folded words; None where it is none."""
    reason = known.get(at.key)
    return Claim(at.line, Role.NOISE, reason=reason) if reason else chrome(at)


def parted(
    lines: Iterable[Numbered], known: Mapping[str, str]
) -> tuple[tuple[Claim, ...], list[Numbered]]:
    """Part lines into page furniture and the rest."""
    claims: list[Claim] = []
    rest: list[Numbered] = []
    for at in lines:
        claim = noise(at, known)
        if claim:
            claims.append(claim)
        else:
            rest.append(at)
    return tuple(claims), rest


def find(lines: Sequence[Numbered], words: str, start: int = 0) -> int | None:
    """Find the line that says no more than these words."""
    try:
        return keys_of(lines).index(fold(words), start)
    except ValueError:
        return None


_ORDINAL = re.compile(r"\d{1,3}\.\s+(?=\S)")


def is_headline(document: Document, at: Numbered) -> bool:
    """Tell whether the markup of the page says that a line is its first heading."""
    hint = document.hints[at.line - 1] if document.hints else None
    return hint is not None and hint.kind == "heading" and hint.level == 1


def like_title(lines: Sequence[Numbered], *, bulleted: bool = False) -> bool:
    """Tell whether the first line has the form of a title: short, no final stop, no bullet.

    ``bulleted``: the tight extractor prints the names in a numbered list behind a dash.
    """
    words = lines[0].words if lines else ""
    alone = len(lines) > 1 and len(words) <= 200 and (bulleted or bullet(lines[0].text) is None)
    return alone and not words.endswith((".", ",", ";", ":", "…"))


def title(at: Numbered) -> Claim:
    """Claim a line as the title, without the bullet or the ordinal that may stand before it."""
    words = value(at)
    match = _ORDINAL.match(words)
    return Claim(at.line, Role.TITLE, (words[match.end() :] if match else words,))


# Labels -------------------------------------------------------------------------------------------


def label_of(words: str, labels: frozenset[str]) -> tuple[str, str] | None:
    """Give label and value of a line that is a label or begins with one and a colon.

    >>> label_of("Fund: European Social Fund", frozenset({"fund"}))
    ('Fund', 'European Social Fund')
    >>> label_of("Fund", frozenset({"fund"})), label_of("Funds", frozenset({"fund"}))
    (('Fund', ''), None)
    """
    if len(words) < 100 and fold(words) in labels:
        return words.rstrip(" :"), ""
    label, colon, rest = words.partition(":")
    return (label.strip(), rest.strip()) if colon and fold(label) in labels else None


_LABEL = re.compile(r"(\w[^:]{1,39}?)\s*:(?:\s+(\S.*))?")


def pair_of(words: str, labels: frozenset[str]) -> tuple[str, str] | None:
    """Give label and value of a line ``Label: value`` whose label is known, or has the form of one.

    >>> pair_of("Budget: 12 EUR", frozenset()), pair_of("Budget:", frozenset())
    (('Budget', '12 EUR'), ('Budget', ''))
    >>> pair_of("https://example.org", frozenset()), pair_of("so it is: fine", frozenset())
    (None, None)
    """
    found = label_of(words, labels)
    match = _LABEL.fullmatch(words) if found is None and words[:1].isupper() else None
    return (match[1], match[2] or "") if match else found


def labelled(
    lines: Iterable[Numbered], labels: frozenset[str], *, colons: bool = False
) -> Iterator[Claim]:
    """Claim labels alone or before a colon; all other lines are values of the last label.

    With ``colons``, what has the form of a label before a colon is one, known or not: a label
    that is new on the site must not become a value of the one above.
    """
    for at in lines:
        found = pair_of(at.words, labels) if colons else label_of(at.words, labels)
        if furniture := chrome(at):
            yield furniture
        elif found is None:
            yield Claim(at.line, Role.VALUE, (value(at),))
        elif found[1]:
            yield Claim(at.line, Role.PAIR, (found[1],), found[0])
        else:
            yield Claim(at.line, Role.LABEL, label=found[0])


# Whole pages --------------------------------------------------------------------------------------


def record(claims: Iterable[Claim], words: str = "") -> Record:
    """Make a record; ``words`` of the URL count only where no claim is a title."""
    ordered = tuple(sorted(claims, key=lambda claim: claim.line))
    titled = any(claim.role is Role.TITLE for claim in ordered)
    return Record(ordered, ordered[0].line, ordered[-1].line, address="" if titled else words)


def single(
    family: str, claims: Iterable[Claim], around: Iterable[Claim] = (), words: str = ""
) -> Parsed:
    """Make a page of one record; of none where nothing on it is prose, title or facet."""
    found = tuple(claims)
    return Parsed(family, (record(found, words),) if found else (), tuple(around))


def body(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    """Claim prose under headings, and the block of stacked labels that may end it."""
    block = block_start(lines, authority)
    prose = len(lines) if block is None else block
    yield from headed_prose(lines[:prose], authority)
    yield from stacked(lines[prose:], authority)


def article(  # noqa: PLR0913 - what tells one site from the next
    family: str,
    document: Document,
    authority: Authority,
    *,
    known: Mapping[str, str],
    titled: bool,
    dated: re.Pattern[str] | None = None,
) -> Parsed:
    """Read a page of one record: a title if the site prints one, a date, prose, a block.

    ``dated`` matches the line of the date near the top; its group is the date.
    """
    around, lines = parted(content(document), known)
    claims: list[Claim] = []
    for at in lines[:4]:
        match = dated.match(at.words) if dated else None
        if match:
            claims.append(Claim(at.line, Role.PUBLISHED, (match[1],)))
    likely = titled and like_title(lines) and not authority.role_of(lines[0].words)
    if lines and (likely or is_headline(document, lines[0])):
        claims.append(title(lines[0]))
    done = {claim.line for claim in claims}
    claims += body([at for at in lines if at.line not in done], authority)
    return single(family, claims, around, address(document))
