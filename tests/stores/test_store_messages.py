"""What is said of stores that cannot be read or written: the place, the line, and the cure."""

import json
import shutil
from pathlib import Path

import pytest

from gpkit import stores
from gpkit.errors import Exit, GpkitError
from gpkit.stores import conditional, places
from here import gpkit, lay, stock, told

pytest.importorskip("fsspec")

STORE = "data/shards"
MANIFEST = f"{STORE}/gpkit-store.json"
CHANGED = "It was changed or cut short. Copy the store again from where it came."
AGAIN = "The shard was edited. Copy the store again from where it came."
LOOK = "Look at the address, at the credentials in the environment, and at the network."
SOUND = {"gpkit_store": 1, "kind": "jsonl", "shards": 4, "partitions": None, "files": []}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """The seeds, their catalogue, and the same in shards; the shard is one, and is not packed."""
    place = tmp_path_factory.mktemp("stocked")
    return stock(place, f"copy -q data/normalized {STORE} --store jsonl --shards 1")


@pytest.fixture
def place(stocked, tmp_path, monkeypatch):
    """A copy of it, as the working directory."""
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The manifest -------------------------------------------------------------------------------------

BROKEN = {  # what stands in the manifest -> what is said, the cure
    "no JSON": ("{", "this is no manifest of a store", CHANGED),
    "no number": (json.dumps({**SOUND, "shards": 0}), "this is no manifest of a store", CHANGED),
    "a far file": (
        json.dumps({**SOUND, "partitions": "../elsewhere"}),
        "this is no manifest of a store",
        CHANGED,
    ),
    "a later gpkit": (
        '{"gpkit_store": 99}',
        "a store of format 99, which is not known here",
        "Install a later version: pip install --upgrade good-practice-kit",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_manifest_that_cannot_be_read(place, name):
    text, says, cure = BROKEN[name]
    lay({MANIFEST: text})
    run = gpkit("export", "--from", STORE)
    assert (run.code, run.err) == (2, told(f"{MANIFEST}: {says}", cure))


# Shards -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda lines: [lines[1], lines[0], *lines[2:]],
         ":2: digitalalliance-bg/bulgaria-humans-in-the-loop stands out of order"),
        (lambda lines: [lines[0], b'{"title": "Words"}\n', *lines[1:]],
         ":2: this is no line of a practice"),
    ],
)  # fmt: skip
def test_a_shard_that_was_edited(place, edit, says):
    (shard,) = Path(STORE).glob("shard-*.jsonl")
    lines = shard.read_bytes().splitlines(keepends=True)
    shard.write_bytes(b"".join(edit(lines)))
    run = gpkit("export", "--from", STORE, "-o", "p.csv")
    assert (run.code, run.err) == (2, told(f"{shard.as_posix()}{says}", AGAIN))


@pytest.mark.parametrize("edit", [lambda shard: shard.unlink(), lambda shard: shard.write_text("")])
def test_a_shard_that_is_gone_or_cut(place, edit):
    (shard,) = Path(STORE).glob("shard-*.jsonl")
    edit(shard)
    run = gpkit("export", "--from", STORE, "-o", "p.csv")
    assert run.err.startswith(f"gpkit: {shard.as_posix()}: this shard is damaged or gone (")
    assert run.err.endswith(")\n  Bring it back, or copy the store again from where it came.\n")
    assert run.code == 2


def test_a_practice_that_comes_twice(place):
    text = Path("data/normalized/digitalalliance-bg/sparks-initiative.yaml").read_text("utf-8")
    lay({"data/normalized/digitalalliance-bg/copy.yaml": text})
    run = gpkit("copy", "--edited", "data/normalized", "new", "--store", "jsonl")
    message = "digitalalliance-bg/sparks-initiative: this practice comes twice"
    assert (run.code, run.err) == (2, told(message, "Keep one of them."))


# Two runs -----------------------------------------------------------------------------------------


def test_a_run_that_was_overtaken(place):
    slow = stores.opened(Path(STORE))
    with slow.locked():
        lay({MANIFEST: json.dumps(SOUND)})  # by a run that could not see the lock
        with pytest.raises(GpkitError) as error:
            slow.commit(slow.manifest._replace(files=()))
    assert str(error.value) == (
        f"{STORE}: another run wrote this store while this one worked; what that put there is "
        "whole, and nothing of this run is in it"
    )
    assert error.value.hint == "Type the same again: it begins with what is there now."
    assert error.value.code == Exit.LOCKED


# Places that others keep --------------------------------------------------------------------------


def test_a_bucket_that_is_not_there(monkeypatch):
    fs, _ = places.filesystem("memory://nowhere")

    def refused(*_, **__):
        raise FileNotFoundError("The specified bucket does not exist")

    monkeypatch.setattr(fs, "pipe_file", refused)
    with pytest.raises(GpkitError) as error:
        conditional.put_if(places.place_of("memory://nowhere"), "gpkit-store.json", b"{}", None)
    assert str(error.value).endswith(
        "nowhere/gpkit-store.json: there is no bucket or folder to put it in "
        "(The specified bucket does not exist)"
    )
    assert error.value.hint == "Make it with the tools of its service, or name another."
    assert error.value.code == Exit.IO


def test_a_service_that_fails(place, monkeypatch):
    fs, _ = places.filesystem("memory://away/s")

    def away(*_, **__):
        raise ConnectionError("nobody answers\n  at port 9")

    for name in ("cat_file", "open", "info", "exists"):
        monkeypatch.setattr(fs, name, away)
    run = gpkit("export", "--from", "memory://away/s")
    message = "memory://away/s: ConnectionError: nobody answers at port 9"
    assert (run.code, run.err) == (Exit.IO, told(message, LOOK))
