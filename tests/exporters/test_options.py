"""The options of gpkit export: columns, languages, the list of formats, missing extras, files."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.exporters import How, about, by_suffix, exporter, formats
from gpkit.exporters._cells import LONG, columns
from gpkit.exporters._labels import Labels, languages
from gpkit.exporters.csv import header
from support import ROOT, environment, gpkit

EXTRAS = {name: about(name) for name in formats() if about(name).extra}


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def exported(format_, practices, **how):
    out = io.StringIO(newline="")
    exporter(format_).export(practices, How(**how), out)
    return out.getvalue()


# Columns ------------------------------------------------------------------------------------------


def test_columns_come_in_the_order_asked_for(catalogue):
    found = rows(gpkit("export", "--columns", "country, id,title").out)
    assert found[0] == ["country", "id", "title"]
    assert found[2][0] == "BG; LV"
    assert all(len(row) == 3 for row in found)
    found = rows(gpkit("export", "--shape", "long", "--columns", "id,raw").out)
    assert found[0] == ["id", "raw"]


def test_the_header_of_csv_is_fixed():
    assert header()[:6] == ("id", "family", "title", "language", "published", "summary")
    assert header()[-5:] == ("url", "fetched", "dump", "first_line", "last_line")
    assert LONG == ("id", "facet", "value", "label", "raw", "dump", "line")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("--columns contry", "Did you mean country?"),
        ("--columns id,id", "names 'id' twice"),
        ("--format json --columns id", "json takes no --columns"),
        ("--format sqlite --shape long", "Use --shape wide."),
        ("--format json --lang de", "json takes no --lang"),
        ("--lang xx", "Languages: bg, cs"),
        ("--format cvs", "Did you mean csv?"),
        ("--format rss --date tomorrow", "--date 2026-01-31"),
        ("--shape long --columns country", "Known: id, facet"),
    ],
)
def test_wrong_use_is_a_letter(catalogue, args, words):
    run = gpkit("export", *args.split(), "-o", "out.txt")
    assert run.code == 2
    assert words in run.err
    assert not Path("out.txt").exists()


# Languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_every_language_names_everything_apart(language, found):
    labels = Labels(language)
    assert len(set(labels.facets().values())) == len(labels.facets())
    for facet in load().facets():
        names = labels.concepts(facet)
        assert len(set(names.values())) == len(names)
    first = rows(exported("csv", found[:3], language=language))[0]
    assert len(set(first)) == len(first) == len(columns())


def test_labels_instead_of_ids(catalogue):
    found = rows(gpkit("export", "--lang", "de", "--columns", "id,country,funding_type").out)
    assert found[0] == ["id", "Land", "Art der Finanzierung"]
    assert found[2][1] == "Bulgarien; Lettland"
    long = rows(gpkit("export", "--lang", "fr", "--shape", "long").out)
    assert ["Pays", "Bulgarie"] in [row[1:3] for row in long]


def test_there_are_24_languages():
    assert len(languages()) == 24


# Formats ------------------------------------------------------------------------------------------


def test_the_list_names_each_format_with_what_it_loses():
    out = gpkit("export", "--list").out
    for name in formats():
        known = about(name)
        assert f"{name}: {known.what}\n" in out
        assert known.what.endswith(".")
        assert f"keeps  {known.keeps}\n" in out
        assert f"loses  {known.loses}\n" in out
        assert known.lossless == known.loses.startswith("nothing")


def test_the_docs_name_each_format():
    text = (ROOT / "docs/formats.md").read_text("utf-8")
    assert [name for name in formats() if f"`{name}`" not in text] == []


def test_the_name_of_the_file_tells_the_format(catalogue):
    for name in formats():
        for suffix in about(name).suffixes:
            assert by_suffix(f"practices{suffix}".replace("practicesdata", "data")) == name
    gpkit("export", "-o", "practices.json")
    assert len(json.loads(Path("practices.json").read_text("utf-8"))) == 4
    gpkit("export", "-o", "practices.txt")
    assert Path("practices.txt").read_text("utf-8").startswith("id,family")


@pytest.mark.parametrize("name", [n for n in formats() if about(n).writes != "text"])
def test_binary_formats_go_into_a_pipe(catalogue, name):
    command = [sys.executable, "-m", "gpkit", "export", "--format", name]
    run = subprocess.run(command, capture_output=True, env=environment(), check=True)
    assert len(run.stdout) > 1000
    assert run.stderr == b""


def test_a_terminal_gets_no_bytes(catalogue):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "gpkit", "export", "--format", "xlsx"]
    run = subprocess.run(
        command, stdout=theirs, stderr=subprocess.PIPE, env=environment(), text=True, check=False
    )
    os.close(theirs)
    os.close(ours)
    assert run.returncode == 2
    assert "gpkit export --format xlsx -o practices.xlsx" in run.stderr


@pytest.mark.parametrize("name", EXTRAS)
def test_a_missing_extra_is_named(catalogue, name):
    """Run as if the library were not there."""
    library = exporter(name).NEEDS[0]
    code = (
        "import importlib.util, sys; find = importlib.util.find_spec;"
        f"importlib.util.find_spec = lambda n, *a: None if n == {library!r} else find(n, *a);"
        f"sys.argv = ['gpkit', 'export', '--format', {name!r}, '-o', 'out/x'];"
        "from gpkit.__main__ import main; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False
    )
    assert run.returncode == 2
    assert f"pip install 'good-practice-kit[{EXTRAS[name].extra}]'" in run.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["xlsx", "parquet", "arrow", "duckdb"])
def test_an_extra_that_cannot_be_imported_is_named(monkeypatch, name, tmp_path):
    for library in exporter(name).NEEDS:
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(GpkitError, match="not installed") as error:
        exporter(name).export((), How(), tmp_path / "x")
    assert "pip install" in error.value.hint


def test_csv_imports_no_extra(catalogue):
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gpkit", "export", "--format", "csv"],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in run.stderr.splitlines()}
    unwanted = {"xlsxwriter", "openpyxl", "pyarrow", "duckdb", "rdflib", "sqlite3", "rich", "numpy"}
    assert sorted(loaded & unwanted) == []


# Files --------------------------------------------------------------------------------------------


class Stop(Exception):
    """A failure in the midst of an export."""


@pytest.mark.parametrize("name", formats())
def test_a_failed_export_leaves_nothing_and_harms_nothing(name, fitting, written, tmp_path):
    def broken():
        yield from fitting[:5]
        raise Stop

    file = "out.zip" if about(name).writes == "folder" else "out"
    (tmp_path / file).write_bytes(b"old")
    with pytest.raises(Stop):
        written(name, broken(), file)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {file: b"old"}


def test_a_link_is_not_written_through(found, written, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", "utf-8")
    (tmp_path / "practices.csv").symlink_to(outside)
    written("csv", found[:2])
    assert outside.read_text("utf-8") == "mine"
    assert not (tmp_path / "practices.csv").is_symlink()


def test_the_same_bytes_are_not_written_again(found, written):
    path = written("csv", found[:2])
    os.utime(path, (1, 1))
    written("csv", found[:2])
    assert path.stat().st_mtime == 1


def test_a_folder_in_the_way_is_named(catalogue):
    Path("there").mkdir()
    run = gpkit("export", "-o", "there")
    assert run.code == 2
    assert "there is a folder" in run.err
    Path("file").write_text("", "utf-8")
    assert gpkit("export", "--format", "datapackage", "-o", "file").code == 2


def test_a_device_is_written_to_and_not_replaced(catalogue):
    assert gpkit("export", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_facet_without_a_column_is_never_left_out(found):
    strange = found[0]._replace(facets={"theme": ("x",)})
    with pytest.raises(GpkitError, match="no facet 'theme'"):
        exported("csv", [strange])
    assert "theme" in exported("json", [strange])
