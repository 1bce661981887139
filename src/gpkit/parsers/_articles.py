"""An article among links: the menu above it, what to read next below it, the news beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._forms import Form, Kind
from gpkit.parsers._trees import is_furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.parsers._lists import List
    from gpkit.parsers._trees import Span

_TOLD = 250  # characters of sentences that make an article
_LINKED = 12  # entries below an article, at most
_SINGLE = 1.5  # lines of an entry that is a link and no more


def article_beside(forms: Sequence[Form], listed: List) -> Span | None:
    """Give the article of a page that says more than all entries of its list; None for none.

    It begins at a heading of the first level, or at the first one where there is none of those:
    what stands above is no part of what it says, nor is what has no end, as the choices of a form.
    """
    first, last = listed.spans[0][0], listed.spans[-1][1]
    among = [forms[slice(*span)] for span in listed.spans]
    tells = sum(map(sum, map(_told, among)))
    ones = [i for i, form in enumerate(forms) if _level(form) == 1]
    if len(ones) == 1 and ones[0] >= last:
        return (last, len(forms)) if _is_article(_told(forms[ones[0] :]), tells) else None
    heads = [i for i in ones if i < first] or [
        i for i in range(first) if not ones and _level(forms[i])
    ][:1]
    return _above(forms, listed, heads[-1], tells) if heads else None


def _above(forms: Sequence[Form], listed: List, name: int, tells: int) -> Span | None:
    """Give the article whose name stands above the list."""
    first, last = listed.spans[0][0], listed.spans[-1][1]
    above, below = _told(forms[name:first]), _told(forms[last:])
    if listed.marks.lines < _SINGLE and not tells and above and _is_article([*above, *below], 0):
        return 0, len(forms)
    words = sum(len(form.words) for form in forms[first:last])
    if len(listed.spans) <= _LINKED and _is_article(above, words):
        return 0, without_heading(forms[:first])
    return None


def without_heading(above: Sequence[Form]) -> int:
    """Give the lines above a list but for its heading."""
    end = len(above)
    while end and (hint := above[end - 1].hint) and hint.kind == "heading":
        end -= 1
    return end


def _level(form: Form) -> int:
    hint = form.hint
    return hint.level if hint and hint.kind == "heading" and not _is_aside(hint.path) else 0


def _is_aside(path: str) -> bool:
    return is_furniture("/".join(step.partition("[")[0] for step in path.split("/")))


def _is_article(told: Sequence[int], other: int) -> bool:
    return len(told) > 1 and sum(told) > max(_TOLD, other)


def _told(forms: Sequence[Form]) -> list[int]:
    """Give the length of each line that tells: sentences, to their end."""
    return [len(form.words) for form in forms if form.kind is Kind.PROSE and _ends(form.words)]


def _ends(words: str) -> bool:
    return words.rstrip("”’\"')»").endswith((".", "!", "?", "…", ":"))
