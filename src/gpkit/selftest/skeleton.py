"""The first draft of a family: a parser file over the layouts, with marks found on its dumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

_MARKS = 4  # lines that are marks at first; the other candidates are comments
_MOST = 16
_LENGTH = 70

_FILE = '''"""{name}: write here what its pages are, and in which order they print things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._pages import article, find, is_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed
    from gpkit.parsers._layouts import Numbered
    from gpkit.text.dates import Order

# How the site writes numeric dates (Order.DMY reads 03.09.2023 as 3 September); None: not known.
ORDER: Order | None = None

# Facets that every full page of the site prints; a page without one gets a finding.
REQUIRED: tuple[str, ...] = ({required})

# Hosts of the site, without "www.": where the URL of a dump is known, it tells whose page it is.
HOSTS: frozenset[str] = frozenset()

# Lines that stand on every page of the site, in this order, and together on no other site.
MARKS: tuple[str, ...] = ({marks})

# Page furniture: the line in small letters, and why it says nothing of the practice.
NOISE: dict[str, str] = {{}}


def recognises(document: Document) -> bool:
    """Recognise the URL, or the marks in their order."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    place: int | None = -1
    for mark in MARKS:
        place = find(lines, mark, place + 1)
        if place is None:
            return False
    return bool(MARKS)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read a page of one record: title, prose under headings, a block of labels and values."""
    return article("{name}", document, authority, known=NOISE, titled=True)
'''


def skeleton(name: str, documents: Sequence[Document], authority: Authority) -> str:
    """Write the parser file of a new family."""
    found = candidates(documents, authority)
    marks = found[:_MARKS]
    rows = [f'"{line}",' if line in marks else f'# "{line}",' for line in found[:_MOST]]
    if not marks:
        rows.insert(0, "# None was found: name lines that tell the site, or its HOSTS above.")
    facets = dict.fromkeys(f for line in found for f, *_ in authority.facets_of(line)[:1])
    required = [f'# "{facet}",' for facet in facets]
    return _FILE.format(name=name, marks=_block(rows), required=_block(required))


def _block(rows: Sequence[str]) -> str:
    return "".join(f"\n    {row}" for row in rows) + "\n" if rows else ""


def candidates(documents: Sequence[Document], authority: Authority) -> list[str]:
    """Give short lines that stand on every dump, in their order on the first one.

    Of a single dump, those that the authority knows as labels or headings.
    """
    others = [{fold(line.strip()) for line in one.lines} for one in documents[1:]]
    found: dict[str, str] = {}
    for line in documents[0].lines:
        words = " ".join(line.split())
        if _is_plain(words) and all(fold(words) in one for one in others):
            found.setdefault(fold(words), words)
    if len(documents) > 1:
        return list(found.values())
    # Of one page alone, nothing else tells a mark from its own words.
    return [words for words in found.values() if _is_known(words, authority)]


def _is_known(words: str, authority: Authority) -> bool:
    return bool(authority.facets_of(words) or authority.role_of(words))


def _is_plain(words: str) -> bool:
    quoted = any(mark in words for mark in "\"'\\")
    return 2 < len(words) <= _LENGTH and words.isprintable() and not quoted
