"""An export by any number of processes has the same bytes; a worker that fails is named."""

import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import makers
import pytest
from typer.testing import CliRunner

from gpkit import stores
from gpkit.cli import app
from gpkit.errors import GpkitError
from gpkit.exporters import How, _chosen, _side_by_side, about, exporter, formats
from gpkit.exporters._chosen import Chosen, chosen
from gpkit.store import cache
from gpkit.store.codec import as_yaml
from gpkit.store.tree import Tree
from support import gpkit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no worker is forked")

NUMBER, MANY = 60, 1200
PARTS = [name for name in formats() if hasattr(exporter(name), "parts")]
SEEN = [v for p in makers.short(makers.practices(NUMBER)) for v in p.facets.get("country", ())]
COUNTRY = f"country={SEEN[-1]}"
RANDOM = {"duckdb"}  # gives each file an identity of its own


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A working directory with some practices, which are enough for many batches."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(cache.SWITCH, "off")
    monkeypatch.setattr(_chosen, "LEAST", 1)
    monkeypatch.setattr(_side_by_side, "BATCH", 7)
    filled("data/normalized", makers.short(makers.practices(NUMBER)))


def filled(folder, practices):
    Tree(Path(folder)).write_all((practice.id, as_yaml(practice)) for practice in practices)


def ran(*options):
    """Run an export in this process: what it wrote, said or raised, its code, and its files."""
    shutil.rmtree("out", ignore_errors=True)
    done = CliRunner().invoke(app, ["export", *options])
    files = {path.name: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    error = done.exception
    said = done.stderr
    if isinstance(error, GpkitError | OSError):  # the letter of which is written at the door
        said = f"{type(error).__name__} {getattr(error, 'code', '')}: {error} {vars(error)}"
    elif error and not isinstance(error, SystemExit):
        raise error
    return done.stdout_bytes, said, done.exit_code, files


def alike(*options, jobs=(1, 2, 3)):
    """Run an export with several numbers of jobs; give what all of them gave."""
    first, *others = [ran(*options, "--jobs", str(number)) for number in jobs]
    assert all(other == first for other in others)
    return first


def test_most_formats_of_text_write_each_practice_by_itself():
    assert set(PARTS) == {name for name in formats() if about(name).writes == "text"} - {
        "atom",  # these two are sorted by date
        "rss",
    }


@pytest.mark.parametrize("format_", [name for name in formats() if name not in RANDOM])
def test_any_number_of_workers_gives_the_same_bytes(format_):
    dated = ["--date", "2024-01-01"] if "date" in about(format_).options else []
    _, said, code, files = alike("--format", format_, *dated, "-o", "out/practices")
    assert (code, bool(files)) == (0, True)
    assert f"{len(list(Tree(Path('data/normalized')).files()))} practices exported" in said


@pytest.mark.parametrize(
    "options",
    [
        ["--where", COUNTRY],
        ["--family", "generic"],
        ["--family", "none-of-them"],
        ["--columns", "country,id"],
        ["--lang", "de"],
        ["--shape", "long"],
        ["--format", "json", "--family", "none-of-them"],
        ["--format", "turtle", "--lang", "bg", "--where", COUNTRY],
        ["--format", "parquet", "--shape", "long", "--lang", "de"],
    ],
)
def test_options_do_the_same(options):
    out, _, code, _ = alike(*options)
    assert (code, bool(out)) == (0, True)


def test_a_selection_is_made_by_the_workers():
    out, *_ = alike("--where", COUNTRY, "--columns", "id,country")
    rows = out.decode().splitlines()[1:]
    assert 0 < len(rows) < NUMBER / 2
    assert all(SEEN[-1] in row for row in rows)


@pytest.mark.parametrize("format_", ["csv", "sqlite"])
def test_practices_in_quarantine_take_their_places(format_):
    plain = alike("--quarantine", "--format", format_, "-o", "out/practices")
    for path in sorted(Tree(Path("data/normalized")).files())[::5]:
        other = Path("data/quarantine", *path.parts[2:])
        other.parent.mkdir(parents=True, exist_ok=True)
        path.rename(other)
    assert alike("--quarantine", "--format", format_, "-o", "out/practices") == plain
    assert alike("--format", format_, "-o", "out/practices") != plain


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
@pytest.mark.parametrize("format_", ["jsonl", "sqlite"])
def test_shards_give_what_a_tree_gives(kind, format_):
    stores.made(Path("shards"), kind, 3).write(Tree(Path("data/normalized")).practices())
    from_files = ran("--format", format_, "-o", "out/practices", "--jobs", "1")
    assert from_files == alike("--format", format_, "-o", "out/practices", "--from", "shards")


@pytest.mark.parametrize("size", [1, 5000])
def test_large_practices_are_told_of_in_pieces(monkeypatch, size):
    plain = ran("--format", "json", "--jobs", "1")
    monkeypatch.setattr(_side_by_side, "LARGE", size)
    assert ran("--format", "json", "--jobs", "2") == plain
    stores.made(Path("shards"), "jsonl", 3).write(Tree(Path("data/normalized")).practices())
    assert ran("--format", "json", "--jobs", "2", "--from", "shards") == plain


# What goes wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "json", "jsonld", "rss", "xlsx"])
@pytest.mark.parametrize("wreck", ["id: [", "id: a/b\n", "no bytes of UTF-8"])
def test_a_broken_file_ends_all_alike(format_, wreck):
    path = sorted(Tree(Path("data/normalized")).files())[17]
    path.write_bytes(b"\xff\xfe" if wreck.startswith("no") else wreck.encode())
    last = max(Tree(Path("data/normalized")).files())
    last.write_text("broken too\n", "utf-8")
    out, said, code, _ = alike("--format", format_)
    assert (code, said[:13]) == (1, "GpkitError 2:")
    assert f"{path.as_posix()}: this is no practice" in said
    assert (b"practice-00015" in out) == (format_ in ("csv", "json", "jsonld"))


def test_a_broken_file_leaves_no_output():
    sorted(Tree(Path("data/normalized")).files())[30].write_text("broken\n", "utf-8")
    *_, code, files = alike("-o", "out/practices.csv")
    assert (code, files) == (1, {})


def test_a_file_that_is_gone_ends_all_alike(monkeypatch):
    listed = list(Tree(Path("data/normalized")).files())
    listed[17].unlink()
    monkeypatch.setattr(Tree, "files", lambda _: iter(listed))
    out, said, code, _ = alike()
    assert (code, "FileNotFoundError" in said, listed[17].as_posix() in said) == (1, True, True)
    assert b"practice-00015" in out


@pytest.mark.parametrize("damage", ["a line", "the end"])
def test_a_damaged_shard_ends_all_alike(damage):
    stores.made(Path("shards"), "jsonl", 3).write(Tree(Path("data/normalized")).practices())
    path = max(Path("shards").glob("shard-*"))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[5:6] = [] if damage == "the end" else [lines[5].replace(b'"provenance"', b'"provenence"')]
    path.write_bytes(b"".join(lines))
    out, said, code, _ = alike("--from", "shards")
    assert (code, said[:13]) == (1, "GpkitError 2:")
    assert "shards/shard-" in said
    assert out.count(b"\n") > 1


def test_a_facet_without_a_column_ends_all_alike():
    path = sorted(Tree(Path("data/normalized")).files())[40]
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\nfacets:")
    path.write_text(f"{head}\nfacets:\n  strange:\n  - word{rest.replace(' {}', '', 1)}", "utf-8")
    _, said, code, _ = alike()
    assert (code, said[:13]) == (1, "GpkitError 2:")
    assert "there is no facet 'strange'" in said


def _killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def _raising(*_, **__):
    raise RuntimeError("out of luck")


@pytest.mark.parametrize(
    ("fails", "why"),
    [(_killed, "its worker was ended by SIGKILL"), (_raising, "RuntimeError: out of luck")],
)
@pytest.mark.parametrize("format_", ["csv", "turtle"])
def test_a_worker_that_fails_is_named(monkeypatch, fails, why, format_):
    monkeypatch.setattr(_side_by_side, "read", fails)
    out, said, code, files = ran("--format", format_, "-o", "out/practices", "--jobs", "2")
    assert (out, code, files) == (b"", 1, {})
    assert f"practices 1 to 7 of the store: {why}" in said
    assert "--jobs 1" in said


# What goes to workers -----------------------------------------------------------------------------


def test_few_practices_stay_in_this_process(monkeypatch):
    store = [Tree(Path("data/normalized"))]
    assert type(chosen(store, lambda _: True, 2)) is not Chosen
    assert type(chosen(store, lambda _: True, 1)) is Chosen
    monkeypatch.setattr(_chosen, "LEAST", NUMBER + 1)
    assert type(chosen(store, lambda _: True, 2)) is Chosen


def test_workers_end_with_an_export_that_ends_early():
    class Full:
        def write(self, _):
            raise OSError(28, "No space left on device")

    practices = chosen([Tree(Path("data/normalized"))], lambda _: True, 2)
    with pytest.raises(OSError, match="No space"):
        practices.write(exporter("jsonl").parts(How()), Full())
    assert multiprocessing.active_children() == []


def test_practices_are_handed_out_while_they_are_found():
    given = []

    def endless():
        while True:
            given.append(1)
            yield "a/b.yaml"

    waiting = _side_by_side.batches(endless())
    assert [next(waiting).start for _ in range(3)] == [0, 7, 14]
    assert len(given) <= 3 * 7 + 1


def test_an_error_while_they_are_found_comes_behind_what_was_found():
    def broken():
        yield "a/b.yaml"
        raise GpkitError("damaged")

    (batch,) = _side_by_side.batches(broken())
    assert (batch.items, str(batch.failure)) == (("a/b.yaml",), "damaged")


@pytest.mark.parametrize("name", PARTS)
def test_parts_and_export_are_the_same(written, name):
    practices = makers.short(makers.practices(5))
    path = written(name, practices)
    with Path("parts").open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
        exporter(name).parts(How()).write(practices, out)
    assert path.read_bytes() == Path("parts").read_bytes()


@pytest.mark.parametrize("options", [["--shape", "long"], ["--format", "jsonl"]])
def test_a_thousand_practices_at_the_door(options):
    filled("many/normalized", makers.practices(MANY))
    runs = [
        gpkit("export", "--from", "many/normalized", *options, "--jobs", str(jobs), "-o", f"{jobs}")
        for jobs in (1, 2, 3)
    ]
    assert {run.code for run in runs} == {0}
    assert len({Path(f"{jobs}").read_bytes() for jobs in (1, 2, 3)}) == 1
    assert f"{MANY} practices exported" in runs[1].err
    assert gpkit("export", "--jobs", "0").code == 2
