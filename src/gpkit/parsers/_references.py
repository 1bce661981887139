"""Numbers of links in text that a browser of terminals wrote, and the list of what they lead to.

``lynx``, ``links`` and their kin print ``[7]Poland`` for a link, and at the foot of a page the
address of each number. Footnotes look alike, but stand behind words, and lead to more than one
address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.parsers._layouts import CHROME, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Document
    from gpkit.parsers._layouts import Numbered

_ADDRESS = re.compile(r"\[?(\d{1,4})(?:\]:?|[.:])\s+(?:\w{2,12}://|mailto:|tel:|/)\S*")
_NUMBER = re.compile(r"\[\d{1,4}\]")
_REFERRED = re.compile(r"\]\[\d{1,4}\]")  # "[Poland][1]", as Markdown writes it
_MARK = re.compile(r"((?:[*+•#o-]\s+)?)\[(\d{1,4})\](?=[^\s\[])")
_SKIPPED = 100  # numbers that a list leaves out at once
_LINK = r"\[\d{1,4}\][^\[\]]{1,60}"
_MENU = re.compile(rf"(?:{_LINK}?(?:\s*[|/»>›·•]\s*|\s{{2,60}})){{1,40}}{_LINK}")
_HEADINGS = frozenset(("references", "visible links", "hidden links", "links"))

NOISE = "list of the addresses of links"
HEAD = "links in the head of the page"
MENU = "row of links"
SKIP = "skip link"


def unreferenced(
    lines: Sequence[Numbered], document: Document
) -> tuple[Sequence[Numbered], dict[int, str]]:
    """Take the numbers off links; give the lines of their addresses too, each with a reason."""
    if document.hints or not any("://" in at.words and _ADDRESS.match(at.words) for at in lines):
        return lines, {}
    listed, numbers = _listed(lines)
    marks = [(at, _MARK.match(at.words)) for at in lines if at.line not in listed]
    told = any((mark and mark[2] in numbers) or _REFERRED.search(at.words) for at, mark in marks)
    if not listed or not (told or _HEADINGS & {*listed.values()}):
        return lines, {}
    noise = dict.fromkeys(listed, NOISE)
    noise |= dict.fromkeys(_head(lines), HEAD)
    noise |= {at.line: SKIP for at, _ in marks if "[" in at.key and _plain(at) in CHROME}
    noise |= {at.line: MENU for at, mark in marks if mark and _MENU.fullmatch(at.words)}
    found = [_unmarked(at, mark, numbers) for at, mark in marks if at.line not in noise]
    kept = [at for at in lines if at.line in noise]
    return sorted([*found, *kept]), noise


def _listed(lines: Sequence[Numbered]) -> tuple[dict[int, str], frozenset[str]]:
    """Give the lines of lists of addresses, numbered from 1, with their headings."""
    found: dict[int, str] = {}
    numbers: set[str] = set()
    index = 0
    while index < len(lines):
        end, number = index, 0
        while end < len(lines):
            address = _ADDRESS.fullmatch(lines[end].words)
            if address is not None and _follows(int(address[1]), number):
                number = int(address[1])
            elif not number or lines[end].key not in _HEADINGS:
                break
            end += 1
        if number:
            start = index
            while start and lines[start - 1].key in _HEADINGS:
                start -= 1
            found |= {at.line: at.key for at in lines[start:end]}
            numbers |= {str(n) for n in range(1, number + 1)}
        index = max(end, index + 1)
    return found, frozenset(numbers)


def _follows(number: int, before: int) -> bool:
    """Tell the next number of a list: some links lead nowhere, and have none."""
    return before < number <= before + _SKIPPED if before else number == 1


def _head(lines: Sequence[Numbered]) -> list[int]:
    """Give the lines of links that stand in the head of a page: "#[1]Feed [2]alternate"."""
    if not lines or not lines[0].words.startswith("#["):
        return []
    found = [lines[0].line]
    for at in lines[1:]:
        if at.line != found[-1] + 1:
            break
        found.append(at.line)
    return found


def _plain(at: Numbered) -> str:
    return _NUMBER.sub("", at.key)


def _unmarked(at: Numbered, mark: re.Match[str] | None, numbers: frozenset[str]) -> Numbered:
    if mark is None or mark[2] not in numbers:
        return at
    words = at.words[mark.end() :]
    lead = at.text[: len(at.text) - len(at.text.lstrip())]
    return numbered(at.line, mark[1] + words, f"{lead}{mark[1]}{words}")


def unnumbered(words: str) -> tuple[str, ...]:
    """Give the values in words without the numbers of their links.

    >>> unnumbered("[7]Poland, [8]Latvia"), unnumbered("Poland [7]"), unnumbered("[1] a")
    (('Poland', 'Latvia'), ('Poland [7]',), ('[1] a',))
    """
    if "[" not in words or not _INNER.search(words):
        return (words,)
    parts = (part.strip(" ,;") for part in _INNER.split(words))
    return tuple(part for part in parts if part) or (words,)


_INNER = re.compile(r"(?:^|[,;]?\s{1,8})\[\d{1,4}\](?=[^\s\[])")
