"""Findings that are remembered are those that judging gives; whatever changed is judged anew."""

import ast
import shutil

import pytest

from gpkit.rules import _judge, _remembered, _run, rules
from gpkit.rules._run import Files, Plan, run
from gpkit.store import cache
from gpkit.store.tree import Tree
from support import ROOT

READERS_OF_FILES = {"dead_vocabulary", "expected_bounds"}  # `_remembered` hashes what they read


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A copy of the catalogue with its dumps, and one file that is wrong."""
    monkeypatch.setattr(_run, "LEAST", 1)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("raw", "normalized"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    wrong = next((tmp_path / "data/normalized").rglob("*sparks*.yaml"))
    wrong.write_text(wrong.read_text("utf-8").replace("language: en", "language: English"), "utf-8")
    return tmp_path / "data/normalized"


def judged(store, **plan):
    files = tuple((path, store) for path in Tree(store).files())
    return run(Files(files, whole=True), Plan(rules(), **plan))


@pytest.fixture
def counted(monkeypatch):
    """Count the files that are read into practices."""
    seen = []
    read = _judge.read
    monkeypatch.setattr(_judge, "read", lambda *args: seen.append(args) or read(*args))
    return seen


def test_the_second_run_finds_the_same_and_reads_no_practice(store, counted):
    first = judged(store)
    assert first.findings
    assert counted
    counted.clear()
    assert judged(store) == first
    assert counted == []


@pytest.mark.parametrize("wreck", ["", "x", "half", "flipped", "json", "a folder", "gone"])
def test_a_broken_memory_changes_nothing(store, counted, wreck):
    first = judged(store)
    path = store.parent / cache.NAME / _remembered.FILE
    data = path.read_bytes()
    path.unlink()
    if wreck == "a folder":
        path.mkdir()
    elif wreck == "flipped":
        place = data.index(b"message") if b"message" in data else len(data) // 2
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    elif wreck == "json":
        path.write_bytes(data.partition(b"\n")[0] + b"\n{}")
    elif wreck != "gone":
        path.write_bytes(data[: len(data) // 2] if wreck == "half" else wreck.encode())
    counted.clear()
    assert judged(store) == first
    assert counted


def test_no_cache_where_none_is_wanted(store, monkeypatch):
    monkeypatch.setenv(cache.SWITCH, "off")
    first = judged(store)
    assert not (store.parent / cache.NAME).exists()
    monkeypatch.delenv(cache.SWITCH)
    assert judged(store) == first


def test_a_disk_that_cannot_be_written_is_no_failure(store, monkeypatch):
    def refused(*_):
        raise OSError(30, "Read-only file system")

    first = judged(store)
    shutil.rmtree(store.parent / cache.NAME)
    monkeypatch.setattr(_remembered.Remembered, "_write", refused)
    assert judged(store) == first
    assert judged(store) == first


def _edit(store):
    path = next(Tree(store).files())
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Another ", 1), "utf-8")


def _touch_beside(store):
    (store.parent / "expected.yaml").write_text("{}\n", "utf-8")


@pytest.mark.parametrize("change", [_edit, _touch_beside])
def test_what_changed_is_judged_anew(store, counted, change):
    judged(store)
    change(store)
    counted.clear()
    found = judged(store)
    assert counted
    shutil.rmtree(store.parent / cache.NAME)
    assert judged(store) == found


def test_other_options_of_a_rule_are_judged_anew(store, counted):
    judged(store)
    counted.clear()
    files = tuple((path, store) for path in Tree(store).files())
    fewer = tuple(rule for rule in rules() if rule.id != "schema")
    found = run(Files(files, whole=True), Plan(fewer))
    assert counted
    assert all(finding.rule != "schema" for finding in found.findings)


def test_a_dump_that_went_away_is_not_named(store):
    assert any(finding.dump_path for finding in judged(store).findings)
    shutil.rmtree(store.parent / "raw")
    assert not any(finding.dump_path for finding in judged(store).findings)


def test_no_other_rule_reads_files():
    names = {"read_text", "read_bytes", "open", "is_file", "exists", "glob", "rglob", "iterdir"}
    users = set()
    for path in (ROOT / "src/gpkit/rules").glob("[a-z]*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if getattr(node, "attr", getattr(node, "id", "")) in names:
                users.add(path.stem)
    assert users == READERS_OF_FILES
