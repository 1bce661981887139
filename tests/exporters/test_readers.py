"""Each file opened by its usual reader: what is declared to be kept is there, word for word."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from decimal import Decimal

import pytest

from gpkit.exporters import How
from gpkit.exporters._cells import Long, Wide, about
from gpkit.exporters._tables import Rows, compact, practices_table, tables
from gpkit.exporters.csv import restore
from gpkit.model import Money, Organisation
from gpkit.store.codec import as_json
from support import environment

DELIMITER = {"csv": ",", "tsv": "\t"}


def expected(practices, table=Wide, **how):
    made = table(How(**how))
    return [made.header(), *(row for p in practices for row in made.rows(p))]


def lines(row):
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]


# Text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", DELIMITER)
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_csv_reader(format_, shape, found, written):
    path = written(format_, found, shape=shape)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=DELIMITER[format_], strict=True))
    there = [[restore(cell) for cell in row] for row in rows]
    assert there == expected(found, Long if shape == "long" else Wide)


def test_polars_reads_csv(found, written):
    import polars

    path = written("csv", found)
    frame = polars.read_csv(path, infer_schema=False)
    assert [[restore(cell or "") for cell in row] for row in frame.rows()] == expected(found)[1:]
    assert frame.columns == expected(())[0]


def test_duckdb_reads_csv(found, written):
    import duckdb

    path = written("csv", found)
    query = "SELECT * FROM read_csv(?, all_varchar = true, header = true, max_line_size = 1000000)"
    with closing(duckdb.connect()) as database:
        rows = database.execute(query, [str(path)]).fetchall()
    assert [[restore(cell or "") for cell in row] for row in rows] == expected(found)[1:]


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_reader(format_, found, written):
    text = written(format_, found).read_text("utf-8")
    data = json.loads(text) if format_ == "json" else [json.loads(x) for x in text.split("\n")[:-1]]
    assert data == [as_json(p) for p in found]


def test_yaml_reader(found, written):
    import yaml

    path = written("yaml", found[:40])
    data = list(yaml.load_all(path.read_text("utf-8"), Loader=yaml.CBaseLoader))
    assert [d["id"] for d in data] == [p.id for p in found[:40]]
    texts = [[s["text"] for s in d.get("sections", ())] for d in data]
    assert texts == [[s.text for s in p.sections] for p in found[:40]]


def test_platform_form(found, written):
    data = json.loads(written("platform", found).read_text("utf-8"))
    assert [entry["practice"] for entry in data] == [p.id for p in found]
    for entry, practice in zip(data, found, strict=True):
        needed = (
            "Title",
            "Body",
            "Target audience",
            "Geographic scope - Country",
            "Type of funding",
        )
        missing = {name for name in needed if not entry["fields"][name]}
        assert missing <= set(entry["missing"])
        assert entry["fields"]["Title"] == practice.title
        assert ("Title" in entry["missing"]) == (not practice.title)
        decide = len(practice.facets.get("funding_type", ())) > 1
        assert decide == any("Type of funding" in words for words in entry["to_decide"])
        kept = [v["id"] for v in entry["fields"]["Target audience"] or ()]
        assert kept == list(practice.facets.get("target_audience", ()))


def test_markdown_reader(found, written):
    from markdown_it import MarkdownIt

    from gpkit.text.clean import one_line

    for practice in found:
        if len(str(practice)) > 60_000:
            continue
        text = written("markdown", [practice]).read_text("utf-8")
        shown, kinds = [], set()
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
            kinds.add(token.type)
            for child in token.children or ():
                kinds.add(child.type)
            if token.type == "inline":
                shown.append("".join(c.content for c in token.children))
        assert kinds.isdisjoint({"link_open", "image", "html_inline", "html_block", "fence", "hr"})
        assert kinds.isdisjoint({"code_inline", "code_block", "table_open", "blockquote_open"})
        for section in practice.sections:
            for line in section.text.split("\n"):
                words = one_line(line.removeprefix("- ")).strip(" \t\u00a0")
                assert words in [s.strip(" \t\u00a0") for s in (*shown, "")], line


@pytest.mark.parametrize("format_", ["rss", "atom"])
def test_feed_reader(format_, found, written):
    import feedparser

    feed = feedparser.parse(written(format_, found, date="2020-02-02").read_bytes())
    assert not feed.bozo
    assert {e.id for e in feed.entries} == {f"urn:gpkit:practice/{p.id}" for p in found}
    by_id = {p.id: p for p in found}
    times = [tuple(e.published_parsed) for e in feed.entries]
    assert times == sorted(times, reverse=True)
    for entry in feed.entries:
        practice = by_id[entry.id.removeprefix("urn:gpkit:practice/")]
        assert entry.published_parsed.tm_year == int((practice.published or "2020")[:4])
        inert = entry.summary_detail.type == "text/plain" or "<script" not in entry.summary
        assert inert
    bare = feedparser.parse(written(format_, found, "b").read_bytes())
    assert len(bare.entries) == sum(p.published is not None for p in found)


# Typed files --------------------------------------------------------------------------------------


def arrow_rows(path, format_):
    import pyarrow.feather
    import pyarrow.parquet

    read = {"parquet": pyarrow.parquet.read_table, "arrow": pyarrow.feather.read_table}[format_]
    return read(path)


def typed(value):
    if isinstance(value, Money):
        return {"amount": Decimal(value.amount), "currency": value.currency}
    return value._asdict() if isinstance(value, Organisation) else value


@pytest.mark.parametrize("format_", ["parquet", "arrow"])
def test_arrow_reader(format_, found, written):
    table = arrow_rows(written(format_, found), format_)
    assert [json.loads(r) for r in table.column("record").to_pylist()] == [
        as_json(p) for p in found
    ]
    for row, practice in zip(table.to_pylist(), found, strict=True):
        assert row["published"] == practice.published
        assert row["sections"] == [s._asdict() for s in practice.sections]
        for facet, values in practice.facets.items():
            assert row[facet] == [typed(v) for v in values]
        absent = [f for f in ("country", "eu_grant", "start_date") if f not in practice.facets]
        assert all(row[facet] is None for facet in absent)
    assert str(table.schema.field("call_year").type) == "list<element: int32>".replace(
        "element", table.schema.field("call_year").type.field(0).name
    )


def test_polars_and_duckdb_read_parquet(found, written):
    import duckdb
    import polars

    path = written("parquet", found)
    assert polars.read_parquet(path, columns=["id", "title"]).rows() == [
        (p.id, p.title) for p in found
    ]
    with closing(duckdb.connect()) as database:
        query = "SELECT id, country FROM read_parquet(?)"
        rows = database.execute(query, [str(path)]).fetchall()
    there = [(p.id, p.facets.get("country")) for p in found]
    assert rows == [(i, None if c is None else list(c)) for i, c in there]


def test_long_parquet(found, written):
    table = arrow_rows(written("parquet", found, shape="long"), "parquet")
    rows = [[str(cell) for cell in row.values()] for row in table.to_pylist()]
    assert rows == expected(found, Long, shape="long")[1:]


def all_rows(practices):
    rows = Rows("")
    made = {table.name: [] for table in tables()}
    for practice in practices:
        for name, row in rows.of(practice):
            made[name].append(row)
    return {name: rows for name, rows in made.items() if name not in ("facets", "concepts")}


@pytest.mark.parametrize("format_", ["sqlite", "duckdb"])
def test_database_reader(format_, found, written):
    import duckdb

    path = written(format_, found)
    connect = {"sqlite": sqlite3.connect, "duckdb": duckdb.connect}[format_]
    with closing(connect(str(path))) as database:
        for name, rows in all_rows(found).items():
            there = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
            assert there == rows, name
        for view in ("values_with_words", "counts", "unknown_values"):
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0


def test_sqlite_is_whole_and_searchable(found, written):
    path = written("sqlite", found)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        match = "SELECT count(*) FROM sections_fts WHERE sections_fts MATCH 'БЪЛГАРСКИ'"
        assert database.execute(match).fetchone()[0] > 0
        for table in tables():
            keys = database.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
            assert len({key[0] for key in keys}) == len(table.refers)


def test_datasette_is_told_the_facets(found, written):
    path = written("sqlite", found[:5], "catalogue.db")
    metadata = json.loads(path.with_name("catalogue.metadata.json").read_text("utf-8"))
    told = metadata["databases"]["catalogue"]["tables"]
    assert {"array": "country"} in told["practices"]["facets"]
    with closing(sqlite3.connect(path)) as database:
        for name, about_table in told.items():
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
            assert list(about_table["columns"]) == columns
        (country,) = database.execute(
            "SELECT country FROM practices WHERE country IS NOT NULL"
        ).fetchone() or ("[]",)
    assert country == compact(json.loads(country))


# Workbooks ----------------------------------------------------------------------------------------


def workbook(path, **how):
    from openpyxl import load_workbook

    return load_workbook(path, **how)


def test_openpyxl_reader(fitting, written):
    from gpkit.importers.xlsx import sheets

    practices, values, sections = sheets(written("xlsx", fitting))
    wanted = [lines(row) for row in expected(fitting)]
    money = [n for n, name in enumerate(wanted[0]) if name in ("eu_grant", "total_budget")]
    cleaned = [[re.sub("[\ufffe\uffff]", "\ufffd", cell) for cell in row] for row in wanted]
    for row, ours in zip([lines(r) for r in practices.rows], cleaned, strict=True):
        for place in money:
            row[place], ours[place] = (c.rstrip("0. EURBGN") for c in (row[place], ours[place]))
        assert row == ours
    clean = [
        [re.sub("[\ufffe\uffff]", "\ufffd", c) for c in lines(r)] for r in expected(fitting, Long)
    ]
    assert [lines(row) for row in values.rows] == clean
    assert len(sections.rows) == 1 + sum(len(p.sections) for p in fitting)


def test_a_workbook_has_no_formula_and_no_link(fitting, written):
    book = workbook(written("xlsx", fitting))
    assert book.sheetnames == ["practices", "values", "sections"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    assert [c.coordinate for c in cells if c.hyperlink] == []
    assert book._external_links == []
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_a_workbook_has_real_dates_and_numbers(fitting, written):
    sheet = workbook(written("xlsx", fitting))["practices"]
    place = {cell.value: n for n, cell in enumerate(sheet[1])}
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    for practice in fitting:
        row = rows[practice.id]
        published = row[place["published"]].value
        if practice.published == "2024-07-18":
            assert published == datetime(2024, 7, 18)
        else:
            assert published == practice.published
        assert row[place["first_line"]].value == practice.provenance.lines[0]
        grants = practice.facets.get("eu_grant", ())
        if len(grants) == 1 and grants[0].amount == "153956.87":
            cell = row[place["eu_grant"]]
            assert cell.value == 153956.87
            assert (grants[0].currency or "#,##0.00") in cell.number_format
        years = practice.facets.get("call_year", ())
        if len(years) == 1:
            assert row[place["call_year"]].value == years[0]


def test_a_text_too_long_for_a_cell_is_refused(found, written):
    from gpkit.errors import GpkitError

    with pytest.raises(
        GpkitError, match=r"practice-00007: sections, text: 100,000 characters"
    ) as e:
        written("xlsx", found)
    assert "--columns" in e.value.hint
    written("xlsx", found[7:8], columns=("id", "title"))


def test_more_rows_than_a_sheet_holds_are_refused(fitting, written, monkeypatch, tmp_path):
    """The limit is that of Excel, 1,048,576; a smaller one here, for the test to end today."""
    from gpkit.errors import GpkitError
    from gpkit.exporters import xlsx

    assert xlsx.ROWS == 1_048_576
    monkeypatch.setattr(xlsx, "ROWS", 10)
    with pytest.raises(GpkitError, match="the sheet practices is full, it holds 10 rows") as e:
        written("xlsx", fitting[:10], columns=("id", "title"))
    assert "--where" in e.value.hint
    assert list(tmp_path.iterdir()) == []
    written("xlsx", fitting[:9], columns=("id", "title"))


# Linked data and packages -------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdf_reader(found, written):
    import rdflib
    from rdflib.compare import to_isomorphic

    few = found[:60]
    turtle = rdflib.Graph().parse(written("turtle", few))
    json_ld = rdflib.Graph().parse(written("jsonld", few), format="json-ld")
    assert to_isomorphic(turtle) == to_isomorphic(json_ld)
    schema = rdflib.Namespace("https://schema.org/")
    assert not [n for triple in turtle for n in triple if isinstance(n, rdflib.BNode)]
    for practice in few:
        node = rdflib.URIRef(f"urn:gpkit:practice/{practice.id}")
        names = [str(name) for name in turtle.objects(node, schema.name)]
        assert names == ([practice.title] if practice.title is not None else [])
        parts = list(turtle.objects(node, schema.hasPart))
        texts = sorted(str(turtle.value(part, schema.text)) for part in parts)
        assert texts == sorted(s.text for s in practice.sections)
        for facet, values in practice.facets.items():
            there = set(turtle.objects(node, rdflib.URIRef(f"urn:gpkit:facet:{facet}")))
            assert len(there) == len(set(values))
    used = set(turtle.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))
    assert all(turtle.value(concept, rdflib.SKOS.prefLabel) for concept in used)


def test_frictionless_validates(found, written):
    path = written("datapackage", [p for p in found if len(str(p)) < 60_000], "package")
    run = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", path / "datapackage.json", "--json"],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    report = json.loads(run.stdout)
    assert report["valid"], report["tasks"]
    assert {task["name"] for task in report["tasks"]} == {t.name for t in tables()}
    assert report["stats"]["tasks"] == len(tables())


def test_the_table_of_practices_has_what_about_says(found):
    (row,) = [row for name, row in Rows("").of(found[1]) if name == "practices"]
    for field, cell in zip(practices_table().fields[:6], row, strict=False):
        assert (cell or "") == about(found[1], field.name)
