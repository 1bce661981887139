import csv
import io
import json
from pathlib import Path

import pytest

from support import gpkit, tree

PAGE = Path(__file__).with_name("sparks.txt")
SPARKS = ("digitalalliance-bg/sparks-initiative", "erasmusly/sparks")


@pytest.fixture
def bridged(catalogue):
    """The seeds, and a page of another site about one of their projects."""
    (catalogue / "sparks.txt").write_bytes(PAGE.read_bytes())
    assert gpkit("ingest", "-q", "sparks.txt").code == 0
    return catalogue


def test_sparks_is_proposed_and_not_merged(bridged):
    before = tree(bridged)
    run = gpkit("match", "--format", "json")
    assert run.code == 0
    (found,) = json.loads(run.out)["proposals"]
    assert (found["left"], found["right"]) == SPARKS
    assert found["score"] >= 0.5
    said = {e["kind"]: (e["left"], e["right"]) for e in found["evidence"]}
    assert said["title"] == ("Sparks initiative", "Sparks")
    assert said["organisation-named"] == ("Lascò", "LASCÒ SRL")
    assert tree(bridged) == before
    assert all((bridged / "data/normalized" / f"{id_}.yaml").is_file() for id_ in SPARKS)


def test_text_shows_each_piece_of_evidence(bridged):
    run = gpkit("match")
    assert run.code == 0
    assert run.out.splitlines()[:2] == [run.out[:7] + SPARKS[0], f"       {SPARKS[1]}"]
    assert "title" in run.out
    assert "5 practices" in run.err
    assert "nothing merged" in run.err


def test_csv_has_a_row_for_each_piece_of_evidence(bridged):
    rows = list(csv.DictReader(io.StringIO(gpkit("match", "--format", "csv").out)))
    assert {(r["left"], r["right"]) for r in rows} == {SPARKS}
    assert [r["kind"] for r in rows[:2]] == ["organisation-named", "title"]


def test_min_score_and_limit(bridged):
    every = json.loads(gpkit("match", "--format", "json", "--min-score", "0").out)["proposals"]
    assert len(every) > 1
    assert gpkit("match", "--min-score", "0.999").out == ""
    one = json.loads(gpkit("match", "--format", "json", "--min-score", "0", "--limit", "1").out)
    assert one["proposals"] == every[:1]


@pytest.mark.parametrize("kind", ["merge", "distinct"])
def test_what_was_decided_is_not_proposed_again(bridged, kind):
    one, other = SPARKS
    (bridged / "data/decisions.yaml").write_text(f"- {kind}: [{other}, {one}]\n")
    run = gpkit("match")
    assert (run.code, run.out) == (0, "")


@pytest.mark.parametrize(
    "args", [["--format", "xml"], ["--min-score", "2"], ["--from", "nowhere"], ["--limit", "0"]]
)
def test_wrong_use(catalogue, args):
    assert gpkit("match", *args).code == 2


def test_without_the_extra_all_but_prose_is_compared_and_that_is_said(bridged):
    hidden = bridged / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "_find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'rensa' else _find(name, *a)\n"
    )
    run = gpkit("match", "--format", "json", env={"PYTHONPATH": str(hidden)})
    assert run.code == 0
    found = json.loads(run.out)
    assert not found["prose"]
    assert [(p["left"], p["right"]) for p in found["proposals"]] == [SPARKS]
    assert "prose was not compared: pip install 'good-practice-kit[match]'" in run.err
    assert "prose was not compared" in gpkit("match", "-q", env={"PYTHONPATH": str(hidden)}).err


def test_the_same_bytes_whatever_the_hash_seed(bridged):
    runs = {
        gpkit("match", "--format", "json", "--min-score", "0", env={"PYTHONHASHSEED": seed}).out
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
