"""LibreOffice opens csv, tsv and xlsx: no formula, no link, no cell split, the same words.

The payloads are those of ``test_guard.py``. Skipped where LibreOffice is not installed
(Debian: ``apt-get install libreoffice-calc-nogui``).
"""

import csv
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
from makers import practice
from test_guard import FORGED, INSIDE, PAYLOADS

from support import environment

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here"),
]
_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
# separators, quote, UTF-8, from line 1, all columns standard, no quoted field as text, numbers told
_FILTER = "CSV:{},34,76,1,,0,false,true"
DELIMITERS = {"csv": "44", "tsv": "9"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Open a file in LibreOffice; gives the root of the flat document that it makes of it."""
    place = tmp_path_factory.mktemp("libreoffice")

    def convert(path, separators=""):
        how = [f"--infilter={_FILTER.format(separators)}"] if separators else []
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        out = place / "out" / f"{path.stem}.fods"
        to = ["--convert-to", "fods", "--outdir"]
        out.unlink(missing_ok=True)
        for _ in range(2):  # the very first start may end without having done anything
            subprocess.run(
                [SOFFICE, profile, "--headless", *how, *to, out.parent, path],
                capture_output=True,
                env=environment({"HOME": str(place)}),
                timeout=300,
                check=False,
            )
            if out.exists():
                return ET.parse(out).getroot()
        raise AssertionError(f"LibreOffice did not open {path.name}")

    return convert


def formulas(root):
    return [e.get(f"{{{_NS['table']}}}formula") for e in root.iter() if _is_formula(e)]


def _is_formula(element):
    return f"{{{_NS['table']}}}formula" in element.attrib


def links(root):
    found = root.iterfind(".//table:table//text:a", _NS)
    return [e.get(f"{{{_NS['xlink']}}}href") for e in found]


def rows(root, sheet=0):
    """Give the words of the cells; empty ones at the end of a row are left out."""
    table = root.findall(".//table:table", _NS)[sheet]
    for row in table.iterfind(".//table:table-row", _NS):
        cells = []
        for cell in row.findall("table:table-cell", _NS):
            again = int(cell.get(f"{{{_NS['table']}}}number-columns-repeated", 1))
            cells += [_words(cell)] * (again if again < 1000 else 1)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _words(cell):
    return "\n".join(_text(p) for p in cell.findall("text:p", _NS))


def _text(element):
    """Give the words of a paragraph: blanks and tabs are elements of their own there."""
    name = element.tag.rpartition("}")[2]
    own = {"s": " " * int(element.get(f"{{{_NS['text']}}}c", 1)), "tab": "\t"}.get(name, "")
    rest = "".join(_text(e) + (e.tail or "") for e in element)
    return own + (element.text or "") + rest


def loaded():
    """Practices whose titles and labels are the payloads."""
    base = practice(5)
    for number, payload in enumerate([*PAYLOADS, *FORGED]):
        seen = base.observed[0]._replace(label=payload, values=())
        yield base._replace(id=f"generic/{number}", title=payload, observed=(seen,))


def seen(text):
    """Give words as LibreOffice can hold them: one kind of line end, none of XML's taboos."""
    return re.sub(r"\r\n?", "\n", text).strip("\n")


@pytest.mark.parametrize("format_", DELIMITERS)
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_no_cell_of_a_table_is_run_or_split(format_, shape, written, opened):
    path = written(format_, list(loaded()), shape=shape)
    root = opened(path, DELIMITERS[format_])
    assert formulas(root) == []
    assert links(root) == []
    delimiter = {"csv": ",", "tsv": "\t"}[format_]
    there = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=delimiter))
    place = there[0].index("title" if shape == "wide" else "label")
    found = list(rows(root))
    assert len(found) == len(there)
    assert [seen(row[place]) for row in found] == [seen(row[place]) for row in there]


@pytest.mark.parametrize("format_", DELIMITERS)
@pytest.mark.parametrize("separators", ["44", "59", "9", "44/59/9"])
def test_nothing_is_run_where_another_separator_cuts(format_, separators, written, opened):
    base = practice(5)
    titled = [base._replace(id=f"generic/{n}", title=words) for n, words in enumerate(INSIDE)]
    root = opened(written(format_, titled), separators)
    assert formulas(root) == []
    assert links(root) == []


def test_the_check_sees_a_formula(tmp_path, opened):
    path = tmp_path / "bad.csv"
    path.write_text('id,title\na,"=1+1"\n', "utf-8")
    assert formulas(opened(path, "44")) == ["of:=1+1"]


def test_no_cell_of_a_workbook_is_run(written, opened):
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    path = written("xlsx", list(loaded()))
    root = opened(path)
    assert formulas(root) == []
    assert links(root) == []
    book = load_workbook(path, read_only=True)
    for number, sheet in enumerate(book):
        there = [["" if c is None else unescape(str(c)) for c in row] for row in sheet.values]
        found = list(rows(root, number))
        assert len(found) == len(there), sheet.title
        place = {"practices": 2, "values": 3, "sections": 4}[sheet.title]
        mine = [seen(row[place]) if len(row) > place else "" for row in found]
        assert mine == [seen(row[place]) for row in there], sheet.title
    book.close()
