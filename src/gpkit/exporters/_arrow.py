"""Practices as Arrow record batches: typed columns, and each practice whole as JSON."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.exporters._cells import Column, Long, columns, pick, refuse_strangers, shown
from gpkit.exporters._labels import Labels
from gpkit.exporters._tables import compact
from gpkit.model import Money, Organisation
from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gpkit.exporters import How
    from gpkit.model import Practice

EXTRA = "parquet"
BATCH = 1000  # practices
DIGITS, DECIMALS = 38, 6  # of amounts: what every reader of decimals can hold
_NESTED = ("sections", "observed", "record")
_NUMBERS = ("first_line", "last_line")
LANGUAGE = b"gpkit.language"  # in the metadata of the schema


class Typed:
    """One typed row a practice (wide), or a value (long)."""

    def __init__(self, how: How, arrow: Any) -> None:
        self._arrow = arrow
        self._long = Long(how) if how.shape == "long" else None
        self._labels = Labels(how.language)
        names = (*(column.name for column in columns()), *_NESTED)
        known = {column.name: column for column in columns()}
        self._columns = [known.get(n, Column(n, "nested")) for n in pick(how.columns, names)]
        self._facets = frozenset(c.name for c in columns() if c.facet)
        fields = self._long_fields() if self._long else self._fields()
        self.schema = arrow.schema(fields, metadata={LANGUAGE: how.language.encode()})

    def batches(self, practices: Iterable[Practice]) -> Iterator[Any]:
        """Give record batches."""
        waiting = iter(practices)
        while chunk := list(islice(waiting, BATCH)):
            rows = [row for practice in chunk for row in self.rows(practice)]
            yield self._arrow.RecordBatch.from_pylist(rows, schema=self.schema)

    def rows(self, practice: Practice) -> Iterator[dict[str, Any]]:
        """Give the rows of a practice."""
        refuse_strangers(practice, self._facets)
        if self._long is None:
            yield {self._heading(c): self._cell(practice, c) for c in self._columns}
            return
        for row in self._long.rows(practice):
            pairs = zip(self._long.names, row, strict=True)
            yield {name: int(cell) if name == "line" else cell for name, cell in pairs}

    def _heading(self, column: Column) -> str:
        return self._labels.facet(column.name) if column.facet else column.name

    # The types ------------------------------------------------------------------------------------

    def _long_fields(self) -> list[Any]:
        arrow, names = self._arrow, self._long.names if self._long else ()
        return [arrow.field(n, arrow.int32() if n == "line" else arrow.string()) for n in names]

    def _fields(self) -> list[Any]:
        return [self._arrow.field(self._heading(c), self._type(c)) for c in self._columns]

    def _type(self, column: Column) -> Any:
        arrow, text = self._arrow, self._arrow.string()
        if column.name in _NUMBERS:
            return arrow.int32()
        if column.name == "sections":
            return arrow.list_(arrow.struct([(n, text) for n in ("heading", "role", "text")]))
        if column.name == "observed":
            value = arrow.struct([("raw", text), ("line", arrow.int32()), ("concept", text)])
            label = [("label", text), ("facet", text), ("line", arrow.int32())]
            return arrow.list_(arrow.struct([*label, ("values", arrow.list_(value))]))
        if column.facet:
            return arrow.list_(self._value_type(column.kind))
        return text

    def _value_type(self, kind: str) -> Any:
        arrow, text = self._arrow, self._arrow.string()
        types: dict[str, Callable[[], Any]] = {
            "year": arrow.int32,
            "money": lambda: arrow.struct(
                [("amount", arrow.decimal128(DIGITS, DECIMALS)), ("currency", text)]
            ),
            "organisation": lambda: arrow.struct([("name", text), ("country", text)]),
        }
        return types.get(kind, arrow.string)()

    # The cells ------------------------------------------------------------------------------------

    def _cell(self, practice: Practice, column: Column) -> Any:
        name = column.name
        if column.facet:
            values = practice.facets.get(name)
            return values and [self._value(practice, name, value) for value in values]
        if name in _NUMBERS:
            return practice.provenance.lines[name == "last_line"]
        if name == "sections":
            return [section._asdict() for section in practice.sections]
        if name == "observed":
            return _observed(practice)
        if name == "record":
            return compact(as_json(practice))
        return getattr(practice if hasattr(practice, name) else practice.provenance, name)

    def _value(self, practice: Practice, facet: str, value: Any) -> Any:
        if isinstance(value, Money):
            return {"amount": _decimal(practice, facet, value), "currency": value.currency}
        if isinstance(value, Organisation):
            return value._asdict()
        return self._labels.concept(facet, value) if isinstance(value, str) else value


def _decimal(practice: Practice, facet: str, money: Money) -> Decimal:
    amount = Decimal(money.amount)
    whole, decimals = amount.adjusted() + 1, -int(amount.as_tuple().exponent)
    if decimals > DECIMALS or whole > DIGITS - DECIMALS:
        raise GpkitError(
            f"{practice.id}: {facet} {money.amount} has more digits than a decimal column",
            f"It holds {DIGITS - DECIMALS} digits before and {DECIMALS} after the point. "
            "Use --format jsonl or sqlite.",
        )
    return amount


def _observed(practice: Practice) -> list[dict[str, Any]]:
    return [
        {
            "label": entry.label,
            "facet": entry.facet,
            "line": entry.line,
            "values": [
                {
                    "raw": v.raw,
                    "line": v.line,
                    "concept": None if v.concept is None else shown(v.concept),
                }
                for v in entry.values
            ],
        }
        for entry in practice.observed
    ]
