"""An export that is remembered has the bytes of one that is made; whatever changed is read anew."""

import json
import os
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.exporters import about, csv, formats
from gpkit.store import cache, outputs, prints
from gpkit.store.tree import Tree
from gpkit.stores import remembered
from gpkit.stores.shards import Shards

REMEMBERED = [name for name in formats() if about(name).remembered]


@pytest.fixture(autouse=True)
def read(catalogue, monkeypatch):
    """Note the stores that are read; few files are enough to be remembered."""
    seen = []
    files_to_practices = Tree.practices

    def practices(tree):
        for practice in files_to_practices(tree):
            seen.append(practice.id)
            yield practice

    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setattr(remembered, "LEAST", 1)
    monkeypatch.setattr(Tree, "practices", practices)
    monkeypatch.setattr(prints, "code", lambda: "the same code")
    return seen


def export(*args):
    done = CliRunner().invoke(app, ["export", *args])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def entries():
    return sorted(Path("data", cache.NAME, outputs.FOLDER).iterdir())


def first():
    return min(Path("data/normalized").rglob("*.yaml"))


def test_all_formats_are_remembered_but_those_of_other_packages(monkeypatch):
    assert tuple(REMEMBERED) == formats()
    monkeypatch.setattr("gpkit.exporters.exporter", lambda _: csv)
    monkeypatch.setattr("gpkit.exporters.plugins", lambda _: {"csv": None})
    assert not about("csv").remembered


def bytes_below(folder):
    """Give the bytes of all files of a folder."""
    paths = [path for path in Path(folder).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def thrice(read, *options, name="practices"):
    """Export cold, warm, and without a cache: give the files and how many practices were read."""
    found = []
    for folder in ("cold", "warm", "off"):
        read.clear()
        with pytest.MonkeyPatch.context() as patch:
            if folder == "off":
                patch.setenv(cache.SWITCH, "off")
            export(*options, "-o", f"{folder}/{name}")
        found.append((bytes_below(folder), len(read)))
    return found


# DuckDB gives each file an identity of its own: no two that were made are the same.
@pytest.mark.parametrize("format_", [name for name in REMEMBERED if name != "duckdb"])
def test_the_second_export_has_the_same_bytes_and_reads_no_practice(read, format_):
    dated = ["--date", "2024-01-01"] if "date" in about(format_).options else []
    (cold, some), (warm, none), (off, again) = thrice(read, "--format", format_, *dated)
    assert cold == warm == off
    assert (some, none, again) == (4, 0, 4)


def test_a_package_as_a_zip_is_the_same_too(read):
    (cold, _), (warm, none), (off, _) = thrice(read, name="practices.zip")
    assert cold == warm == off
    assert none == 0


def test_a_database_has_its_notes_beside_it_under_any_name(read):
    export("-o", "one.sqlite")
    read.clear()
    export("-o", "other.sqlite")
    assert read == []
    assert Path("other.sqlite").read_bytes() == Path("one.sqlite").read_bytes()
    notes = Path("other.metadata.json").read_text("utf-8")
    assert list(json.loads(notes)["databases"]) == ["other"]


def test_a_remembered_database_of_duckdb_has_the_same_rows(read):
    import duckdb

    (_, some), (_, none), (_, again) = thrice(read, name="practices.duckdb")
    assert (some, none, again) == (4, 0, 4)
    rows = []
    for folder in ("cold", "warm", "off"):
        with closing(duckdb.connect(f"{folder}/practices.duckdb", read_only=True)) as database:
            rows.append(database.execute("SELECT * FROM records ORDER BY 1").fetchall())
    assert rows[0] == rows[1] == rows[2]
    assert len(rows[0]) == 4
    assert Path("cold/practices.duckdb").read_bytes() == Path("warm/practices.duckdb").read_bytes()


def test_a_practice_that_changes_meanwhile_leaves_nothing_behind(read, monkeypatch):
    text = first().read_text("utf-8")

    def edited(tree, known=Tree.practices):
        yield from known(tree)
        first().write_text(text.replace("language: en", "language: de"), "utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(Tree, "practices", edited)
        export()
    assert entries() == []


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_shards_are_remembered_and_told_by_their_files(kind, monkeypatch):
    copied = ["copy", "--store", kind, "data/normalized", "data/shards"]
    assert CliRunner().invoke(app, copied).exit_code == 0
    rows = Shards.rows
    read = []
    monkeypatch.setattr(Shards, "rows", lambda store: read.append(1) or rows(store))
    one = export("--from", "data/shards")
    assert (len(read), len(entries())) == (1, 1)
    assert export("--from", "data/shards") == one == export()
    assert len(read) == 1
    some = max(Path("data/shards").glob("shard-*"))
    data = some.read_bytes()
    stat = some.stat()
    some.write_bytes(data[: len(data) // 2].ljust(len(data), b"!"))
    os.utime(some, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert CliRunner().invoke(app, ["export", "--from", "data/shards"]).exit_code != 0
    some.write_bytes(data)
    assert export("--from", "data/shards") == one
    assert len(read) == 3


def test_stdout_and_packed_files_get_the_same_text(read):
    shown = export()
    read.clear()
    export("-o", "a.csv")
    assert export() == Path("a.csv").read_bytes() == shown
    export("-o", "warm.csv.gz", "--format", "csv")
    assert read == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.SWITCH, "off")
        export("-o", "cold.csv.gz", "--format", "csv")
    assert Path("warm.csv.gz").read_bytes() == Path("cold.csv.gz").read_bytes()


@pytest.mark.parametrize("wreck", ["", "x", "half", "flipped", "number", "a folder", "gone"])
def test_a_broken_entry_is_made_anew(read, wreck):
    whole = export()
    (entry,) = entries()
    data = entry.read_bytes()
    entry.unlink()
    if wreck == "a folder":
        entry.mkdir()
    elif wreck == "flipped":
        entry.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    elif wreck == "number":
        place = len(data) - outputs._END + 5
        entry.write_bytes(data[:place] + b"7" + data[place + 1 :])
    elif wreck != "gone":
        entry.write_bytes(data[: len(data) // 2] if wreck == "half" else wreck.encode())
    read.clear()
    assert export() == whole
    assert len(read) == 4


def test_an_entry_of_another_key_is_not_taken():
    one, other = export(), export("--shape", "long")
    a, b = entries()
    swapped = a.read_bytes(), b.read_bytes()
    b.write_bytes(swapped[0])
    a.write_bytes(swapped[1])
    assert (export(), export("--shape", "long")) == (one, other)


@pytest.mark.parametrize(
    "options",
    [
        ["--columns", "id,title"],
        ["--shape", "long"],
        ["--lang", "de"],
        ["--format", "tsv"],
        ["--where", "country=BG"],
        ["--family", "erasmusly"],
    ],
)
def test_other_options_are_another_export(read, options):
    plain = export()
    read.clear()
    assert export(*options) != plain
    assert len(read) == 4


def test_a_changed_file_is_read_and_the_number_is_right(read):
    before = export()
    path = first()
    text = path.read_text("utf-8")
    stat = path.stat()
    path.write_text(text.replace("language: en", "language: de"), "utf-8")  # of the same size

    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    read.clear()
    after = export()
    assert after != before
    assert len(read) == 4
    path.write_text(text, "utf-8")
    assert export() == before
    path.unlink()
    done = CliRunner().invoke(app, ["export", "-o", "fewer.csv"])
    assert "3 practices exported" in done.output


def test_practices_in_quarantine_count():
    apart = Path("data/quarantine")
    plain = export("--quarantine")
    moved = apart / first().relative_to("data/normalized")
    moved.parent.mkdir(parents=True)
    moved.write_bytes(first().read_bytes())
    first().unlink()
    fewer = export()
    assert export("--quarantine") == plain != fewer
    moved.write_text(moved.read_text("utf-8").replace("language: en", "language: de"), "utf-8")
    assert export("--quarantine") != plain
    assert export() == fewer


def test_a_correction_gives_the_new_output():
    before = export()
    path = first()
    practice_id = f"{path.parent.name}/{path.stem}"
    correction = Path("data/corrections", f"{practice_id}.yaml")
    correction.parent.mkdir(parents=True)
    correction.write_text("title: By hand\nreason: to see it\n", "utf-8")
    assert CliRunner().invoke(app, ["ingest", "-q", "seeds"]).exit_code == 0
    assert b"By hand" in export() != before


def test_what_failed_is_not_remembered():
    path = first()
    text = path.read_text("utf-8")
    path.write_text("no practice\n", "utf-8")
    for _ in range(2):
        assert CliRunner().invoke(app, ["export"]).exit_code != 0
    assert entries() == []
    path.write_text(text, "utf-8")
    assert export()


def test_a_disk_that_cannot_be_written_is_no_failure(monkeypatch):
    def refused(*_, **__):
        raise OSError(30, "Read-only file system")

    whole = export()
    for entry in entries():
        entry.unlink()
    monkeypatch.setattr(outputs.tempfile, "NamedTemporaryFile", refused)
    assert export() == export() == whole
    assert entries() == []


def test_the_oldest_go_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(outputs, "MOST", 2)
    for format_ in ("csv", "json", "jsonl", "yaml"):
        export("--format", format_)
    assert len(entries()) == 2
    kept = entries()
    monkeypatch.setattr(outputs, "LARGEST", 10)
    export("--format", "tsv")
    assert entries() == kept
