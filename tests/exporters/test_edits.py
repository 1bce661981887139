"""People curate in a spreadsheet: what they changed comes back as corrections, and only that."""

import csv
import io
from pathlib import Path

import pytest

from gpkit.importers import importer
from gpkit.importers._edits import find
from gpkit.importers._sheets import Sheet
from gpkit.model import Money, Organisation
from gpkit.store.tree import Tree
from support import gpkit, tree

SMES = "digitalalliance-bg/digital-skills-for-bulgarian-smes-programme"
SPARKS = "digitalalliance-bg/sparks-initiative"
DIGILEAD = "erasmusly/digilead"
FORMATS = ["csv", "tsv", "xlsx"]


class Store:
    """A store in memory."""

    def __init__(self, practices):
        self.root = Path("data/normalized")
        self._practices = {p.id: p for p in practices}

    def get(self, practice_id):
        Tree(self.root).path(practice_id)
        return self._practices.get(practice_id)

    def files(self):
        return [self.root / f"{i}.yaml" for i in self._practices]


def edited(path, changes, delimiter=",", encoding="utf-8", old=","):
    """Change cells of a CSV: {(id, column): cell}."""
    text = path.read_text("utf-8") if path.suffix != ".xlsx" else ""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=old))
    place = {name: number for number, name in enumerate(rows[0])}
    for row in rows[1:]:
        for (practice, column), cell in changes.items():
            if row[0].startswith(practice):
                row[place[column]] = cell
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def edited_workbook(path, changes, sheet="practices"):
    from openpyxl import load_workbook

    book = load_workbook(path)
    place = {cell.value: cell.column for cell in book[sheet][1]}
    for row in book[sheet].iter_rows(min_row=2):
        for (practice, column), cell in changes.items():
            if row[0].value.startswith(practice):
                book[sheet].cell(row[0].row, place[column]).value = cell
    book.save(path)


def correction(practice):
    return Path(f"data/corrections/{practice}.yaml").read_text("utf-8")


# Nothing changed, nothing comes back --------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("language", ["", "bg", "de"])
def test_an_export_is_no_edit(format_, language, fitting, written):
    store = Store(fitting)
    path = written(format_, fitting, language=language)
    found = find(importer(format_).sheets(path), store)
    assert (found.edits, found.problems) == ([], [])
    assert found.practices == len(fitting)


@pytest.mark.parametrize("format_", ["csv", "tsv"])
@pytest.mark.parametrize("language", ["", "el"])
def test_a_long_export_is_no_edit(format_, language, fitting, written):
    path = written(format_, fitting, shape="long", language=language)
    found = find(importer(format_).sheets(path), Store(fitting))
    assert (found.edits, found.problems) == ([], [])


def test_saving_in_a_spreadsheet_is_no_edit(fitting, written):
    """Another program writes the workbook again."""
    from openpyxl import load_workbook

    path = written("xlsx", fitting)
    load_workbook(path).save(path)
    found = find(importer("xlsx").sheets(path), Store(fitting))
    assert [(e.practice.id, e.fields, e.facets) for e in found.edits] == []
    assert found.problems == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_make_of_csv_is_no_edit(delimiter, encoding, fitting, written):
    path = written("csv", fitting[:50])
    edited(path, {}, delimiter, encoding)
    found = find(importer("csv").sheets(path), Store(fitting))
    assert (found.edits, found.problems, found.practices) == ([], [], 50)


# Edits --------------------------------------------------------------------------------------------

CHANGES = {
    (SPARKS, "country"): "IT; BG",
    (SPARKS, "digital_skill_level"): "basic; Average",
    (SPARKS, "funding_type"): "",
    (SPARKS, "title"): "Sparks: =1+1",
    (SMES, "published"): "2024-07",
    (SMES, "start_date"): "2018",
    (DIGILEAD, "eu_grant"): "1.50 EUR",
    (DIGILEAD, "coordinator"): "ACME; Sons (BG)",
    (DIGILEAD, "call_year"): "2019",
}


@pytest.mark.parametrize("format_", FORMATS)
def test_an_edited_table_comes_back_as_corrections(catalogue, format_):
    name = f"practices.{format_}"
    gpkit("export", "-o", name)
    if format_ == "xlsx":
        edited_workbook(Path(name), {**CHANGES, (DIGILEAD, "eu_grant"): 1.5})
    else:
        delimiter = {"csv": ",", "tsv": "\t"}[format_]
        edited(Path(name), CHANGES, delimiter, old=delimiter)
    before = tree("data")
    run = gpkit("import", name)
    assert run.code == 2
    assert "+++ data/corrections/erasmusly/digilead" in run.out
    assert "+  - IT" in run.out
    assert "--yes" in run.err
    assert tree("data") == before
    run = gpkit("import", name, "--yes", "--reason", "asked them")
    assert run.code == 0
    assert "3 corrections written" in run.err
    assert correction(SPARKS).startswith("reason: asked them\ntitle: 'Sparks: =1+1'\nfacets:\n")
    assert "  funding_type: []\n" in correction(SPARKS)
    assert gpkit("ingest", "-q", "data/raw").code == 0
    assert_applied()
    assert "0 corrections written" in gpkit("import", "again.csv").err


def assert_applied():
    """The export after the next ingest says what people typed."""
    assert gpkit("export", "-o", "again.csv").code == 0
    rows = list(csv.DictReader(io.StringIO(Path("again.csv").read_text("utf-8"), newline="")))
    normal = {
        (SPARKS, "digital_skill_level"): "basic; intermediate",
        (SPARKS, "funding_type"): "[]",
    }
    for (practice, column), cell in {**CHANGES, **normal}.items():
        (row,) = (row for row in rows if row["id"].startswith(practice))
        if column == "coordinator":
            assert row[column] == "ACME; Sons (BG)"
        elif column == "eu_grant":
            assert row[column].rstrip("0") in ("1.5 EUR", "1.50 EUR")
        else:
            assert row[column] == cell


def test_an_edit_in_another_language(catalogue):
    gpkit("export", "--lang", "de", "-o", "p.csv")
    edited(
        Path("p.csv"),
        {(SPARKS, "Land"): "Bulgarien; Lettland", (SPARKS, "Art der Finanzierung"): "Privat"},
    )
    assert gpkit("import", "p.csv", "--yes").code == 0
    assert "country:\n  - BG\n  - LV" in correction(SPARKS)
    assert "funding_type:\n  - private" in correction(SPARKS)


def test_an_edited_long_table(catalogue):
    gpkit("export", "--shape", "long", "-o", "p.csv")
    lines = Path("p.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{SPARKS},funding_type,private,")]
    assert len(kept) == len(lines) - 1
    Path("p.csv").write_text("\n".join([*kept, f"{SPARKS},country,LV"]), "utf-8")
    assert gpkit("import", "p.csv", "--yes").code == 0
    assert "funding_type:\n  - public\n  - public_private" in correction(SPARKS)
    assert "country:\n  - other\n  - LV" in correction(SPARKS)


def test_a_correction_that_is_there_is_added_to(catalogue):
    path = Path(f"data/corrections/{SPARKS}.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("# Ask Lena.\nreason: they wrote to us\nfacets:\n  country: [LV]\n", "utf-8")
    edited(Path("p.csv"), {(SPARKS, "title"): "Sparks!"})
    run = gpkit("import", "p.csv", "--yes")
    assert "+title: Sparks!" in run.out
    text = path.read_text("utf-8")
    assert text.startswith("# Ask Lena.\nreason: they wrote to us\ntitle: Sparks!\n")
    assert "country:\n  - LV" in text
    assert gpkit("import", "p.csv").code == 0  # it says so already


def test_a_terminal_is_asked(catalogue):
    pty = pytest.importorskip("pty")
    import os
    import subprocess
    import sys

    from support import environment

    edited(Path("p.csv"), {(SPARKS, "title"): "Sparks!"})
    for answer, written in ((b"n\n", False), (b"y\n", True)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "gpkit", "import", "p.csv"]
        run = subprocess.Popen(
            command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env=environment()
        )
        os.write(ours, answer)
        shown = run.communicate(timeout=30)[0]
        os.close(theirs)
        os.close(ours)
        assert b"+title: Sparks!" in shown
        assert Path(f"data/corrections/{SPARKS}.yaml").exists() is written


# What cannot be taken is named --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("country", "BG; Bulgraia", "Did you mean Bulgaria?"),
        ("country", "XQ", "no concept 'XQ'"),
        ("start_date", "18/07/2024", "Write it as 2024-07-18"),
        ("start_date", "2024-02-30", "is no date"),
        ("call_year", "18", "Write it as 2018."),
        ("eu_grant", "1,5 EUR", "Write it as 153956.87 EUR."),
        ("published", "yesterday", "is no date"),
        ("title", "", "title cannot be cleared"),
        ("dump", "x.txt", "dump cannot be corrected"),
        ("last_line", "7", "last_line cannot be corrected"),
        ("family", "x", "family cannot be corrected"),
        ("id", "digitalalliance-bg/sparks", "Did you mean digitalalliance-bg/sparks-initiative?"),
        ("id", "../../etc/passwd", "is no id"),
        ("id", SMES, "has a row already"),
    ],
)
def test_what_cannot_be_taken_is_named(catalogue, column, cell, words):
    edited(Path("p.csv"), {(SPARKS, column): cell})
    found = find(importer("csv").sheets(Path("p.csv")), Tree(Path("data/normalized")))
    (problem,) = found.problems
    assert str(problem).startswith("p.csv, row 4: ")
    assert words in f"{problem} {problem.hint}"
    assert found.edits == []


def test_the_rest_of_a_row_is_taken(catalogue):
    edited(Path("p.csv"), {(SPARKS, "country"): "nowhere", (SPARKS, "title"): "Sparks!"})
    run = gpkit("import", "p.csv", "--yes")
    assert run.code == 3
    assert "1 corrections written, 1 cells or rows left out" in run.err
    assert "title: Sparks!" in correction(SPARKS)
    assert "country" not in correction(SPARKS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,titel\nx,y\n", "Did you mean title?"),
        ("title\nx\n", "no column id"),
        ("", "no column id"),
        ("id,title,title\n", "two columns 'title'"),
        ("id,value\n", "none facet"),
        ("id,title\nnobody/knows,x\n", "no row of it is of a practice here"),
        ('id,title\n"a"b,c\n', "broken CSV"),
        (b"id,title\n\xe9\xe8,x\n", "UTF-8"),
        (b"\x1f\x8bxx", "cut off or damaged"),
    ],
)
def test_a_table_that_is_none_is_named(catalogue, text, words):
    Path("p.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    run = gpkit("import", "p.csv", "--yes")
    assert run.code == 2
    assert words in run.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("nothing.csv", "no such file"),
        ("data/raw/README.md", "loses too much to be read back"),
        ("data/normalized/practice.schema.txt --format cvs", "no such file"),
        ("p.bin", "does not say of which format"),
        ("p.bin --format cvs", "Did you mean csv?"),
    ],
)
def test_wrong_use_is_a_letter(catalogue, args, words):
    Path("p.bin").write_text("x", "utf-8")
    Path("data/raw/README.md").write_text("x", "utf-8")
    run = gpkit("import", *args.split())
    assert run.code == 2
    assert words in run.err


def test_edits_in_the_other_sheets_are_named(catalogue):
    gpkit("export", "-o", "p.xlsx")
    edited_workbook(Path("p.xlsx"), {(SPARKS, "raw"): "Basic!"}, "values")
    run = gpkit("import", "p.xlsx", "--yes")
    assert run.code == 3
    assert "the sheet values was edited at digitalalliance-bg/sparks-initiative" in run.err


def test_a_short_row_and_a_long_one(fitting):
    practice = fitting[0]
    sheet = Sheet("t", [["id", "title", "url"], [practice.id], [practice.id, "a", "b", "c"]])
    found = find([sheet], Store(fitting))
    assert all("row" in str(problem) for problem in found.problems)


def test_values_with_a_semicolon_stay_whole(fitting, written):
    from gpkit.exporters._labels import Labels
    from gpkit.importers._words import known_as, values

    old = (Organisation("A; B", "PL"), Organisation("C (IT)"), Organisation("D"))
    known = known_as(old, "partner", Labels(""))
    assert values("partner", "A; B (PL); C (IT); New (BG)", known, Labels("")) == (
        *old[:2],
        Organisation("New", "BG"),
    )
    assert values("eu_grant", "10.50 EUR", {}, Labels("")) == (Money("10.50", "EUR"),)
