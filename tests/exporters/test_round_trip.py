"""Lossless formats give the very bytes of the practice files back."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from gpkit.errors import GpkitError
from gpkit.exporters import about, formats
from gpkit.importers import format_of, importer, readable
from gpkit.store.codec import as_json, as_yaml
from gpkit.store.tree import Tree
from support import gpkit, times, tree

LOSSLESS = [name for name in formats() if about(name).lossless]
PACKED = [name for name in LOSSLESS if about(name).writes == "text"]


def bytes_of(practices):
    return {practice.id: as_yaml(practice) for practice in practices}


def back(format_, path):
    return bytes_of(importer(format_).practices(path))


def test_what_is_lossless():
    assert {"json", "jsonl", "yaml", "sqlite", "parquet", "datapackage"} <= set(LOSSLESS)
    assert set(LOSSLESS) | {"csv", "tsv", "xlsx"} == set(readable())


@pytest.mark.parametrize("format_", LOSSLESS)
def test_export_then_import_gives_the_same_bytes(format_, found, written):
    path = written(format_, found)
    assert format_of(path) == format_
    assert back(format_, path) == bytes_of(found)


@pytest.mark.parametrize("format_", LOSSLESS)
def test_nothing_comes_back_as_nothing(format_, written):
    assert back(format_, written(format_, ())) == {}


@pytest.mark.parametrize("format_", PACKED)
def test_a_packed_file_comes_back(format_, found, written):
    path = written(format_, found[:20], f"practices.{format_}.gz")
    assert path.read_bytes()[:2] == b"\x1f\x8b"
    assert path.read_bytes()[4:8] == bytes(4)  # no time
    assert back(format_, path) == bytes_of(found[:20])


@pytest.mark.parametrize("format_", [f for f in LOSSLESS if "lang" in about(f).options])
def test_labels_in_another_language_lose_nothing(format_, found, written):
    assert back(format_, written(format_, found[:60], language="bg")) == bytes_of(found[:60])


@pytest.mark.parametrize("format_", [f for f in formats() if f != "duckdb"])
def test_same_input_same_bytes(format_, fitting, written):
    one = written(format_, fitting[:60]).read_bytes()
    assert (
        written(format_, fitting[:60], "again" + "".join(about(format_).suffixes[:1])).read_bytes()
        == one
    )


def test_same_input_same_tables_of_duckdb(found, written):
    """Its bytes cannot be the same: see the module."""
    import duckdb

    contents = []
    for name in ("a.duckdb", "b.duckdb"):
        with closing(duckdb.connect(str(written("duckdb", found[:60], name)))) as database:
            tables = database.execute("SELECT table_name, sql FROM duckdb_tables()").fetchall()
            rows = [database.execute(f'FROM "{t}"').fetchall() for t, _ in sorted(tables)]
            contents.append((sorted(tables), rows))
    assert contents[0] == contents[1]
    assert len(contents[0][0]) > 5


def test_a_folder_is_a_data_package_too(found, written):
    path = written("datapackage", found[:20], "package")
    assert path.is_dir()
    assert back("datapackage", path) == bytes_of(found[:20])
    assert back("datapackage", path / "datapackage.json") == bytes_of(found[:20])


# By the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", LOSSLESS)
def test_the_commands_round_trip_the_seeds(catalogue, format_):
    name = f"out/practices{about(format_).suffixes[0]}"
    assert gpkit("export", "-o", name).code == 0
    run = gpkit("import", name, "--out", "again/normalized")
    assert (run.code, run.out) == (0, "")
    assert "4 practices: 4 new, 0 changed, 0 unchanged" in run.err
    assert tree("again/normalized") == tree("data/normalized")


def test_what_is_there_already_is_not_written(catalogue):
    gpkit("export", "-o", "practices.json")
    before = times("data/normalized")
    assert "0 new, 0 changed, 4 unchanged" in gpkit("import", "practices.json").err
    assert times("data/normalized") == before


def test_an_import_shows_what_it_would_overwrite(catalogue):
    data = json.loads(gpkit("export", "--format", "json").out)
    data[0]["title"] = "Another title"
    Path("practices.json").write_text(json.dumps(data), "utf-8")
    before = tree("data/normalized")
    run = gpkit("import", "practices.json")
    assert run.code == 2
    assert "+title: Another title" in run.out
    assert "--yes" in run.err
    assert tree("data/normalized") == before
    assert gpkit("import", "practices.json", "--yes").code == 0
    assert "title: Another title" in Path(f"data/normalized/{data[0]['id']}.yaml").read_text(
        "utf-8"
    )


def test_a_file_edited_by_hand_is_left_alone(catalogue):
    gpkit("export", "-o", "practices.json")
    path = min(Path("data/normalized").glob("*/*.yaml"))
    path.write_text(path.read_text("utf-8").replace("family:", "family: "), "utf-8")
    run = gpkit("import", "practices.json", "--yes")
    assert run.code == 3
    assert f"{path.as_posix()}: edited by hand" in run.err


def test_stdin(catalogue):
    data = gpkit("export", "--format", "jsonl").out.encode()
    assert gpkit("import", "-", "--format", "jsonl", "--out", "b", stdin=data).code == 0
    assert tree("b") == tree("data/normalized")


# What is broken, and what was edited where edits do not come back ---------------------------------

BROKEN = {
    "json": ["", "{}", "[1]", "[{}]", '[{"id": "../../x", "family": "x"}]', "[" * 100_000],
    "jsonl": ["x", "[]", "{}", '{"id": 1}'],
    "yaml": ["---\nid: [", "--- \nx", "---\nid: &a b"],
    "sqlite": ["", "no database"],
    "parquet": ["", "PAR1"],
    "arrow": ["", "ARROW1"],
    "duckdb": ["no database"],
    "datapackage": ["no zip"],
}


@pytest.mark.parametrize(
    ("format_", "content"), [(f, c) for f, several in BROKEN.items() for c in several]
)
def test_a_broken_file_is_named(format_, content, tmp_path):
    path = tmp_path / f"broken{about(format_).suffixes[0]}"
    path.write_text(content, "utf-8")
    with pytest.raises(GpkitError, match="broken") as error:
        list(importer(format_).practices(path))
    assert error.value.hint


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../../../etc/passwd"},
        {"title": 1.5},
        {"title": ["a"]},
        {"facets": {"country": [{"x": 1}]}},
        {"sections": [{"role": "x", "text": None}]},
        {"summary": "\ud800"},
        {"published": True},
    ],
)
def test_no_data_that_is_no_practice_gets_in(change, found, tmp_path):
    path = tmp_path / "p.json"
    path.write_text(json.dumps([{**as_json(found[0]), **change}]), "utf-8")
    with pytest.raises(GpkitError):
        list(map(Tree(tmp_path).path, [p.id for p in importer("json").practices(path)]))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE practices SET title = 'x' WHERE rowid = 3",
        'DELETE FROM "values" WHERE rowid = 1',
        "UPDATE sections SET text = 'x' WHERE rowid = 2",
        "INSERT INTO sections VALUES ('generic/practice-00001', 99, NULL, 'other', 'x')",
        "DELETE FROM records WHERE id = 'generic/practice-00003'",
        "UPDATE observed SET raw = 'x' WHERE rowid = 1",
        "UPDATE provenance SET dump = 'x' WHERE rowid = 1",
    ],
)
def test_an_edited_database_is_refused(statement, found, written):
    path = written("sqlite", found[:20])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)
    with pytest.raises(GpkitError, match="no longer says") as error:
        list(importer("sqlite").practices(path))
    assert "gpkit import practices.xlsx" in error.value.hint


def test_an_edited_parquet_is_refused(found, written):
    import pyarrow
    from pyarrow import parquet

    path = written("parquet", found[:20])
    table = parquet.read_table(path)
    titles = pyarrow.array(["x", *table.column("title").to_pylist()[1:]])
    place = table.schema.get_field_index("title")
    parquet.write_table(table.set_column(place, "title", titles), path)
    with pytest.raises(GpkitError, match="column title no longer says"):
        list(importer("parquet").practices(path))


def test_parquet_without_its_records_does_not_come_back(found, written):
    path = written("parquet", found[:20], columns=("id", "title"))
    with pytest.raises(GpkitError, match="no column record"):
        list(importer("parquet").practices(path))


def test_an_edited_package_is_refused(found, written, tmp_path):
    path = written("datapackage", found[:20], "package")
    table = path / "practices.csv"
    table.write_bytes(table.read_bytes().replace(b"practice-00001", b"practice-00002"))
    with pytest.raises(GpkitError, match=r"practices\.csv is not as it was exported"):
        list(importer("datapackage").practices(path))
    archive = tmp_path / "p.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("datapackage.json", '{"resources": []}')
    with pytest.raises(GpkitError, match=r"no records\.jsonl"):
        list(importer("datapackage").practices(archive))
    shutil.rmtree(path)
