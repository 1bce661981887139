"""Pages that no family knows, read by their form alone.

What a line is follows from length, case, digits, punctuation and repetition; the authority's
words only break ties. Where nothing tells a line from prose, it is prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Claim, Hint, Parsed, Record, Role
from gpkit.parsers._claims import claims_of, claims_of_entry
from gpkit.parsers._columns import (
    claim_of_row,
    claims_of_table,
    in_columns,
    is_list,
    names_of,
    rules_of,
    tables_of,
)
from gpkit.parsers._forms import Kind, forms, is_drawn, is_rule
from gpkit.parsers._grids import named
from gpkit.parsers._heads import breadcrumbs
from gpkit.parsers._known import Known
from gpkit.parsers._layouts import chrome, content
from gpkit.parsers._markdown import unmarked
from gpkit.parsers._pages import address
from gpkit.parsers._records import Dump, dump_of
from gpkit.parsers._references import unreferenced
from gpkit.parsers._seams import Seams, seams_of
from gpkit.parsers._shared import shares
from gpkit.parsers._trees import surroundings
from gpkit.parsers._trust import count, is_empty, trust
from gpkit.text.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.parsers._columns import Names, Table
    from gpkit.parsers._forms import Form
    from gpkit.parsers._layouts import Numbered
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()

_TITLE = Hint("heading", 1)
_SHARED = "links to share the page"


def recognises(document: Document) -> bool:  # noqa: ARG001 - part of the protocol
    """Recognise nothing: what no family takes comes here anyway."""
    return False


def parse(document: Document, authority: Authority) -> Parsed:
    """Read a page into one record, or as many as repeat on it."""
    lines, listed = unreferenced(content(document), document)
    lines, hints = unmarked(lines, document)
    noise = {line: Claim(line, Role.NOISE, reason=why) for line, why in listed.items()}
    noise |= {at.line: claim for at in lines if (claim := chrome(at) or _marked(at, hints))}
    noise |= {line: Claim(line, Role.NOISE, reason=_SHARED) for line in shares(lines)}
    if not document.hints and (crumbs := breadcrumbs(lines)):
        noise |= {line: Claim(line, Role.NOISE, reason="breadcrumb") for line in crumbs}
        hints = [*(hints or [None] * len(document.lines))]
        for title in crumbs.values():
            hints[title - 1] = _TITLE
    found = forms([at for at in lines if at.line not in noise], hints)
    known = Known(authority)
    tables = tables_of(found, known)
    if is_list(tables, found):
        records, claims = _rows(tables, known)
        inside = {line for table in tables for line in table.lines}
        claims += _beside(form for form in found if form.at.line not in inside)
    else:
        seams = seams_of(found, document)
        records, claims = _records(found, tables, seams, authority, address(document))
    return Parsed("generic", tuple(records), tuple(sorted([*noise.values(), *claims])))


def _rows(tables: Sequence[Table], known: Known) -> tuple[list[Record], list[Claim]]:
    """Give the rows of tables as records, and what names their columns as noise."""
    records: list[Record] = []
    beside: list[Claim] = []
    for table in tables:
        beside += [Claim(table.line, Role.NOISE, reason="names of the columns of a table")]
        beside += rules_of(table)
        title = table.title(known)
        for row, (line, _) in enumerate(table.rows):
            claims = [claim_of_row(table, row, title)]
            confidence, reasons = trust(count(claims, known, len(table.rows)))
            reasons = (f"{len(table.rows)} rows of a table", *reasons)
            records.append(Record(tuple(claims), line, line, "", confidence, reasons))
    return records, beside


def _records(
    found: Sequence[Form], tables: Sequence[Table], seams: Seams, authority: Authority, words: str
) -> tuple[list[Record], list[Claim]]:
    """Give the records of a page, each with the tables on it, and the noise around them."""
    inside = {line for table in tables for line in table.lines}
    rows = [claim for table in tables for claim in claims_of_table(table)]
    found = [form for form in found if form.at.line not in inside]
    drawn = [form.at.line for form in found if _is_drawn(form, seams)]
    found = [form for form in found if not _is_drawn(form, seams)]
    facts = named(found, Known(authority))
    pages = [i for i, form in enumerate(found) if form.at.line in seams.starts]
    dump = dump_of(found, authority, facts, pages)
    found = found if dump.is_list else facts
    names = names_of(found)
    spans = [(a, b) for a, b in dump.spans if any(f.at.line not in names.heads for f in found[a:b])]
    dump = dump._replace(spans=tuple(spans))
    words = words if len(spans) == 1 else ""  # the URL names a page, not what is listed on it
    dump.known.address = frozenset(slug(words).split("-")) if words else frozenset()
    covered = {i for start, end in dump.spans for i in range(start, end)}
    claims = [*_beside(form for i, form in enumerate(found) if i not in covered)]
    claims += [Claim(line, Role.NOISE, reason="line that parts or draws") for line in drawn]
    records: list[Record] = []
    for number, (start, end) in enumerate(dump.spans):
        after = dump.spans[number + 1 : number + 2]
        stop = found[after[0][0]].at.line if after else len(rows) and rows[-1].line + 1
        own, rows = [c for c in rows if c.line < stop], [c for c in rows if c.line >= stop]
        record = _record(found[start:end], dump, own, names, titled=start in dump.titled)
        if record:
            titled = any(claim.role is Role.TITLE for claim in record.claims)
            records.append(record._replace(address="" if titled else words))
        else:
            claims += [Claim(c.line, Role.NOISE, reason="table beside the records") for c in own]
    return records, claims


def _is_drawn(form: Form, seams: Seams) -> bool:
    return form.at.line in seams.lines or is_drawn(form.at.words) or is_rule(form.at.words)


def _marked(at: Numbered, hints: Sequence[Hint | None]) -> Claim | None:
    """Claim what the markup says is no part of the content: pictures, menus, the foot of a page."""
    hint = hints[at.line - 1] if hints else None
    if hint is None:
        return None
    reason = "alternative text of an image" if hint.kind == "alt" else surroundings(hint.path)
    return Claim(at.line, Role.NOISE, reason=reason) if reason else None


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


def _record(
    piece: Sequence[Form],
    dump: Dump,
    rows: Sequence[Claim],
    names: Names,
    *,
    titled: bool,
) -> Record | None:
    if not piece:
        return None
    if dump.is_list:
        claims = claims_of_entry(piece, dump.known)
    else:
        claims = claims_of(piece, dump.known, titled=titled)
    claims = sorted([*in_columns(claims, names), *rows])
    counted = count(claims, dump.known, len(dump.spans))
    if is_empty(counted) and not dump.is_list:
        return None
    confidence, reasons = trust(counted)
    reasons = (dump.why, *reasons) if dump.why else reasons
    first, last = claims[0].line, claims[-1].line
    return Record(tuple(claims), first, last, confidence=confidence, reasons=reasons)
