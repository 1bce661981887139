"""pandas and polars open what they are given: every cell, every type, every practice."""

import json
from datetime import datetime

import pytest

from gpkit.exporters import How
from gpkit.exporters._cells import Long, Wide
from gpkit.exporters.csv import restore
from gpkit.model import Money, Organisation
from gpkit.store.codec import as_json


def expected(practices, table=Wide):
    made = table(How())
    return made.header(), [row for p in practices for row in made.rows(p)]


@pytest.mark.parametrize(("format_", "separator"), [("csv", ","), ("tsv", "\t")])
@pytest.mark.parametrize("table", [Wide, Long])
def test_pandas_reads_tables(format_, separator, table, found, written):
    import pandas

    path = written(format_, found, shape=table.__name__.lower())
    frame = pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
    header, rows = expected(found, table)
    assert list(frame.columns) == header
    there = [[restore(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    assert there == rows


def test_the_docs_tell_pandas_about_namibia(found, written):
    """Without ``keep_default_na=False`` the country NA would be a hole: the words of the docs."""
    import pandas

    here = [found[0]._replace(facets={"country": ("NA",)})]
    path = written("csv", here)
    assert pandas.read_csv(path)["country"].isna().all()
    assert list(pandas.read_csv(path, keep_default_na=False)["country"]) == ["NA"]


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_pandas_reads_json(format_, found, written):
    import pandas

    path = written(format_, found)
    frame = pandas.read_json(path, lines=format_ == "jsonl", dtype=False)
    assert list(frame["id"]) == [p.id for p in found]
    assert list(frame["sections"]) == [as_json(p)["sections"] for p in found]


@pytest.mark.parametrize("format_", ["parquet", "arrow"])
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_of_typed_files(format_, library, found, written):
    path = written(format_, found)
    rows = {"pandas": by_pandas, "polars": by_polars}[library](path, format_)
    for row, practice in zip(rows, found, strict=True):
        assert (row["id"], row["title"]) == (practice.id, practice.title)
        for facet, values in practice.facets.items():
            there = row[facet]
            assert [_plain(v) for v in there] == [_plain(v) for v in values], facet
        assert json.loads(row["record"]) == as_json(practice)


def _plain(value):
    """Give a value as a frame holds it, without what stands for nothing."""
    if isinstance(value, Money | Organisation):
        value = value._asdict()
    if not isinstance(value, dict):
        return value
    kept = {key: v for key, v in value.items() if v is not None}
    return {k: float(v) if k == "amount" else v for k, v in kept.items()}


def by_pandas(path, format_):
    import pandas

    read = {"parquet": pandas.read_parquet, "arrow": pandas.read_feather}[format_]
    return read(path, dtype_backend="pyarrow").to_dict("records")


def by_polars(path, format_):
    import polars

    read = {"parquet": polars.read_parquet, "arrow": polars.read_ipc}[format_]
    return read(path).to_dicts()


def test_pandas_reads_workbooks(fitting, written):
    import pandas

    sheets = pandas.read_excel(
        written("xlsx", fitting), sheet_name=None, keep_default_na=False, na_values=[]
    )
    assert list(sheets) == ["practices", "values", "sections"]
    assert list(sheets["practices"]["id"]) == [p.id for p in fitting]
    published = dict(zip(sheets["practices"]["id"], sheets["practices"]["published"], strict=True))
    for practice in fitting:
        day = practice.published == "2024-07-18"
        wanted = datetime(2024, 7, 18) if day else practice.published or ""
        assert published[practice.id] == wanted
    assert len(sheets["sections"]) == sum(len(p.sections) for p in fitting)


def test_pandas_reads_the_database(found, written):
    import sqlite3
    from contextlib import closing

    import pandas

    with closing(sqlite3.connect(written("sqlite", found))) as database:
        frame = pandas.read_sql("SELECT id, title FROM practices ORDER BY rowid", database)
        values = pandas.read_sql('SELECT * FROM "values"', database)
    assert list(frame["id"]) == [p.id for p in found]
    titles = [None if pandas.isna(title) else title for title in frame["title"]]
    assert titles == [p.title for p in found]
    assert len(values) == sum(len(v) for p in found for v in p.facets.values())
