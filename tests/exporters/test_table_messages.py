"""What is said where an export or an import cannot be done: the file, the row, and the cure."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from here import gpkit, lay, told

SMES = "digitalalliance-bg/digital-skills-for-bulgarian-smes-programme"
SPARKS = "digitalalliance-bg/sparks-initiative"
DIGILEAD = (
    "erasmusly/digilead-advancement-of-digital-transformation-of-social-sector-with-th-789d010f"
)
STORE = Path("data/normalized")
EXPORT = "Make one with gpkit export, or name the format it is of: --format NAME"
EDITS = (
    "Edits come back from csv, tsv and xlsx: gpkit export -o practices.xlsx, edit it, "
    "gpkit import practices.xlsx"
)
MEND = "Mend this correction first, and import the file again."


def change(path, old, new):
    """Write other words in a file, in place of the first that match."""
    text = Path(path).read_text("utf-8")
    assert re.search(old, text)
    Path(path).write_text(re.sub(old, new, text, count=1), "utf-8")


def exported(name, *options):
    assert gpkit("export", "-q", *options, "-o", name).code == 0


# Out ----------------------------------------------------------------------------------------------


def test_amounts_that_no_decimal_holds(catalogue):
    change(STORE / f"{DIGILEAD}.yaml", "153956.87", "9" * 40)
    run = gpkit("export", "-o", "p.parquet")
    message = f"{DIGILEAD}: eu_grant {'9' * 40} has more digits than a decimal column"
    cure = "It holds 32 digits before and 6 after the point. Use --format jsonl or sqlite."
    assert (run.code, run.err) == (2, told(message, cure))
    assert not Path("p.parquet").exists()


def test_words_that_no_cell_of_a_workbook_holds(catalogue):
    change(STORE / f"{SPARKS}.yaml", "summary: Sparks", f"summary: {'x' * 40_000}")
    run = gpkit("export", "-o", "p.xlsx")
    assert run.code == 2
    message, cure = run.err.splitlines()
    assert re.fullmatch(
        rf"gpkit: {SPARKS}: practices, summary: 40,\d+ characters, and a cell of a workbook holds "
        "32,767",
        message,
    )
    assert cure == (
        "  Nothing was written. Choose columns without it (--columns id,title,country: the sheet "
        "practices only), or use --format csv."
    )


@pytest.mark.parametrize("name", ["p.sqlite", "p.duckdb"])
def test_one_practice_in_two_files(catalogue, name):
    shutil.copy(STORE / f"{SPARKS}.yaml", STORE / "digitalalliance-bg/copy.yaml")
    run = gpkit("export", "-o", name)
    message = "two of the files say that they are the same practice"
    cure = "See which: gpkit validate data/normalized"
    assert (run.code, run.err) == (2, told(message, cure))
    found = gpkit("validate", "data/normalized")
    assert f"{STORE}/digitalalliance-bg/copy.yaml" in found.out
    assert found.code == 1


# In: files that are not what they should be -------------------------------------------------------

BROKEN = {  # what lies there -> what is said, the cure
    "nothing.csv": (
        "name,title\n1,2\n",
        "this is no CSV table that gpkit wrote (no column id in its first line)",
        EXPORT,
    ),
    "latin.csv": (
        f"id,title\n{SPARKS},\xe9t\xe9\n".encode("latin-1"),
        f"this is not text in UTF-8 (byte {len(SPARKS) + 10})",
        "Save it again as UTF-8; Excel calls that “CSV UTF-8”.",
    ),
    "cut.csv": (
        gzip.compress(b"id,title\n" * 99)[:-9],
        "it is cut off or damaged (Compressed file ended before the end-of-stream marker",
        "Export it again, or fetch it again.",
    ),
    "value.csv": ("id,value\n", "a column value, and none facet", "Keep the column facet."),
    "broken.json": (
        "[{]",
        "broken JSON (Expecting property name enclosed in double quotes: line 1 column 3 (char 2))",
        "Export it again, or mend it there.",
    ),
    "text.arrow": (
        "words",
        "this is no Arrow file that gpkit wrote (",  # and the words of the library
        EXPORT,
    ),
    "text.duckdb": ("words", "this is no DuckDB database that gpkit wrote (", EXPORT),
    "text.parquet": (
        "words, and some more",
        "this is no Parquet file that gpkit wrote (",
        EXPORT,
    ),
    "pages.zip": (
        "PK",
        "this is no data package that gpkit wrote (File is not a zip file)",
        EXPORT,
    ),
    "package/datapackage.json": (
        "{}",
        "this is no data package that gpkit wrote (its datapackage.json has no 'resources')",
        EXPORT,
    ),
    "less/datapackage.json": (
        '{"resources": []}',
        "this is no data package that gpkit wrote (it has no records.jsonl)",
        EXPORT,
    ),
    "far/datapackage.json": (
        '{"resources": [{"path": "../a", "hash": "x"}, {"path": "records.jsonl", "hash": "y"}]}',
        "this is no data package that gpkit wrote (../a lies elsewhere)",
        EXPORT,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_files_that_cannot_be_read_back(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    data, says, cure = BROKEN[name]
    lay({"data/normalized/.keep": "", name: data})
    run = gpkit("import", name, *(["--format", "datapackage"] if name == "pages.zip" else []))
    assert run.code == 2
    assert run.err.startswith(f"gpkit: {name}: {says}")
    assert run.err.endswith(f")\n  {cure}\n" if "(" in says else f"{says}\n  {cure}\n")


def test_a_column_that_was_edited_where_only_records_count(catalogue):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    exported("p.parquet")
    table = parquet.read_table("p.parquet")
    titles = pyarrow.array(["Another title", *table["title"].to_pylist()[1:]])
    place = table.schema.get_field_index("title")
    parquet.write_table(table.set_column(place, table.field(place), titles), "p.parquet")
    run = gpkit("import", "p.parquet")
    humans = "digitalalliance-bg/bulgaria-humans-in-the-loop"
    message = f"p.parquet: the column title no longer says what the record of {humans} says"
    assert (run.code, run.err) == (2, told(message, EDITS))


def test_a_table_without_the_records(catalogue):
    pytest.importorskip("pyarrow")
    exported("p.parquet", "--columns", "id,title")
    run = gpkit("import", "p.parquet")
    message = "p.parquet: this is no whole export that gpkit wrote (it has no column record)"
    assert (run.code, run.err) == (2, told(message, EXPORT))


# In: cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "says", "cure"),
    [
        ("published", "", "published cannot be cleared, only changed",
         "Put the right words there."),
        ("published", "soon", "published: 'soon' is no date",
         "Write it as 2024-07-18, 2024-07 or 2024."),
        ("start_date", "soon", "start_date cannot be 'soon': that is no date",
         "Write it as 2024-07-18, 2024-07 or 2024."),
        ("eu_grant", "much", "eu_grant cannot be 'much': that is no money",
         "Write it as 153956.87 EUR."),
        ("erasmus_key_action", "ka2_2013", "erasmus_key_action has no concept 'ka2_2013'",
         "Did you mean ka2_2021?"),
        ("erasmus_key_action", "KA2", "erasmus_key_action: 'KA2' can be read in several ways",
         "It can be ka2_2014 or ka2_2021: write one of these."),
    ],
)  # fmt: skip
def test_cells_that_cannot_be_taken(catalogue, column, cell, says, cure):
    lay({"edits.csv": f"id,{column}\n{SPARKS},{cell}\n"})
    run = gpkit("import", "edits.csv")
    assert run.err.startswith(f"edits.csv, row 2: {SPARKS}: {says}\n  {cure}\n")
    assert run.code == 3


@pytest.mark.parametrize(
    ("row", "says", "cure"),
    [
        (f"{SPARKS},Embers,more", "row 2: more cells than the header has",
         "Quote the cell it is in."),
        ("digitalalliance-bg/spark-initiative,Embers",
         "row 2: there is no practice 'digitalalliance-bg/spark-initiative'",
         f"Did you mean {SPARKS}?"),
        ("../x,Embers", "row 2: '../x' is no id of a practice (<family>/<slug>)",
         "Ids are in the first column of an export."),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_taken(catalogue, row, says, cure):
    lay({"edits.csv": f"id,title\n{row}\n{SMES},Another title\n"})
    run = gpkit("import", "--yes", "edits.csv")
    assert run.err.startswith(f"edits.csv, {says}\n  {cure}\n")
    assert run.code == 3


# In: corrections that are there already -----------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"- title: Words\n", "1: a correction is a mapping of fields"),
        (b"title: a\ntitle: b\n", "2: the key 'title' stands here twice"),
        (b"title: \xe9t\xe9\n", " this is not text in UTF-8 (byte 7)"),
    ],
)
def test_a_broken_correction_is_not_written_over(catalogue, data, says):
    path = f"data/corrections/{SPARKS}.yaml"
    lay({path: data, "edits.csv": f"id,title\n{SPARKS},Another title\n"})
    run = gpkit("import", "edits.csv")
    assert (run.code, run.err) == (2, told(f"{path}:{says}", MEND))
    assert Path(path).read_bytes() == data


def test_records_of_a_package_that_were_edited(catalogue):
    exported("package", "--format", "datapackage")
    change("package/practices.csv", "Sparks", "Embers")
    run = gpkit("import", "package")
    message = "package: practices.csv is not as it was exported"
    assert (run.code, run.err) == (2, told(message, EDITS))
    assert json.loads(Path("package/datapackage.json").read_text("utf-8"))["resources"]


def test_tables_of_a_database_that_were_edited(catalogue):
    import sqlite3
    from contextlib import closing

    exported("p.sqlite")
    with closing(sqlite3.connect("p.sqlite")) as database:
        database.execute("UPDATE practices SET title = 'Embers' WHERE id = ?", [SPARKS])
        database.commit()
    run = gpkit("import", "p.sqlite")
    message = f"p.sqlite: practices no longer says what the record of {SPARKS} says"
    assert (run.code, run.err) == (2, told(message, EDITS))
