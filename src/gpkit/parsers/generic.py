"""Pages that no family knows, read by their form alone.

What a line is follows from length, case, digits, punctuation and repetition; the authority's
words only break ties. Where nothing tells a line from prose, it is prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._claims import claims_of, claims_of_entry
from gpkit.parsers._forms import Kind, forms
from gpkit.parsers._layouts import chrome, content
from gpkit.parsers._records import Dump, dump_of
from gpkit.parsers._trust import count, is_empty, trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.parsers._forms import Form
    from gpkit.parsers._layouts import Numbered
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()


def recognises(document: Document) -> bool:  # noqa: ARG001 - part of the protocol
    """Recognise nothing: what no family takes comes here anyway."""
    return False


def parse(document: Document, authority: Authority) -> Parsed:
    """Read a page into one record, or as many as repeat on it."""
    lines = content(document)
    noise = {at.line: claim for at in lines if (claim := chrome(at) or _image(at, document))}
    found = forms([at for at in lines if at.line not in noise], document.hints)
    dump = dump_of(found, authority)
    records: list[Record] = []
    claims = [*noise.values()]
    covered = {i for start, end in dump.spans for i in range(start, end)}
    claims += _beside(form for i, form in enumerate(found) if i not in covered)
    for start, end in dump.spans:
        record = _record(found[start:end], dump, titled=start in dump.titled)
        records += [record] if record else []
    return Parsed("generic", tuple(records), tuple(sorted(claims)))


def _image(at: Numbered, document: Document) -> Claim | None:
    """Claim the alternative text of an image: it describes a picture, and no practice."""
    hint = document.hints[at.line - 1] if document.hints else None
    if hint is None or hint.kind != "alt":
        return None
    return Claim(at.line, Role.NOISE, reason="alternative text of an image")


def _beside(forms: Iterable[Form]) -> Iterator[Claim]:
    """Claim what stands above, between and below the records of a list."""
    for form in forms:
        if form.kind in (Kind.PROSE, Kind.LONG):
            reason = "prose beside the records of a list page"
        elif form.hint and form.hint.kind in ("link", "item"):
            reason = "link or item beside the records of a list page"
        else:
            reason = "short line beside the records of a list page"
        yield Claim(form.at.line, Role.NOISE, reason=reason)


def _record(piece: Sequence[Form], dump: Dump, *, titled: bool) -> Record | None:
    if not piece:
        return None
    if dump.is_list:
        claims = claims_of_entry(piece, dump.known)
    else:
        claims = claims_of(piece, dump.known, titled=titled)
    counted = count(claims, dump.known, len(dump.spans))
    if is_empty(counted) and not dump.is_list:
        return None
    confidence, reasons = trust(counted)
    reasons = (dump.why, *reasons) if dump.why else reasons
    first, last = piece[0].at.line, piece[-1].at.line
    return Record(tuple(claims), first, last, confidence=confidence, reasons=reasons)
