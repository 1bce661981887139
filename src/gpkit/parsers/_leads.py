"""Label and value on one line with no mark between them, where the markup sets the label apart.

``<p><b>Country</b> Poland</p>`` reads "Country Poland", which is as well the begin of a sentence
with a word that is stressed. So rows must prove each other, as the markup alone proves nothing:
people and what they do stand in such rows too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.parsers._forms import Form, Kind, bare, is_typed, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.parsers._known import Known

_FEW = 3  # rows that prove each other
_NAME = 45  # characters of a name
_VALUE = 120
_TOLD = 45  # characters of a sentence
_KINDS = (Kind.ITEM, Kind.SHORT, Kind.LONG, Kind.TYPED)  # "Period 2019-2021" is mostly digits
_FRAME = ("/nav[", "/footer[", "/select[", "/button[", "/label[")
_DASHES = " –—-|"


def led(forms: Sequence[Form], known: Known) -> list[Form]:
    """Part the lines that begin with their label in an element of its own."""
    found = [*forms]
    cuts = [_cut(form) if form.hint and form.hint.tail else None for form in forms]
    often = Counter(cut.label for cut in cuts if cut is not None)
    start = 0
    while start < len(cuts):
        end = start + 1
        if cuts[start] is None:
            start = end
            continue
        while end < len(cuts) and _goes_on(cuts[end - 1], cuts[end]):
            end += 1
        run = [cut for cut in cuts[start:end] if cut is not None]
        many = len(run) >= _FEW or all(often[cut.label] >= _FEW for cut in run)
        if run and _is_proved(run, known, many=many):
            found[start:end] = run
        start = end
    return found


def _cut(form: Form) -> Form | None:
    """Part a line behind the element that it begins with; None where that is no label."""
    tail = form.hint.tail if form.hint else 0
    if not tail or form.kind not in _KINDS or tail > _VALUE:
        return None
    words = bare(form)
    label, value = words[:-tail], words[-tail:].lstrip(_DASHES)
    if label[-1:].strip() or not value or not (value[0].isalnum() or value[0] in "(€$£“\"'"):
        return None
    label = label.strip(" *_")
    told = label.endswith((".", ",", ";", "!", "?", ":")) or label[:1].islower()
    if not label or len(label) > _NAME or told or is_typed(label) or _is_of_frame(form):
        return None
    return paired(form, label, value)


def _is_of_frame(form: Form) -> bool:
    return form.hint is not None and any(part in form.hint.path for part in _FRAME)


def _goes_on(one: Form | None, two: Form | None) -> bool:
    """Tell rows of one kind: the same element around both, and it may be one and the same."""
    return one is not None and two is not None and _way(one) == _way(two)


def _way(form: Form) -> str:
    return form.hint.path.rpartition("[")[0] if form.hint else ""


def _is_proved(run: Sequence[Form], known: Known, *, many: bool) -> bool:
    """Tell facts from stressed words, and from people with what they do.

    Numbers stand among the values, or the authority knows a label; one row or two are facts where
    it knows each label, and what one of them says.
    """
    if len({cut.key for cut in run}) < len(run):
        return False
    told = sum(len(cut.value) > _TOLD and cut.value.endswith((".", "!", "?")) for cut in run)
    if 3 * told > len(run):
        return False
    named = sum(known.is_label(cut.label) for cut in run)
    said = any(is_typed(cut.value) or known.is_concept(cut.value) for cut in run)
    if named == len(run) and said:
        return True
    numbered = any(is_typed(cut.value) or cut.value[0].isdigit() for cut in run)
    alien = any(known.is_concept(cut.label) for cut in run)
    return many and (named > 0 or (numbered and not alien))
