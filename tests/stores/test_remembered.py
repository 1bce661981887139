"""`gpkit stats`, `report` and `match` say the same of what is remembered, and read it no more."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.rules import _run
from gpkit.stats import as_json, from_json, stats
from gpkit.store import cache, codec, outputs, prints
from gpkit.store.tree import Tree
from gpkit.stores import remembered, rows

PRACTICES = 4
TREE, SHARDS = "data/normalized", "data/shards"
COMMANDS = (
    ("stats", "STORE"),
    ("stats", "STORE", "--format", "json"),
    ("report", "--from", "STORE"),
    ("report", "--from", "STORE", "--format", "json", "--lang", "bg"),
    ("match", "--from", "STORE", "--min-score", "0"),
    ("match", "--from", "STORE", "--min-score", "0", "--format", "json"),
    ("match", "--from", "STORE", "--min-score", "0", "--format", "csv", "--limit", "1"),
)


@pytest.fixture(autouse=True)
def read(catalogue, monkeypatch):
    """Count what is read into practices; few are enough to be remembered."""
    seen = []

    def noting(make):
        def made(data):
            seen.append(data["id"])
            return make(data)

        return made

    made = CliRunner().invoke(app, ["copy", "--store", "jsonl", TREE, SHARDS])
    assert made.exit_code == 0
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setattr(remembered, "LEAST", 1)
    monkeypatch.setattr(_run, "LEAST", 1)
    monkeypatch.setattr(prints, "code", lambda: "the same code")
    for module in (codec, rows):
        monkeypatch.setattr(module, "from_plain", noting(codec.from_plain))
    return seen


def run(command, store=TREE):
    done = CliRunner().invoke(app, [store if word == "STORE" else word for word in command])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def entries():
    folder = Path("data", cache.NAME, outputs.FOLDER)
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_tree_is_read_once_and_the_words_are_the_same(read, command, monkeypatch):
    cold = run(command)
    assert len(set(read)) == PRACTICES
    read.clear()
    assert run(command) == cold
    assert read == []
    with monkeypatch.context() as patch:
        patch.setenv(cache.SWITCH, "off")
        assert run(command) == cold
    assert len(set(read)) == PRACTICES


# Findings of shards are not remembered, so a report of them reads them to judge them.
@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] != "report"], ids=" ".join)
def test_shards_are_read_once_and_say_what_a_tree_says(read, command):
    tree, cold = run(command), run(command, SHARDS)
    read.clear()
    assert run(command, SHARDS) == cold == tree
    assert read == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("wreck", [b"", b"half", b"flipped"])
def test_a_damaged_entry_is_made_anew(read, command, wreck):
    cold = run(command)
    (entry,) = entries()
    data = entry.read_bytes()
    place = len(data) // 3
    flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    entry.write_bytes({b"": b"", b"half": data[:place]}.get(wreck, flipped))
    read.clear()
    assert run(command) == cold
    assert len(set(read)) == PRACTICES


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("store", [TREE, SHARDS])
def test_a_changed_practice_is_read(read, command, store):
    before = run(command, store)
    changed = next(p for p in Tree(Path(TREE)).practices() if p.published)
    changed = changed._replace(id=f"{changed.id}-again", published="1999-01-02")
    if store == TREE:
        Tree(Path(TREE)).write(changed.id, codec.as_yaml(changed))
    else:
        Tree(Path("more")).write(changed.id, codec.as_yaml(changed))
        assert CliRunner().invoke(app, ["copy", "more", SHARDS]).exit_code == 0
    read.clear()
    assert run(command, store) != before
    assert len(set(read)) == PRACTICES + 1


def test_a_decision_changes_what_is_proposed(read):
    command = ("match", "--from", "STORE", "--min-score", "0", "--format", "json")

    def proposed():
        return [(p["left"], p["right"]) for p in json.loads(run(command)[0])["proposals"]]

    first = proposed()[0]
    assert CliRunner().invoke(app, ["distinct", *first, "--reason", "seen"]).exit_code == 0
    assert first not in proposed()


def test_findings_and_what_is_compared_with_are_part_of_a_report(read):
    command = ("report", "--from", "STORE")
    before = run(command)
    Path("gpkit.toml").write_text('[rules.empty-facet]\nseverity = "off"\n', "utf-8")
    assert run(command) != before
    Path("gpkit.toml").unlink()
    assert run(command) == before
    assert run((*command, "--since", TREE)) != before


def test_a_report_of_a_store_with_a_broken_file_is_not_remembered(read):
    Path(TREE, "erasmusly", "broken.yaml").write_text("id: [", "utf-8")
    for _ in range(2):
        done = CliRunner().invoke(app, ["report"])
        assert (done.exit_code, "this is no practice" in done.stderr) == (3, True)
    assert entries() == []


def test_counts_come_back_as_they_were():
    found = stats(Tree(Path(TREE)).practices())
    assert from_json(json.loads(json.dumps(as_json(found)))) == found


def test_a_store_at_a_url_is_not_remembered():
    assert (
        CliRunner().invoke(app, ["copy", "--store", "jsonl", TREE, "memory://here"]).exit_code == 0
    )
    run(("stats", "memory://here"))
    assert entries() == []
