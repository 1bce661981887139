"""Names and values told by rows that are built alike, where no element says which is which.

A row is an element with a short line in its first part and what it names in the others, a heading
above short lines, or a line with one dash. Three such rows, whose names differ, prove each other.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gpkit.parsers._forms import Form, Kind, bare, is_typed, pair_of, paired
from gpkit.parsers._leads import led
from gpkit.parsers._trees import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._known import Known
    from gpkit.parsers._trees import Span

_FEW = 3  # rows that prove each other
_NAME = 45  # characters of a name
_VALUE = 120  # ... of a value behind a dash
_LINES = 8  # of a row; what is longer is a part of the page
_SAID = (Kind.SHORT, Kind.TYPED, Kind.ITEM)  # what stands under a name
_CUT = (Kind.SHORT, Kind.LONG, Kind.TYPED)  # "Period   2019-2021" is mostly digits
_OF_FORMS = ("/nav", "/footer", "/select", "/datalist", "/button", "/fieldset", "/label")
_KEY = re.compile(r"([^\W\d_][\w-]{1,30}):\s+(\S.*)")
_WIDE = re.compile(r" {2,60}")
_DASHES = (" – ", " — ", " - ")


def named(forms: Sequence[Form], known: Known) -> list[Form]:
    """Mark names and values of rows as the markup of a list of facts would."""
    found = _dashed(forms)
    if not found or found[0].hint is None or not found[0].hint.path:
        return _under_headings(led(found, known), known)
    found = led(found, known)
    for run in [*_elements(found), *_headed(found)]:
        rows = [row for row in run if not _tells(found, row)]
        if max(_FEW, len(run) // 2 + 1) <= len(rows) and _is_grid(found, rows):
            for start, end in rows:
                found[start] = _as(found[start], "dt")
                found[start + 1 : end] = [_as(form, "dd") for form in found[start + 1 : end]]
    return found


def _tells(forms: Sequence[Form], row: Span) -> bool:
    """Tell the body of a page, which stands among its facts, from those."""
    start, _ = row
    return not _can_name(forms[start]) or forms[start + 1].kind is Kind.PROSE


def _as(form: Form, kind: str) -> Form:
    return form if form.hint is None else form._replace(hint=form.hint._replace(kind=kind))


def _path(form: Form) -> str:
    return form.hint.path if form.hint else ""


def _elements(forms: Sequence[Form]) -> Iterator[list[Span]]:
    """Give runs of siblings of one name, each of a few lines."""
    for pattern, every in tree_of(forms).nodes.items():
        spans = [(start, end) for start, end in every if 1 < end - start <= _LINES]
        if len(spans) < _FEW or any(f"{part}/" in f"{pattern}/" for part in _OF_FORMS):
            continue
        depth = pattern.count("/")
        run: list[Span] = []
        before = ("", "")  # the element around, and the way to the name
        for start, end in spans:
            steps = _path(forms[start]).split("/")
            key = ("/".join(steps[:depth]), "/".join(steps[depth + 1 :]))
            if run and (key != before or run[-1][1] != start):
                yield run
                run = []
            before = key
            run.append((start, end))
        yield run


def _headed(forms: Sequence[Form]) -> Iterator[list[Span]]:
    """Give runs of headings of one level with what stands under each."""
    starts = [i for i, form in enumerate(forms) if form.hint and form.hint.kind == "heading"]
    spans = []
    for start, after in zip(starts, [*starts, len(forms)][1:], strict=True):
        around = _path(forms[start]).rpartition("/")[0]
        end = start + 1
        while end < after and _path(forms[end]).startswith(f"{around}/"):
            end += 1
        hint = forms[start].hint
        spans.append((hint.level if hint else 0, around, (start, end)))
    for (level, _), group in groupby(spans, lambda one: one[:2]):
        run = [span for *_, span in group]
        if level > 1 and all(1 < end - start <= _LINES for start, end in run):
            yield run


def _under_headings(forms: Sequence[Form], known: Known) -> list[Form]:
    """Mark headings of Markdown with a short line or a few under each: three, or known ones."""
    found = [*forms]
    starts = [i for i, form in enumerate(forms) if form.hint and form.hint.kind == "heading"]
    bounds = pairwise([*starts, len(forms)])
    rows = [(a, b) for a, b in bounds if (hint := forms[a].hint) and hint.level > 1]
    for is_row, group in groupby(rows, lambda row: _is_row(forms, *row)):
        run = [*group]
        if is_row and (len(run) >= _FEW or all(known.is_label(forms[a].words) for a, _ in run)):
            for start, _ in run:
                found[start] = _as(found[start], "dt")
    return found


def _is_row(forms: Sequence[Form], start: int, end: int) -> bool:
    under = forms[start + 1 : end]
    short = all(form.kind in _SAID and len(form.words) <= _VALUE for form in under)
    return (
        0 < len(under) <= _FEW
        and short
        and _can_name(forms[start])
        and not any(map(_is_told, under))
    )


def _is_grid(forms: Sequence[Form], rows: Sequence[Span]) -> bool:
    """Tell rows of facts from menus, from parts of prose, and from rows that are marked already."""
    names = [forms[start] for start, _ in rows]
    if not all(map(_can_name, names)) or len({name.key for name in names}) < len(names):
        return False
    if any(_path(forms[start]) == _path(forms[start + 1]) for start, _ in rows):
        return False
    values = [form for start, end in rows for form in forms[start + 1 : end]]
    led = sum("/a[" in _path(form) for form in values)
    told = sum(_is_told(forms[start + 1]) for start, _ in rows)
    return led * 2 <= len(values) and told * 2 < len(rows) and not any(map(_is_named, values))


def _is_told(form: Form) -> bool:
    """Tell a sentence, be it short."""
    ends = form.words.endswith((".", "!", "?", "…", "。", "؟"))
    return form.kind in (Kind.PROSE, Kind.LONG) or (ends and len(form.words) > _NAME)


def _can_name(form: Form) -> bool:
    short = form.kind in (Kind.SHORT, Kind.OPEN) and len(form.words) <= _NAME
    return short and "/a[" not in _path(form) and not form.words.endswith((".", ",", ";", "!"))


def _is_named(form: Form) -> bool:
    return form.hint is not None and form.hint.kind in ("dt", "th", "heading")


# "Label – value" ----------------------------------------------------------------------------------


def _dashed(forms: Sequence[Form]) -> list[Form]:
    """Part lines of one dash, items of one colon and lines of two columns into label and value.

    Three and more in a row prove each other, or the same labels in several places. Behind dashes
    a number must stand among the values: a list of people and what they do has the same form but
    for that. Behind colons, sentences are what a list says of its points.
    """
    found = [*forms]
    for cut, proves in _CUTS:
        start = 0
        parts = [cut(form) for form in found]
        often = Counter(one.label for one in parts if one is not None)
        for is_cut, group in groupby(parts, lambda one: one is not None):
            end = start + len(list(group))
            run = [one for one in parts[start:end] if one is not None]
            many = len(run) >= _FEW or all(often[one.label] >= _FEW for one in run)
            if is_cut and many and len({one.label for one in run}) == len(run) and proves(run):
                found[start:end] = run
            start = end
    return found


def _has_number(run: Sequence[Form]) -> bool:
    return any(is_typed(one.value) or one.value[0].isdigit() for one in run)


def _is_short(run: Sequence[Form]) -> bool:
    told = sum(len(one.value) > _NAME and one.value.endswith((".", "!", "?")) for one in run)
    return 3 * told <= len(run)


def _of_item(form: Form) -> Form | None:
    if form.kind is not Kind.ITEM:
        return None
    pair = pair_of(bare(form))
    return paired(form, *pair) if pair and len(pair[1]) <= _VALUE else None


def _of_columns(form: Form) -> Form | None:
    """Part a line at its only wide gap; the columns of a table are told elsewhere."""
    if form.kind not in _CUT or (form.hint and "/pre[" not in form.hint.path):
        return None
    cells = _WIDE.split(form.words)
    if len(cells) != 2 or len(cells[0]) > _NAME or len(cells[1]) > _VALUE or is_typed(cells[0]):
        return None
    return paired(form, cells[0].rstrip(" :"), cells[1])


def _of_key(form: Form) -> Form | None:
    """Part "key: value", as machines write it: no author begins a label with a small letter."""
    key = _KEY.fullmatch(form.words) if form.kind is not Kind.ITEM else None
    return paired(form, key[1], key[2]) if key and key[1][0].islower() else None


def _cut(form: Form) -> Form | None:
    if form.kind not in (Kind.ITEM, Kind.SHORT, Kind.LONG) or len(form.words) > _NAME + _VALUE:
        return None
    words = bare(form)
    dash = next((dash for dash in _DASHES if dash in words), "")
    label, _, value = (part.strip() for part in words.partition(dash)) if dash else ("", "", "")
    if not label or not value or len(label) > _NAME or is_typed(label) or dash in value:
        return None
    return paired(form, label, value)


# What parts lines, and what more a run of them must show.
_CUTS = (
    (_cut, _has_number),
    (_of_item, _is_short),
    (_of_columns, _is_short),
    (_of_key, lambda _: True),
)
