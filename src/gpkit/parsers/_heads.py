"""The head of a record: its title, date and byline, and the page furniture above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Role
from gpkit.parsers._bylines import byline
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Form, Kind, is_date
from gpkit.parsers._words import KINDS
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gpkit.parsers._known import Known
    from gpkit.parsers._layouts import Numbered

TITLE_LENGTH = 220
SURE = 9.0
_ENOUGH = 2.0  # points that make a line a title
_CRUMB = 2  # blanks in the title that ends a breadcrumb
_NAMING = 2  # the level of headings that name pages
_FAR = 80  # lines: a title stands above the prose, or directly under the first block
_TITLE_LEAST = 5  # characters; "No" is a value that two labels have
_TITLES = (Kind.SHORT, Kind.LONG, Kind.PAIR)
_BREADCRUMBS = (" > ", " » ", " › ", " / ", " → ")


class Title(NamedTuple):
    """The line of a title, and the words of it on that line."""

    place: int
    words: str
    points: float


class Spot(NamedTuple):
    """A line that may be the title, and what stands around it."""

    place: int
    at: Form
    after: Form | None
    words: str
    first: bool  # the first line that could be a title
    is_told: bool  # the line above says what kind of page this is
    values: frozenset[str]  # keys of all values of the page
    keys: dict[str, int]  # how often each line stands in the head
    crumbs: frozenset[str]  # what breadcrumbs end on
    known: Known


def _heading(spot: Spot) -> int:
    hint = spot.at.hint
    return int(hint.level) if hint and hint.kind == "heading" else 0


def _named_by_kind(spot: Spot) -> bool:
    """Tell "Service: Its title" under a block with "Type" / "Service"."""
    return spot.at.kind is Kind.PAIR and spot.at.key in spot.values


def _is_breadcrumb(words: str, keys: dict[str, int]) -> bool:
    """Tell "Home / Practices / The title" where the title stands alone as well."""
    return any(mark in words and fold(words.rpartition(mark)[2]) in keys for mark in _BREADCRUMBS)


def _ends_breadcrumb(spot: Spot) -> bool:
    return spot.at.key in spot.crumbs


def _is_kind(spot: Spot) -> bool:
    """Tell "Good practice" above a title: what a page is, not what it is called."""
    return spot.at.key in KINDS and spot.after is not None and spot.after.kind in _TITLES


_EVIDENCE: tuple[tuple[Callable[[Spot], bool], float], ...] = (
    (lambda s: _heading(s) == 1, 6.0),
    (lambda s: _heading(s) == 2, 2.0),
    (_named_by_kind, 5.0),
    (lambda s: s.at.kind is Kind.PAIR and not _named_by_kind(s), -1.0),
    # Blogs print a title, a byline and the title again; aggregators as well.
    (lambda s: s.keys.get(s.at.key, 0) > 1 and len(s.words) >= _TITLE_LEAST, 3.0),
    (lambda s: _is_breadcrumb(s.words, s.keys), -4.0),
    (_ends_breadcrumb, 3.0),
    (lambda s: s.first, 1.8),
    (lambda s: s.after is not None and s.after.kind is Kind.PROSE, 1.5),
    (lambda s: s.after is not None and is_date(s.after.words), 1.5),
    (lambda s: s.words.count(" ") >= 2, 1.0),
    (lambda s: 15 <= len(s.words) <= 150, 1.0),
    (lambda s: s.at.gap, 0.2),
    (lambda s: s.words.endswith((".", ",", ";")), -2.0),
    (lambda s: s.words.endswith(":"), -3.0),
    (lambda s: ". " in s.words and not s.words[0].isdigit(), -2.0),
    (lambda s: s.words[:1].islower(), -1.0),
    # The URL of a page names it; what it prints above a page without a title is its kind.
    (lambda s: s.known.is_of_address(s.words), 3.0),
    (lambda s: s.known.is_beside_address(s.words), -4.0),
    # The line below goes on with the sentence.
    (lambda s: s.after is not None and s.after.words[:1].islower(), -1.5),
    (lambda s: s.known.is_heading(s.words) or s.known.is_label(s.words), -3.0),
    (lambda s: s.known.is_concept(s.words), -1.5),
    (_is_kind, -5.0),
    (lambda s: s.first and s.is_told, 1.0),
    (lambda s: byline(s.at, near=True) is not None, -4.0),
)


def title_of(forms: Sequence[Form], states: Sequence[State], known: Known) -> Title | None:
    """Find the title of a record, None where nothing looks like one."""
    best: Title | None = None
    for spot in _spots(forms, states, known):
        points = sum(weight for seen, weight in _EVIDENCE if seen(spot))
        if points >= _ENOUGH and (best is None or points > best.points):
            best = Title(spot.place, spot.words, points)
    return _without_frame(best, forms, states) if best else None


def _without_frame(title: Title, forms: Sequence[Form], states: Sequence[State]) -> Title:
    """Take off what the site prints around each title, where the title stands alone as a value."""
    for form, state in zip(forms[:_FAR], states, strict=False):
        inner = form.words
        if state is State.VALUE and inner in title.words and 2 * len(inner) > len(title.words):
            return title._replace(words=inner)
    return title


def _spots(forms: Sequence[Form], states: Sequence[State], known: Known) -> Iterator[Spot]:
    values = frozenset(
        form.key
        for form, state in zip(forms[:_FAR], states, strict=False)
        if state is State.VALUE and form.kind is Kind.SHORT
    )
    end = _end_of_head(forms, states)
    keys: dict[str, int] = {}
    for form in forms[:end]:
        if form.kind in _TITLES and form.kind is not Kind.PAIR:
            keys[form.key] = keys.get(form.key, 0) + 1
    crumbs = frozenset(
        fold(form.words.rpartition(mark)[2])
        for form in forms[:end]
        for mark in _BREADCRUMBS
        if mark in form.words and len(form.words) <= TITLE_LENGTH
    )
    first = True
    for index in range(end):
        at = forms[index]
        after = forms[index + 1] if index + 1 < len(forms) else None
        outside = states[index] is State.OUT
        words = at.value if at.kind is Kind.PAIR and at.key in values else at.words
        if len(words) > TITLE_LENGTH or at.kind not in _TITLES:
            continue
        if outside or (at.kind is Kind.PAIR and at.key in values):
            told = index > 0 and forms[index - 1].key in KINDS
            spot = Spot(index, at, after, words, first, told, values, keys, crumbs, known)
            yield spot
            first = first and _is_kind(spot)


def _end_of_head(forms: Sequence[Form], states: Sequence[State]) -> int:
    """Give the index behind the last line that can be the title: prose ends the head.

    Where the markup has a first heading, the head reaches to that: menus and notices stand above.
    """
    first = _first_heading(forms) or 0
    for index, (form, state) in enumerate(zip(forms[: first + _FAR], states, strict=False)):
        if index >= first and state is State.OUT and form.kind is Kind.PROSE:
            return index
    return min(len(forms), first + _FAR)


def _first_heading(forms: Sequence[Form]) -> int | None:
    """Give the index of the first heading of the highest level, None where none is marked.

    Of the levels below the first one only the second names pages.
    """
    levels = [(f.hint.level, i) for i, f in enumerate(forms) if f.hint and f.hint.kind == "heading"]
    level, place = min(levels, default=(_FAR, 0))
    return place if level <= _NAMING else None


# Claims -------------------------------------------------------------------------------------------


def claims_of_head(
    forms: Sequence[Form], states: Sequence[State], title: Title, known: Known
) -> dict[int, Claim]:
    """Claim the title, its repetitions, the line between two of them, and the date; by index."""
    found = {title.place: Claim(forms[title.place].at.line, Role.TITLE, (title.words,))}
    key = fold(title.words)
    end = min(_end_of_head(forms, states), title.place + 12)
    for index in range(title.place + 1, end):
        if states[index] is not State.OUT or forms[index].kind not in _TITLES:
            continue
        if fold(forms[index].words) == key or title.words in forms[index].words:
            again = title.words if title.words in forms[index].words else forms[index].words
            found[index] = Claim(forms[index].at.line, Role.TITLE, (again,))
            if index == title.place + 2 and states[index - 1] is State.OUT:
                found[index - 1] = _byline(forms[index - 1], known)
    date = _date(forms, states, max(found) + 1, found)
    if date is not None:
        at = forms[date].at
        found[date] = Claim(at.line, Role.PUBLISHED, (at.words.rstrip("| \u00a0"),))
    return found


def _byline(form: Form, known: Known) -> Claim:
    if is_date(form.words):
        return Claim(form.at.line, Role.PUBLISHED, (form.words.rstrip("| \u00a0"),))
    words = known.without_carrier(form.words)
    terms = tuple(term.strip() for term in words.split(", ") if term.strip())
    return Claim(form.at.line, Role.BYLINE, terms)


def _date(
    forms: Sequence[Form], states: Sequence[State], start: int, found: dict[int, Claim]
) -> int | None:
    """Find the date under (or directly above) the title."""
    near: list[int] = [*range(start, min(start + 3, len(forms))), min(found) - 1]
    for index in near:
        if index >= 0 and states[index] is State.OUT and is_date(forms[index].words):
            return index
    return None


def date_of_head(forms: Sequence[Form], states: Sequence[State]) -> dict[int, Claim]:
    """Claim the date that opens a page without a title."""
    for index, (form, state) in enumerate(zip(forms[:3], states, strict=False)):
        if state is State.OUT and is_date(form.words):
            return {index: Claim(form.at.line, Role.PUBLISHED, (form.words.rstrip("| \u00a0"),))}
    return {}


def furniture(
    forms: Sequence[Form], states: Sequence[State], title: Title | None
) -> dict[int, Claim]:
    """Claim the lines above the title, or above the first block, that are no prose; by index."""
    end = title.place if title else 0
    found: dict[int, Claim] = {}
    notices = _has_notices(forms, end)
    for index in range(end):
        form = forms[index]
        if states[index] is not State.OUT or (form.kind is Kind.PROSE and not notices):
            continue
        found[index] = Claim(form.at.line, Role.NOISE, reason=_above(form, title))
    return found


def _has_notices(forms: Sequence[Form], title: int) -> bool:
    """Tell notices from the words of a page: they stand above its first heading, and say less."""
    if _first_heading(forms) != title:
        return False
    told = [len(form.words) * (form.kind is Kind.PROSE) for form in forms]
    return sum(told[:title]) < sum(told[title:])


def breadcrumbs(lines: Sequence[Numbered]) -> dict[int, int]:
    """Find the breadcrumbs of a text that end on a line near: its title; by line.

    "Town / Country" above "Country" is none: it has two parts, and ends on a word.
    """
    found: dict[int, int] = {}
    for index, at in enumerate(lines[: 2 * _FAR]):
        mark = next((mark for mark in _BREADCRUMBS if mark in at.words), None)
        if mark is None or len(at.words) > TITLE_LENGTH:
            continue
        last = at.words.rpartition(mark)[2].strip()
        near = [*lines[index + 1 : index + 4], *lines[max(index - 3, 0) : index][::-1]]
        title = next((one.line for one in near if one.words == last), 0)
        if title and last.count(" ") >= _CRUMB:
            found[at.line] = title
    return found


def _above(form: Form, title: Title | None) -> str:
    words = form.words
    if title and any(mark in words for mark in _BREADCRUMBS) and title.words in words:
        return "breadcrumb"
    if form.kind is Kind.PROSE:
        return "notice above the first heading"
    if form.hint and form.hint.kind == "link":
        return "navigation link above the title"
    return "short line of the page's head, above the title"
