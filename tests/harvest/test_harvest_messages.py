"""What is said of harvests that cannot be: the place, what is wrong there, and the cure."""

from pathlib import Path

import pytest

from archives import harvest, partitions
from gpkit.engines.serial import Serial
from gpkit.errors import Exit, GpkitError
from here import gpkit, lay, told
from support import copy_seeds

INTO = ("--out", "data/shards", "--store", "jsonl")


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copy_seeds(tmp_path / "seeds")


def test_what_only_files_of_yaml_know(seeds):
    lay({"data/decisions.yaml": ""})
    run = gpkit("ingest", "seeds", *INTO)
    message = (
        "data/decisions.yaml: aliases, decisions and scrapes are known to catalogues of YAML files "
        "only"
    )
    cure = "Ingest into shards elsewhere, and copy them: gpkit copy SHARDS CATALOGUE"
    assert (run.code, run.err) == (2, told(message, cure))
    assert not Path("data/shards").exists()


@pytest.mark.parametrize("options", [("--store", "jsonl.gz"), ("--store", "jsonl", "--shards", 3)])
def test_a_quarantine_of_another_kind(seeds, options):
    assert gpkit("ingest", "-q", "seeds", "--out", "old/normalized").code == 0
    assert gpkit("copy", "-q", "old/normalized", "data/quarantine", *options).code == 0
    run = gpkit("ingest", "seeds", *INTO)
    message = "data/quarantine: the quarantine is of another kind, or has other shards"
    cure = "Name a store whose folder has no quarantine yet."
    assert (run.code, run.err) == (2, told(message, cure))


class OtherMachine(Serial):
    """What its workers write is on a disk of their own."""

    def map(self, work, tasks):
        yield from super().map(work, tasks)
        for path in Path("data/shards").rglob("*.json*"):
            path.unlink()


def test_workers_with_another_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GpkitError) as error:
        harvest([partitions(tmp_path / "wet", 1, 1)], "data/shards", OtherMachine())
    words = str(error.value)
    assert words.startswith("data/shards: ")
    assert words.endswith(".json was written by a worker, and is not here")
    assert error.value.hint == (
        "Workers of other machines need a place that all share: a URL, or a network disk."
    )


def test_workers_without_gpkit():
    dask = pytest.importorskip("gpkit.engines.dask")

    class Client:
        """A client as Dask has it, of a cluster whose one worker cannot import gpkit."""

        def run(self, _work, on_error):
            assert on_error == "return"
            return {"tcp://10.0.0.2:9": ModuleNotFoundError("No module named 'gpkit'")}

    with pytest.raises(GpkitError) as error:
        dask._check(Client())
    assert str(error.value) == (
        "tcp://10.0.0.2:9: this worker has no gpkit (No module named 'gpkit')"
    )
    assert error.value.hint.startswith("Install it there: pip install 'good-practice-kit[dask]==")
    assert error.value.code == Exit.IO
