"""Each command with each kind of store: it does its work, or says what to type instead."""

import json
import re
from pathlib import Path

import pytest

from gpkit import stores
from gpkit.cli import COMMANDS
from gpkit.store.tree import Tree
from support import gpkit, tree

ONE, OTHER = (
    "digitalalliance-bg/sparks-initiative",
    "digitalalliance-bg/bulgaria-humans-in-the-loop",
)
NO_STORE = {
    "doctor", "inspect", "learn", "new-family", "rules", "schema", "selftest", "vocab",
}  # fmt: skip
FILES_OF_GIT = {"log", "merge-driver"}  # versions of YAML files that Git keeps
READ = {
    "bounds": ["bounds", "--update", "STORE"],
    "copy": ["copy", "STORE", "copied", "--store", "jsonl"],
    "diff": ["diff", "STORE", "data/normalized"],
    "drift": ["drift", "STORE", "data/normalized"],
    "explain": ["explain", "--from", "STORE", ONE],
    "export": ["export", "--from", "STORE"],
    "match": ["match", "--from", "STORE", "--min-score", "0"],
    "report": ["report", "--from", "STORE", "--format", "json"],
    "site": ["site", "--from", "STORE", "-o", "out"],
    "stats": ["stats", "STORE"],
    "validate": ["validate", "STORE", "--fail-on", "never"],
    "verify": ["verify", "STORE"],
}
SERVE = {"browse", "serve"}  # read as export and site do, and then wait for visitors
WRITE = {
    "import": ["import", "practices.jsonl", "--out", "STORE", "--yes"],
    "ingest": ["ingest", "-q", "seeds", "--out", "STORE"],
}
FILES_ONLY = {
    "merge": ["merge", ONE, OTHER, "--out", "STORE"],
    "unmerge": ["unmerge", ONE, "--out", "STORE"],
    "distinct": ["distinct", ONE, OTHER, "--out", "STORE"],
    "rekey": ["rekey", ONE, "digitalalliance-bg/sparks", "--out", "STORE"],
    "review": ["review", "--list", "--out", "STORE"],
    "validate --fix": ["validate", "STORE", "--fix"],
    "validate --diff": ["validate", "STORE", "--diff"],
    "ingest --scrape": ["ingest", "seeds", "--scrape", "s1", "--out", "STORE"],
    "ingest --prune": ["ingest", "--prune", "--out", "STORE"],
    "ingest --dry-run": ["ingest", "seeds", "--dry-run", "--out", "STORE"],
}
SHARDED = stores.KINDS[1:]


def test_no_command_is_forgotten():
    rows = {words.split()[0] for words in (*READ, *SERVE, *WRITE, *FILES_ONLY)}
    assert rows | NO_STORE | FILES_OF_GIT == set(COMMANDS)


@pytest.fixture
def shards(catalogue, request):
    kind = getattr(request, "param", "jsonl")
    assert gpkit("copy", "data/normalized", "data/s", "--store", kind).code == 0
    return Path("data/s")


def put(args, store):
    return [word.replace("STORE", store) for word in args]


@pytest.mark.parametrize("shards", ["jsonl", "parquet"], indirect=True)
@pytest.mark.parametrize("name", READ)
def test_it_reads(name, shards):
    files = gpkit(*put(READ[name], "data/normalized"))
    done = gpkit(*put(READ[name], "data/s"))
    assert (done.code, "Traceback" in done.err) == (files.code, False), done.err
    assert files.code == 0
    assert sum(practice is not None for practice in stores.opened(shards).practices()) == 4


@pytest.mark.parametrize("name", FILES_ONLY)
def test_what_is_done_with_files_alone_says_how(name, shards):
    before = tree("data")
    done = gpkit(*put(FILES_ONLY[name], "data/s"))
    assert (done.code, done.out) == (2, ""), done.err
    assert "data/s: " in done.err
    assert "YAML files" in done.err
    assert "gpkit copy --mirror CATALOGUE/normalized data/s" in done.err
    assert tree("data") == before


@pytest.mark.parametrize("name", FILES_ONLY)
def test_and_at_a_url_no_folder_of_that_name_is_made(name, catalogue):
    before = set(Path().iterdir())
    done = gpkit(*put(FILES_ONLY[name], "memory://nowhere/s"))
    assert (done.code, "memory://nowhere/s" in done.err) == (2, True), done.err
    assert set(Path().iterdir()) == before


def test_the_way_that_is_told_works(shards):
    """Copy it to files, merge there, and copy it back."""
    assert gpkit("copy", "data/s", "work/normalized").code == 0
    done = gpkit("merge", ONE, OTHER, "--out", "work/normalized")
    assert done.code == 0, done.err
    back = gpkit("copy", "--mirror", "work/normalized", "data/s")
    assert (back.code, back.err) == (
        0,
        "copied to data/s: 0 new, 1 changed, 2 unchanged, 1 removed\n",
    )
    merged = list(stores.opened(shards).practices())
    assert merged == list(Tree(Path("work/normalized")).practices())
    assert OTHER not in [practice.id for practice in merged]


# Import -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shards", SHARDED, indirect=True)
def test_an_import_fills_and_changes_shards(shards):
    assert gpkit("export", "--format", "jsonl", "-o", "practices.jsonl").code == 0
    same = gpkit(*put(WRITE["import"], "data/s"))
    assert (same.code, same.err) == (0, "4 practices: 0 new, 0 changed, 4 unchanged\n")
    lines = [json.loads(line) for line in Path("practices.jsonl").read_text().splitlines()]
    lines[0]["title"] = "Another title"
    lines[1]["id"] = "digitalalliance-bg/new-here"
    text = "".join(json.dumps(line) + "\n" for line in lines)
    Path("practices.jsonl").write_text(text, "utf-8")
    asked = gpkit("import", "practices.jsonl", "--out", "data/s")
    assert (asked.code, "+title: Another title" in asked.out) == (2, True), asked.err
    done = gpkit(*put(WRITE["import"], "data/s"))
    assert (done.code, done.err) == (0, "4 practices: 1 new, 1 changed, 2 unchanged\n")
    found = {practice.id: practice for practice in stores.opened(shards).practices()}
    assert len(found) == 5
    assert found[lines[0]["id"]].title == "Another title"
    assert not list(Path("data/s").rglob("*.yaml"))


def test_an_edited_table_becomes_corrections_of_shards(shards):
    assert gpkit("export", "-o", "practices.csv").code == 0
    text = Path("practices.csv").read_text("utf-8")
    Path("practices.csv").write_text(text.replace("2024-06-14", "2024-06-15"), "utf-8")
    done = gpkit("import", "practices.csv", "--out", "data/s", "--yes")
    assert done.code == 0, done.err
    assert "published: '2024-06-15'" in Path(f"data/corrections/{ONE}.yaml").read_text("utf-8")


def test_nothing_is_imported_where_no_store_is(catalogue):
    assert gpkit("export", "--format", "jsonl", "-o", "practices.jsonl").code == 0
    done = gpkit(*put(WRITE["import"], "memory://nowhere/s"))
    assert (done.code, "memory://nowhere/s: there is no store yet" in done.err) == (2, True)
    assert not list(Path().glob("memory*"))


# Ingest -------------------------------------------------------------------------------------------


def test_an_ingest_goes_into_shards_of_its_own(shards):
    done = gpkit(*put(WRITE["ingest"], "data/s"))
    assert (done.code, "filled by gpkit copy" in done.err) == (2, True), done.err
    assert gpkit(*put(WRITE["ingest"], "sharded/s"), "--store", "jsonl").code == 0
    assert gpkit(*put(WRITE["ingest"], "sharded/s")).code == 0
    assert list(stores.opened(Path("sharded/s")).practices()) == list(
        stores.opened(shards).practices()
    )


# Mirrors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", stores.KINDS)
def test_a_mirror_has_what_its_source_has(kind, catalogue):
    assert gpkit("copy", "data/normalized", "to", "--store", kind).code == 0
    Path(f"data/normalized/{ONE}.yaml").unlink()
    done = gpkit("copy", "data/normalized", "to")
    assert done.err == "copied to to: 0 new, 0 changed, 3 unchanged\n"
    done = gpkit("copy", "--mirror", "data/normalized", "to")
    assert done.err == "copied to to: 0 new, 0 changed, 3 unchanged, 1 removed\n"
    assert gpkit("export", "--from", "to").out == gpkit("export").out


def test_a_mirror_removes_no_file_that_people_edited(catalogue):
    assert gpkit("copy", "data/normalized", "to").code == 0
    Path(f"data/normalized/{ONE}.yaml").unlink()
    edited = Path(f"to/{ONE}.yaml")
    edited.write_text(re.sub("Sparks", "Sparkles", edited.read_text("utf-8")), "utf-8")
    before = tree("to")
    done = gpkit("copy", "--mirror", "data/normalized", "to")
    assert (done.code, f"to/{ONE}.yaml: this file was edited by hand" in done.err) == (2, True)
    assert tree("to") == before
