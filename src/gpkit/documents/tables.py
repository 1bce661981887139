"""JSON Lines and CSV of scrapes: a page a row, in a column of HTML or of text."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.documents.inflate import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gpkit.config import InputsConfig
    from gpkit.documents.buffer import Buffer

_DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """One page of a table: where its row begins, its number (from 1), and its cells."""

    offset: int
    number: int
    page: str
    is_html: bool
    url: str | None
    fetched: str | None


# What it is ---------------------------------------------------------------------------------------


def is_jsonl(head: bytes, columns: InputsConfig) -> bool:
    r"""Tell JSON Lines of scrapes by its first object.

    >>> from gpkit.config import InputsConfig
    >>> is_jsonl(b'{"url": "https://a.example/", "html": "<p>one', InputsConfig())
    True
    >>> is_jsonl(b'{"name": "one"}\n', InputsConfig()), is_jsonl(b"{text}", InputsConfig())
    (False, False)
    """
    first, _, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not first.startswith(b"{"):
        return False
    keys = (f'"{key}"'.encode() for key in (columns.html, columns.text))
    squeezed = first.replace(b" ", b"")
    return any(key + b":" in squeezed for key in keys)


def largest_key(text: str) -> str | None:
    r"""Name the key with the longest words in the first object of a JSON text; None for other text.

    >>> largest_key('{"page_url": "x", "raw_html": "<p>one</p>"}\n{"page_url": "y"}')
    'raw_html'
    >>> largest_key("[1]"), largest_key("{text}"), largest_key("[a link](https://a.example/)")
    (None, None, None)
    """
    text = text.lstrip("\ufeff \t\r\n")
    first, _, rest = text.partition("\n")
    is_lines = not rest.strip() or rest.lstrip().startswith(text[0])
    for piece in (first, text) if is_lines else (text,):
        try:
            data = json.loads(piece)
        except (ValueError, RecursionError):
            continue
        data = data[0] if isinstance(data, list) and data else data
        if not isinstance(data, dict) or not data:
            return None
        sizes = {key: len(value) for key, value in data.items() if isinstance(value, str)}
        return str(max(sizes, key=lambda key: sizes[key], default=next(iter(data))))
    return None


def delimiter(head: bytes, columns: InputsConfig) -> str | None:
    r"""Give the delimiter of a CSV of scrapes, told by its header; None if it is none.

    >>> from gpkit.config import InputsConfig
    >>> delimiter(b"url;fetched;html\r\n", InputsConfig())
    ';'
    >>> delimiter(b"url, text and more\n", InputsConfig()) is None
    True
    """
    first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    if not first or len(first[0]) > 10_000:
        return None
    line = first[0].decode("utf-8", "replace")
    for mark in _DELIMITERS:
        names = {name.lower() for name in next(csv.reader([line], delimiter=mark), [])}
        if columns.url.lower() in names and not names.isdisjoint(
            (columns.html.lower(), columns.text.lower())
        ):
            return mark
    return None


# Rows ---------------------------------------------------------------------------------------------


def jsonl(buffer: Buffer, where: str, columns: InputsConfig) -> Iterator[Row | Damaged]:
    """Give the pages of JSON Lines, one object a line."""
    number = 0
    while True:
        offset = buffer.offset
        line = buffer.line(limits.now().file)
        if not line:
            break
        number += 1
        if line.isspace():
            continue
        try:
            data = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            cut = not line.endswith(b"\n")
            what = "the last line is cut short" if cut else f"this line is no JSON ({error})"
            yield Damaged(f"{where}#{number}", offset, what, cut=cut)
            continue
        yield _row(data if isinstance(data, dict) else {}, offset, number, where, columns)
    if buffer.damage:
        yield buffer.damage


def rows(
    buffer: Buffer, where: str, columns: InputsConfig, mark: str, start: int = 0
) -> Iterator[Row | Damaged]:
    """Give the pages of a CSV. ``start`` is the offset of a row to begin with."""
    csv.field_size_limit(limits.now().file)
    source = _Lines(buffer)
    reader = csv.reader(source, delimiter=mark)
    try:
        header = _as_configured(next(reader, []), columns)
    except csv.Error as error:
        yield Damaged(where, 0, f"its header is no CSV ({_reason(error)})")
        return
    if start:
        buffer.pass_by(start - buffer.offset)
    number = 0
    while True:
        source.offset = None
        try:
            cells = next(reader, None)
        except csv.Error as error:
            wrong = f"this row is no CSV ({_reason(error)})"
            yield Damaged(f"{where}#{number + 1}", source.offset or 0, wrong)
            return
        if cells is None:
            break
        if not cells:
            continue
        number += 1
        offset = source.offset or 0
        if what := source.cut() or _misfit(cells, header):
            yield Damaged(f"{where}#{number}", offset, what)
            continue
        yield _row(dict(zip(header, cells, strict=True)), offset, number, where, columns)
    if buffer.damage:
        yield buffer.damage


def _reason(error: csv.Error) -> str:
    return str(error).partition(" - ")[0]  # what follows speaks to programmers


def _as_configured(header: Sequence[str], columns: InputsConfig) -> list[str]:
    """Give the names of columns as the configuration writes them: capitals do not count."""
    names = {name.lower(): name for name in (columns.url, columns.html, columns.text)}
    names[columns.fetched.lower()] = columns.fetched
    return [names.get(name.lower(), name) for name in header]


class _Lines:
    """Gives the lines of a buffer to the reader of CSV, and keeps where the last row began."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer
        self._first = True
        self._quotes = 0
        self._last = b""
        self.offset: int | None = None

    def cut(self) -> str | None:
        """Say how the last row shows that the file was cut in it, None if it does not."""
        if self._last.endswith((b"\n", b"\r")) or self._buffer.fill(1):
            return None
        if self._quotes % 2:
            return "the file is cut short in this row"
        whole = self._last.endswith(b'"')
        return None if whole else "the last row has no line end: cut short, or add a line end"

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        offset = self._buffer.offset
        line = self._buffer.line(limits.now().file)
        if not line:
            raise StopIteration
        if self.offset is None:
            self.offset, self._quotes = offset, 0
        self._quotes += line.count(b'"')
        self._last = line
        text = line.decode("utf-8", "replace")
        if self._first:
            self._first, text = False, text.removeprefix("\ufeff")
        return text


def _misfit(cells: list[str], header: list[str]) -> str | None:
    if len(cells) == len(header):
        return None
    return f"a row of {len(cells)} cells under a header of {len(header)}"


def _row(
    cells: Mapping[str, object], offset: int, number: int, where: str, columns: InputsConfig
) -> Row | Damaged:
    html, text = cells.get(columns.html), cells.get(columns.text)
    page = html if isinstance(html, str) and html.strip() else text
    if not isinstance(page, str) or not page.strip():
        what = f"this row has nothing under {columns.html!r} or {columns.text!r}"
        return Damaged(f"{where}#{number}", offset, what)
    url, fetched = (
        value if isinstance(value := cells.get(name), str) and value else None
        for name in (columns.url, columns.fetched)
    )
    return Row(offset, number, page, page is html, url, fetched)
