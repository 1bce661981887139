"""What did not change is not read again, and a run that remembers ends as one that does not."""

import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from gpkit.pipeline import Ingest
from gpkit.pipeline.lastrun import FILE as LAST
from gpkit.pipeline.remembered import FILE as DUMPS
from gpkit.store.cache import NAME
from support import SEEDS, tree

PAGE = SEEDS[0].read_text("utf-8")


@pytest.fixture(autouse=True)
def _large(monkeypatch):
    """Take the way of large runs for a few small dumps."""
    monkeypatch.setattr(sys.modules["gpkit.pipeline.ingest"], "SMALL", -1)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(4):
        dump(tmp_path, number).write_text(PAGE.replace("Sparks", f"Sparks {number}"), "utf-8")
    return tmp_path


def dump(root, number):
    return root / "in" / f"{number}.txt"


def ingest(root, **settings):
    """Run an ingest; give its outcome and the names of the dumps that were read."""
    read = []
    run = Ingest(root / "data/raw", root / "data/normalized", **settings)
    outcome = run.run([str(root / "in")], read.append)
    return outcome, read


def store(root):
    return tree(root / "data")


def fresh(root, tmp_path_factory):
    """Give the store that a run without any memory makes of the same dumps."""
    other = tmp_path_factory.mktemp("fresh")
    (other / "in").symlink_to(root / "in")
    ingest(other)
    return store(other)


def test_nothing_is_read_twice(root):
    first, read = ingest(root)
    assert read == ["0.txt", "1.txt", "2.txt", "3.txt"]
    again, read = ingest(root)
    assert read == []
    assert again.rows == first.rows
    assert again.states == {"unchanged": first.states.total()}


def test_only_what_changed_is_read_again(root):
    ingest(root)
    dump(root, 1).write_text(PAGE.replace("Sparks", "Sparks one"), "utf-8")
    outcome, read = ingest(root)
    assert read == ["1.txt"]
    assert outcome.states["new"] == 1
    dump(root, 7).write_text(PAGE.replace("Sparks", "Sparks 7"), "utf-8")
    assert ingest(root)[1] == ["7.txt"]


def test_the_same_size_and_the_same_time_are_not_the_same_bytes(root):
    ingest(root)
    before = dump(root, 1).stat()
    dump(root, 1).write_text(PAGE.replace("Sparks", "Sporks 1"[:8]), "utf-8")
    os.utime(dump(root, 1), ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ingest(root)[1] == ["1.txt"]


@pytest.mark.parametrize("option", [{"family": "generic"}, {"overwrite": True}])
def test_other_settings_are_another_run(root, option):
    ingest(root)
    read = ingest(root, **option)[1]
    assert len(read) == (4 if "family" in option else 0)


def test_a_practice_that_is_gone_comes_back(root):
    ingest(root)
    whole = store(root)
    file = next((root / "data/normalized").rglob("sparks-2*.yaml"))
    file.unlink()
    outcome, read = ingest(root)
    assert (outcome.states["new"], read) == (1, [])
    assert store(root) == whole


def test_a_practice_that_was_edited_is_told_each_time(root):
    ingest(root)
    file = next((root / "data/normalized").rglob("sparks-2*.yaml"))
    file.write_text(file.read_text("utf-8").replace("Sparks 2", "Sparks two"), "utf-8")
    for _ in range(3):
        outcome, _ = ingest(root)
        assert outcome.states["kept"] == 1
        assert [Path(path).name for path in outcome.kept] == [file.name]


def test_a_correction_counts_at_once(root):
    ingest(root)
    file = next((root / "data/normalized").rglob("sparks-2*.yaml"))
    correction = root / "data/corrections" / file.parent.name / file.name
    correction.parent.mkdir(parents=True)
    correction.write_text("title: Sparks, corrected\n", "utf-8")
    assert ingest(root)[0].states["changed"] == 1
    assert "Sparks, corrected" in file.read_text("utf-8")


def test_failures_are_told_again(root):
    dump(root, 5).write_text("Nothing\n", "utf-8")
    for _ in range(3):
        outcome, _ = ingest(root)
        assert [str(f) for f in outcome.failures] == ["5.txt: no practice found in it"]
        assert outcome.exit == 3


def broken_base(folder):
    (folder / DUMPS).write_bytes(b"SQLite format 3\0" + b"x" * 5000)


def broken_entries(folder):
    with sqlite3.connect(folder / DUMPS) as base:
        base.execute("UPDATE read SET entry = x'789c00'")
    base.close()


def other_table(folder):
    (folder / DUMPS).unlink()
    with sqlite3.connect(folder / DUMPS) as base:
        base.execute("CREATE TABLE read (something TEXT)")
    base.close()


def broken_note(folder):
    (folder / LAST).write_text("{", "ascii")


def other_note(folder):
    (folder / LAST).write_text(json.dumps({"state": 1, "rows": None}), "ascii")


def gone(folder):
    for path in folder.iterdir():
        path.unlink()


DAMAGES = [broken_base, broken_entries, other_table, broken_note, other_note, gone]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_broken_memory_costs_time_alone(root, damage):
    ingest(root)
    before = store(root)
    damage(root / "data" / NAME)
    (root / "another").write_text("what makes this another state\n", "utf-8")
    (root / "another").rename(root / "data/another")
    assert ingest(root)[0].states["unchanged"] == 6
    (root / "data/another").unlink()
    assert store(root) == before


def test_memory_or_not_the_store_is_the_same(root, tmp_path_factory, monkeypatch):
    ingest(root)
    ingest(root)
    warm = store(root)
    assert warm == fresh(root, tmp_path_factory)
    monkeypatch.setenv("GPKIT_CACHE", "off")
    assert ingest(root)[1] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert store(root) == warm


def test_the_folder_says_what_it_is(root):
    ingest(root)
    folder = root / "data" / NAME
    assert (folder / ".gitignore").read_text("ascii") == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text("ascii").startswith("Signature: 8a477f597d28d172")
