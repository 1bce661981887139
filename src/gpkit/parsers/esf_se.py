"""esf.se: projects of the Swedish ESF council, labels with a colon above their values.

The page opens with the number of the project and its name; prose follows the last label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, said_on
from gpkit.parsers._pages import is_of, label_of, labelled, parted, single
from gpkit.text.dates import Order
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

ORDER = Order.YMD  # the site prints 2023-09-01
REQUIRED = ("project_number", "start_date", "end_date", "country", "fund", "organisation")
HOSTS = frozenset(("esf.se",))

LABELS = frozenset(
    fold(label)
    for label in (
        "Diarienummer:",
        "Namn:",
        "Startdatum:",
        "Slutdatum:",
        "Land som berörs:",
        "Berörd fond:",
        "Program CCI:",
        "Projektägare organisationsnummer:",
        "Projektägare:",
        "Unionens medfinansieringsgrad:",
        "Programområde:",
        "Specifikt mål:",
        "Sekundärtema - Motverka barnfattigdom:",
        "Region:",
        "NUTS-2 kod:",
        "Stödmottagare postnr:",
        "Stödmottagare ort:",
        "Interventionstyp:",
        "Antal deltagare:",
        "Insats av strategisk betydelse:",
    )
)
_OTHERS = 3  # labels of a page of another site, at most
# Four of the labels stand on a page; these are all but three.
CLUES = tuple(sorted(LABELS - {"namn", "nuts-2 kod", "region"}))
_NUMBER = frozenset(("diarienummer",))
_WORD = 12  # "Nej", "141": no prose
_VALUE = 60  # the longest value of the last label; prose is longer


def recognises(document: Document) -> bool:
    """Recognise the number and name of a project under their Swedish labels."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if len(LABELS & said_on(lines)) <= _OTHERS:
        return False
    words = {at.key for at in lines[:16] if at.words.endswith(":")}
    return len(words & LABELS) > _OTHERS


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the project of a page."""
    around, lines = parted(content(document), {})
    claims = tuple(_claims(lines, authority))
    return single("esf-se", claims, around)


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    block = [i for i, at in enumerate(lines) if label_of(at.words, LABELS)]
    if not block:
        yield from headed_prose(lines, authority)
        return
    start, last = block[0], block[-1]
    number = _number(lines)
    for at in lines[: min(start, 1)]:
        name = at.words.removeprefix(number).lstrip("-– \u00a0")
        yield Claim(at.line, Role.TITLE, (name or at.words,))
    valued = last + 1 < len(lines) and len(lines[last + 1].words) <= _VALUE
    end = last + 1 + valued
    while end < len(lines) and len(lines[end].words) <= _WORD:
        end += 1
    before = Role.NOISE
    for claim in labelled(lines[start:end], LABELS, colons=True):
        if not claim.role is before is Role.VALUE:  # a second value has lost its label: unclaimed
            yield claim
        before = claim.role
    while end < len(lines) and _is_torn(lines, end):
        end += 1  # a label that is damaged, and what stood below it: unclaimed
    yield from headed_prose(lines[end:], authority)


def _number(lines: Sequence[Numbered]) -> str:
    """Find the number of the project, which the line of its title repeats."""
    found = next((i for i, at in enumerate(lines) if label_of(at.words, _NUMBER)), None)
    for at in lines[found : found + 3] if found is not None else ():
        _, words = label_of(at.words, _NUMBER) or ("", at.words)
        if words:
            return words
    return ""


def _is_torn(lines: Sequence[Numbered], index: int) -> bool:
    here, after = (at.words for at in [*lines, lines[-1]][index : index + 2])
    short = len(here) <= _VALUE and not here.endswith((".", "!", "?"))
    return short and (here.endswith(":") or after.endswith(":") or len(here) <= _WORD)
