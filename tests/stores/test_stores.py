"""Stores of shards hold the very practices of a YAML tree, in the same order, at any place."""

import json
import sys
from pathlib import Path

import pytest

from gpkit import stores
from gpkit.errors import GpkitError
from gpkit.model import Observed, ObservedValue, Organisation, Section
from gpkit.store.codec import as_yaml
from gpkit.store.tree import State, Tree
from gpkit.stores.manifest import FILE, shard_of
from gpkit.stores.rows import id_of, line_of, practice_of
from gpkit.stores.tree import Yaml
from practices import PIECES
from strategies import HOSTILE
from support import SEEDS, gpkit, read, tree

SHARDED = stores.KINDS[1:]
URLS = iter(f"memory://store-{number}" for number in range(10**6))


@pytest.fixture
def four(catalogue):
    return list(Tree(catalogue / "data/normalized").practices())


def store(path, kind="jsonl", shards=3):
    return stores.made(Path(path), kind, shards)


def hostile():
    """Give a practice for each nasty word, with the word in fields of every kind."""
    seed = read(SEEDS[0].read_text("utf-8")).practices[0]
    for number, word in enumerate(dict.fromkeys([*HOSTILE, *PIECES])):
        line = word.replace("\n", " ")
        sections = (Section(line, "summary", f"{word} a\n{word}".rstrip("\n")),)
        observed = (Observed(line, None, 1, (ObservedValue(line, 2, line),)),)
        yield seed._replace(
            id=f"some/word-{number}",
            family="some",
            title=line,
            summary=line,
            sections=sections,
            facets={"country": (line,), "organisation": (Organisation(line, None),)},
            observed=observed,
        )


def test_a_line_gives_the_practice_back():
    for practice in hostile():
        line = line_of(practice)
        assert b"\n" not in line
        assert id_of(line, "") == practice.id
        again = practice_of(line, "")
        assert (again, as_yaml(again)) == (practice, as_yaml(practice))


@pytest.mark.parametrize("kind", SHARDED)
def test_yaml_comes_back_with_the_same_bytes(kind, tmp_path):
    Yaml(Tree(tmp_path / "yaml")).write(hostile())
    store(tmp_path / "shards", kind).write(Tree(tmp_path / "yaml").practices())
    again = stores.opened(tmp_path / "shards")
    ids = [practice.id for practice in Tree(tmp_path / "yaml").practices()]
    assert [practice.id for practice in again.practices()] == ids == list(again.ids())
    assert len(ids) > 80
    Yaml(Tree(tmp_path / "back")).write(again.practices())
    assert tree(tmp_path / "back") == tree(tmp_path / "yaml")


def test_all_kinds_one_after_the_other(four, catalogue):
    place = "data/normalized"
    for kind in (*SHARDED, "yaml"):
        done = gpkit("copy", place, f"to/{kind}", "--store", kind, cwd=catalogue)
        assert (done.code, done.err) == (0, f"copied to to/{kind}: 4 new, 0 changed, 0 unchanged\n")
        place = f"to/{kind}"
    assert tree(catalogue / "to/yaml") == tree(catalogue / "data/normalized")


@pytest.mark.parametrize("kind", SHARDED)
def test_the_same_practices_give_the_same_bytes(kind, four, tmp_path):
    one, other = store(tmp_path / "one", kind), store(tmp_path / "other", kind)
    one.write(four)
    for practice in reversed(four):
        other.write([practice])
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_only_shards_that_change_are_written(four, tmp_path):
    shards = store(tmp_path / "s")
    assert shards.write(four) == {State.NEW: 4}
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "s").iterdir()}
    changed = four[0]._replace(title="Another title")
    assert shards.write([changed, *four[1:]]) == {State.CHANGED: 1, State.UNCHANGED: 3}
    after = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "s").iterdir()}
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    number = f"shard-{shard_of(changed.id, 3):05}"
    assert [name[:11] for name in (*gone, *come)] == [number, number]
    same = (before.keys() & after.keys()) - {FILE, ".gpkit.lock"}
    assert {n: after[n] for n in same} == {n: before[n] for n in same}
    assert stores.opened(tmp_path / "s").get(changed.id) == changed


def test_an_unchanged_store_is_not_touched(four, tmp_path):
    store(tmp_path / "s").write(four)
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "s").iterdir()}
    assert store(tmp_path / "s").write(four) == {State.UNCHANGED: 4}
    after = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "s").iterdir()}
    assert {**after, ".gpkit.lock": 0} == {**before, ".gpkit.lock": 0}


def test_a_write_that_fails_leaves_the_old_state(four, tmp_path):
    shards = store(tmp_path / "s")
    shards.write(four[:2])

    def breaks():
        yield four[2]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        shards.write(breaks())
    assert list(stores.opened(tmp_path / "s").practices()) == four[:2]


def test_a_practice_that_comes_twice_is_refused(four, tmp_path):
    with pytest.raises(GpkitError, match="comes twice"):
        store(tmp_path / "s").write([*four, four[0]])
    assert stores.opened(tmp_path / "s") is None


def test_one_practice_is_found_without_reading_the_others(four, tmp_path):
    shards = store(tmp_path / "s")
    shards.write(four)
    assert [shards.get(practice.id) for practice in four] == four
    assert shards.get("digitalalliance-bg/none") is None


def test_in_memory(four):
    url = next(URLS)
    shards = store(url, "jsonl.gz")
    shards.write(four)
    again = stores.opened(Path(url))
    assert list(again.practices()) == four
    assert again.write([four[0]._replace(title="New")]) == {State.CHANGED: 1}
    assert stores.opened(Path(url)).get(four[0].id).title == "New"
    assert len([name for name in again.place.names() if name.startswith("shard")]) == len(
        again.manifest.files
    )


# What stands in the way ---------------------------------------------------------------------------


def test_a_cut_shard_is_named(four, tmp_path):
    for kind in SHARDED:
        shards = store(tmp_path / kind, kind)
        shards.write(four)
        path = tmp_path / kind / shards.manifest.files[0].name
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(GpkitError, match="damaged or gone") as told:
            list(shards.practices())
        assert path.name in str(told.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"gpkit_store": 2}, "format 2"),
        ({"kind": "csv"}, "no manifest"),
        ({"shards": 0}, "no manifest"),
        ({"files": [{"name": "x"}]}, "no manifest"),
        ({"partitions": "../../x"}, "no manifest"),
    ],
)
def test_a_broken_manifest_is_refused(change, words, four, tmp_path):
    store(tmp_path / "s").write(four)
    path = tmp_path / "s" / FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(GpkitError, match=words):
        stores.opened(tmp_path / "s")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["copy", "data/normalized", "x", "--store", "csv"], "there is no kind of store 'csv'"),
        (["copy", "data/normalized", "memory://x"], "there is no store yet"),
        (["copy", "memory://none", "x"], "memory://none: no store here"),
        (["copy", "nowhere", "x"], "nowhere: no such directory"),
        (["copy", "data/normalized", "data/normalized", "--store", "jsonl"], "a tree of YAML"),
        (["stats", "nobody://knows/this"], "nobody knows how to reach nobody://"),
    ],
)
def test_wrong_use(args, words, catalogue):
    done = gpkit(*args, cwd=catalogue)
    assert done.code == 2
    assert words in done.err


def test_another_kind_or_number_of_shards_is_refused(four, tmp_path):
    store(tmp_path / "s").write(four)
    for kind, shards in (("parquet", None), (None, 4)):
        with pytest.raises(GpkitError, match=r"a store with the .* is there, not"):
            stores.made(tmp_path / "s", kind, shards)


@pytest.mark.parametrize(
    ("path", "module", "words"),
    [
        ("s3://bucket/x", "s3fs", "good-practice-kit[s3]"),
        ("gs://bucket/x", "gcsfs", "good-practice-kit[gcs]"),
        ("memory://x", "fsspec", "good-practice-kit[remote]"),
    ],
)
def test_a_missing_extra_is_named(path, module, words, monkeypatch):
    registry = pytest.importorskip("fsspec.registry")
    for scheme in ("s3", "gs", "memory"):  # what another test loaded stays known to fsspec
        monkeypatch.delitem(registry._registry, scheme, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(GpkitError) as told:
        stores.opened(Path(path))
    assert words in told.value.hint


def test_an_edited_file_is_not_copied_unasked(catalogue):
    path = next((catalogue / "data/normalized").rglob("*.yaml"))
    path.write_text(path.read_text() + "# a note\n")
    done = gpkit("copy", "data/normalized", "s", "--store", "jsonl", cwd=catalogue)
    assert done.code == 2
    assert f"{path.relative_to(catalogue)}: this file was edited" in done.err
    assert not (catalogue / "s" / FILE).exists()
    assert gpkit("copy", "data/normalized", "s", "--store=jsonl", "--edited").code == 0


# Commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["stats", "STORE"],
        ["stats", "STORE", "--format", "json"],
        ["verify", "STORE"],
        ["export", "--from", "STORE"],
        ["export", "--format", "json", "--from", "STORE"],
        ["export", "--format", "yaml", "--from", "STORE"],
        ["match", "--from", "STORE", "--min-score", "0"],
        ["explain", "--from", "STORE", "digitalalliance-bg/sparks-initiative"],
        ["diff", "STORE", "data/normalized"],
        ["diff", "data/normalized", "STORE"],
    ],
)
def test_every_command_reads_shards_as_it_reads_files(args, catalogue):
    assert gpkit("copy", "data/normalized", "data/normal", "--store", "jsonl.gz").code == 0
    shards = gpkit(*[a.replace("STORE", "data/normal") for a in args])
    files = gpkit(*[a.replace("STORE", "data/normalized") for a in args])
    assert shards.out.replace("data/normal\n", "data/normalized\n") == files.out
    assert (shards.code, files.code) == (0, 0)


def test_findings_point_to_the_line_of_the_shard(catalogue):
    assert gpkit("copy", "data/normalized", "data/s", "--store=jsonl", "--shards=2").code == 0
    files, shards = (
        json.loads(gpkit("validate", f"data/{name}", "--format", "json").out)["findings"]
        for name in ("normalized", "s")
    )
    what = ("rule", "practice", "message", "severity", "fingerprint")
    seen = sorted([f[k] for k in what] for f in files)
    assert seen == sorted([f[k] for k in what] for f in shards)
    assert seen
    for finding in shards:
        line = Path(finding["path"]).read_bytes().split(b"\n")[finding["line"] - 1]
        assert id_of(line, "") == finding["practice"]


def test_the_site_of_shards_is_that_of_files(catalogue):
    assert gpkit("copy", "data/normalized", "data/s", "--store", "parquet").code == 0
    for name in ("normalized", "s"):
        assert gpkit("site", "--from", f"data/{name}", "-o", f"site-{name}").code == 0
    shards, files = tree("site-s"), tree("site-normalized")
    assert shards.keys() == files.keys()
    differ = {name for name in files if files[name] != shards[name]}
    named = (".gpkit-site.json", "evidence/")  # these name the file of a finding
    assert [name for name in differ if not name.startswith(named)] == []


def test_the_report_reads_shards(catalogue):
    assert gpkit("copy", "data/normalized", "data/s", "--store", "jsonl").code == 0
    done = gpkit("report", "--from", "data/s", "--format", "json")
    assert (done.code, json.loads(done.out)["practices"]) == (0, 4)
