"""Matching in any number of processes gives the same; a worker that fails is a clear message."""

import os
import signal
from pathlib import Path

import match_pairs
import pytest

from gpkit import stores
from gpkit.errors import GpkitError
from gpkit.match import match, pair, side_by_side
from gpkit.match.side_by_side import match_store
from gpkit.store.codec import as_yaml, from_plain
from gpkit.store.tree import Tree
from support import gpkit


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Let a few practices be enough for many parts."""
    monkeypatch.setattr(side_by_side, "LEAST", 1)
    monkeypatch.setattr(side_by_side, "STRETCH", 7)


@pytest.fixture
def practices():
    made, _ = match_pairs.labelled("DEVELOPED", 3, 2)
    return [from_plain(data) for data in made]


@pytest.fixture
def tree(practices, tmp_path):
    store = Tree(tmp_path / "normalized")
    store.write_all((practice.id, as_yaml(practice)) for practice in practices)
    return store


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_any_number_of_workers_gives_what_none_give(tree, practices, jobs):
    expected = match(practices)
    assert match_store(tree, (), min_score=0.5, jobs=jobs) == expected
    assert len(expected.proposals) > 3
    first = expected.proposals[0]
    fewer = match_store(tree, {pair(first.left, first.right)}, min_score=0.5, jobs=jobs)
    assert fewer.proposals == expected.proposals[1:]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_shards_give_what_a_tree_gives(tree, practices, tmp_path, kind):
    store = stores.made(tmp_path / "shards", kind, 3)
    store.write(practices)
    assert match_store(store, (), min_score=0, jobs=2) == match(practices, min_score=0)


def test_an_empty_store_has_no_pairs(tmp_path):
    assert match_store(Tree(tmp_path), (), min_score=0.5, jobs=2).proposals == ()


def test_a_broken_file_is_named_as_without_workers(tree):
    path = sorted(tree.files())[11]
    path.write_text("id: [", "utf-8")
    told = []
    for jobs in (1, 2):
        with pytest.raises(GpkitError, match="this is no practice") as error:
            match_store(tree, (), min_score=0.5, jobs=jobs)
        told.append((str(error.value), error.value.hint, error.value.code))
    assert told[0] == told[1]


def _killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def _raising(*_, **__):
    raise RuntimeError("out of luck")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="what is patched here reaches forks only")
@pytest.mark.parametrize(
    ("fails", "why"),
    [(_killed, "its worker was ended by SIGKILL"), (_raising, "RuntimeError: out of luck")],
)
@pytest.mark.parametrize("what", ["features", "Scoring.over"])
def test_a_worker_that_fails_is_named(tree, monkeypatch, fails, why, what):
    monkeypatch.setattr(f"gpkit.match.side_by_side.{what}", fails)
    with pytest.raises(GpkitError) as error:
        match_store(tree, (), min_score=0.5, jobs=2)
    assert str(error.value) == f"practices 1 to 7 of the store: {why}"
    assert "--jobs 1" in error.value.hint


def test_the_command_takes_jobs(catalogue):
    runs = [gpkit("match", "--min-score", "0", "--jobs", str(jobs)) for jobs in (1, 2)]
    assert (runs[0].code, runs[0].out, runs[0].err) == (runs[1].code, runs[1].out, runs[1].err)
    assert "proposed" in runs[0].err
    assert gpkit("match", "--jobs", "0").code == 2
    assert Path("data/normalized").is_dir()
