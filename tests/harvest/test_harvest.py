"""A harvest follows from the set of its partitions: no engine, order or death shows in it."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from archives import MEMORY, SECONDS, harvest, page, partitions, record, sums
from gpkit import stores
from gpkit.engines.processes import Processes
from gpkit.errors import Exit, GpkitError
from gpkit.harvest import census, read
from gpkit.harvest.run import Harvest
from gpkit.store.tree import State, Tree
from gpkit.stores.tree import Yaml
from support import gpkit, tree


@pytest.fixture
def wet(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return partitions(tmp_path / "wet")


# What comes out -----------------------------------------------------------------------------------


def test_the_practices_are_those_of_an_ingest_into_files(wet):
    outcome = harvest([wet], "one/shards")
    assert gpkit("ingest", "-q", wet, "--out", "files/normalized").code == 0
    Yaml(Tree(Path("one/yaml"))).write(stores.opened(Path("one/shards")).practices())
    assert tree("one/yaml") == tree("files/normalized")
    assert outcome.states[State.NEW] == len(list(Path("files/normalized").rglob("*.yaml")))
    assert outcome.states[State.NEW] > 10


def test_the_seeds_with_their_archive_corrections_and_quarantine(workshop):
    corrections = workshop / "data/corrections/digitalalliance-bg"
    corrections.mkdir(parents=True)
    corrections.joinpath("sparks-initiative.yaml").write_text(
        "reason: the page names no country\nfacets:\n  country: [LV]\n"
    )
    (workshop / "seeds/unknown.txt").write_text(
        "Helping villages\n\nCountry: Bulgaria\nTarget audience: Teachers\n\n"
        "We brought a bus with computers to every village of the valley, twice a month.\n"
    )
    Path("gpkit.toml").write_text("[ingest]\nconfidence = 1.0\n")
    assert gpkit("ingest", "-q", "seeds").code == 0
    shutil.copytree("data/corrections", "sharded/corrections")
    args = ("--raw", "sharded/raw", "--out", "sharded/normalized", "--store", "jsonl")
    done = gpkit("ingest", "-q", "seeds", *args)
    assert done.code == 0, done.err
    assert tree("sharded/raw") == tree("data/raw")
    assert list(Path("data/quarantine").rglob("*.yaml"))
    for name in ("normalized", "quarantine"):
        assert gpkit("copy", f"sharded/{name}", f"back/{name}").code == 0
        files = tree(f"data/{name}")
        assert tree(f"back/{name}") == files
    apart = json.loads(gpkit("export", "--format=json", "--quarantine").out)
    shards = gpkit("export", "--format=json", "--quarantine", "--from", "sharded/normalized")
    assert json.loads(shards.out) == apart


def test_a_second_run_changes_nothing(wet):
    harvest([wet], "s")
    before = {p.name: p.stat().st_mtime_ns for p in Path("s").glob("*-*")}
    again = harvest([wet], "s")
    assert {p.name: p.stat().st_mtime_ns for p in Path("s").glob("*-*")} == before
    assert set(again.states) - {s for s, n in again.states.items() if not n} == {State.UNCHANGED}


@pytest.mark.parametrize("kind", stores.KINDS[1:])
def test_every_kind_holds_the_same_practices(kind, wet):
    harvest([wet], "plain")
    harvest([wet], f"other/{kind}", kind=kind)
    found = stores.opened(Path(f"other/{kind}")).practices()
    assert list(found) == list(stores.opened(Path("plain")).practices())


# The same bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_workers_do_not_show(jobs, wet):
    harvest([wet], "serial/s")
    harvest([wet], "processes/s", Processes(jobs, SECONDS, MEMORY, tells=False))
    assert sums("processes/s") == sums("serial/s")


def test_the_order_of_the_inputs_does_not_show(wet):
    harvest([wet], "sorted/s")
    files = sorted(wet.iterdir())
    for seed in range(3):
        random.Random(seed).shuffle(files)
        harvest([*files, files[0]], f"shuffled-{seed}/s")
        assert sums(f"shuffled-{seed}/s") == sums("sorted/s")


def test_what_is_done_is_not_done_again(wet, monkeypatch):
    harvest([wet], "whole/s")
    done = []
    ours = read.Reading.read

    def dies_in_the_third(self, part):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(part.name)
        yield from ours(self, part)

    monkeypatch.setattr(read.Reading, "read", dies_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        harvest([wet], "killed/s")
    assert stores.opened(Path("killed/s")) is None
    again = []
    monkeypatch.setattr(
        read.Reading, "read", lambda s, part: again.append(part.name) or ours(s, part)
    )
    outcome = harvest([wet], "killed/s")
    assert (len(done), len(again), outcome.done_before) == (3, 3, 3)
    assert set(done).isdisjoint(again)
    assert sums("killed/s") == sums("whole/s")
    assert not Path("killed/s/parts").exists()


def test_a_killed_run_goes_on(wet):
    """Kill the whole run, with its workers, at many moments; then let it end."""
    harvest([wet], "whole/s")
    for seconds in ("0.25", "0.3", "0.4", "0.5"):
        args = ["ingest", wet, "--out", "killed/s", "--store", "jsonl", "--shards", "4"]
        subprocess.run(
            [sys.executable, "-c", KILLED.format(seconds), *map(str, args)],
            check=False,
            capture_output=True,
        )
    done = gpkit("ingest", wet, "--out", "killed/s", "--store", "jsonl", "--shards", "4")
    assert done.code == 0, done.err
    assert sums("killed/s") == sums("whole/s")


KILLED = """
import os, signal, threading
threading.Timer({}, os.kill, (os.getpid(), signal.SIGKILL)).start()
from gpkit.__main__ import main
main()
"""


class Deadly(NamedTuple):
    """Reads as a harvest does, and dies once in the middle of a partition."""

    reading: read.Reading
    marker: str
    partition: str
    page: int
    times: int = 1

    def read(self, part):
        for number, found in enumerate(self.reading.read(part)):
            yield found
            if number == 2 * self.page and part.partition.source.name == self.partition:
                for k in range(self.times):
                    try:
                        Path(f"{self.marker}-{k}").touch(exist_ok=False)
                    except FileExistsError:
                        continue
                    os.kill(os.getpid(), signal.SIGKILL)


def deadly(monkeypatch, tmp_path, times):
    ours = Harvest._read

    def patched(self, *args):
        engine = self.engine

        class Patched:
            def map(self, work, tasks):
                marker = str(tmp_path / "died")
                return engine.map(
                    Deadly(work.__self__, marker, "part-002.warc.wet.gz", 1, times).read, tasks
                )

        return ours(self._replace(engine=Patched()), *args)

    monkeypatch.setattr(Harvest, "_read", patched)


def test_a_worker_killed_in_a_partition_costs_it_another_try(wet, monkeypatch, tmp_path):
    harvest([wet], "whole/s")
    deadly(monkeypatch, tmp_path, 1)
    outcome = harvest([wet], "killed/s", Processes(2, SECONDS, MEMORY, tells=False))
    assert (tmp_path / "died-0").exists()
    assert (outcome.exit, outcome.failures) == (Exit.OK, [])
    assert sums("killed/s") == sums("whole/s")


def test_a_page_that_kills_two_workers_is_left_out_and_named(wet, monkeypatch, tmp_path):
    deadly(monkeypatch, tmp_path, 2)
    outcome = harvest([wet], "killed/s", Processes(2, SECONDS, MEMORY, tells=False))
    assert outcome.exit is Exit.PARTIAL
    (failure,) = outcome.failures
    assert "part-002.warc.wet.gz#2: given up: two workers were lost with this page" in str(failure)
    assert sum(part.pages for part in outcome.censuses) == 24


# Adding, replacing, refusing ----------------------------------------------------------------------


def test_a_store_is_added_to_where_its_parts_are_kept(wet):
    files = sorted(wet.iterdir())
    harvest([wet], "once/s")
    for some in (files[:2], files[2:3], files[3:]):
        harvest(some, "bit/s", keep_parts=True)
    parts = list(Path("bit/s/parts").glob("*.json"))
    assert len(parts) == 6
    harvest(files[:1], "bit/s")
    assert sums("bit/s") == sums("once/s")


def test_nothing_is_dropped_unasked(wet):
    files = sorted(wet.iterdir())
    harvest(files, "s")
    before = sums("s")
    with pytest.raises(GpkitError, match="and 4 more, which is neither among the inputs nor kept"):
        harvest(files[:1], "s")
    assert sums("s") == before


def test_a_partition_that_changed_replaces_what_it_gave(wet):
    first, *others = sorted(wet.iterdir())
    harvest([wet], "s", keep_parts=True)
    first.write_bytes(gzip.compress(record(999, page(999))))
    outcome = harvest([first], "s")
    harvest([first, *others], "fresh/s")
    assert outcome.removed > 0
    assert sums("s") == sums("fresh/s")


def test_a_copied_store_is_not_ingested_into(wet):
    harvest([wet], "s")
    assert gpkit("copy", "s", "t/s", "--store", "parquet").code == 0
    with pytest.raises(GpkitError, match="filled by gpkit copy"):
        harvest([wet], "t/s", kind=None, shards=None)


def test_what_only_yaml_knows_is_refused(wet):
    Path("catalogue").mkdir()
    Path("catalogue/aliases.csv").write_text("alias,id,since,reason\n")
    with pytest.raises(GpkitError, match=r"catalogue/aliases.csv: aliases, decisions"):
        harvest([wet], "catalogue/s")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nowhere.gz"], 2, "nowhere.gz: no such file or directory"),
        (["wet/*.none"], 2, "wet/*.none: no file fits this pattern"),
        (["wet", "--dry-run"], 2, "YAML files only"),
        (["wet", "--scheduler", "tcp://x:1", "--engine", "processes"], 2, "for --engine dask"),
    ],
)
def test_wrong_use(args, code, words, wet):
    done = gpkit("ingest", *args, "--out", "s", "--store", "jsonl")
    assert (done.code, words in done.err) == (code, True), done.err


def test_options_of_shards_are_refused_for_files(wet):
    done = gpkit("ingest", "wet", "--engine", "dask")
    assert (done.code, "are for stores of shards" in done.err) == (2, True)


# What is told -------------------------------------------------------------------------------------


def test_damage_is_counted_and_kept_with_the_store(wet):
    path = wet / "part-001.warc.wet.gz"
    path.write_bytes(path.read_bytes()[:-40])
    done = gpkit("ingest", "wet", "--out", "s", "--store", "jsonl.gz")
    assert done.code == 3
    assert "part-001.warc.wet.gz" in done.err
    assert "failures of the kind Damaged: 1" in done.err
    store = stores.opened(Path("s"))
    lines = [json.loads(x) for x in Path("s", store.manifest.partitions).read_text().splitlines()]
    assert [line["place"] for line in lines] == [f"wet/part-{n:03}.warc.wet.gz" for n in range(6)]
    assert [line["failed"] for line in lines if line["failed"]] == [{"Damaged": 1}]
    whole = [line["pages"] for line in lines]
    assert whole == [4, 3, 4, 4, 4, 4]


def test_a_pattern_names_partitions(wet):
    done = gpkit("ingest", "wet/part-00[0-2]*.gz", "--out", "s", "--store", "jsonl")
    assert done.code == 0
    assert "3 partitions, 12 pages into s: " in done.err


def test_rows_of_a_part_lie_together_by_shard(wet):
    harvest([wet], "s", keep_parts=True)
    store = stores.opened(Path("s"))
    for name in store.place.names(census.PARTS):
        if not name.endswith(".json"):
            continue
        one = census.read(store.place, name.removesuffix(".json"))
        assert [s[1] + s[2] for s in one.segments[:-1]] == [b[1] for _, b in pairwise(one.segments)]


def test_in_memory(wet):
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    for path in wet.iterdir():
        files.pipe_file(f"/in/{path.name}", path.read_bytes())
    harvest(["memory://in/*.gz"], "memory://out/s")
    store = stores.opened(Path("memory://out/s"))
    practices = list(store.practices())
    harvest([wet], "local/s")
    local = list(stores.opened(Path("local/s")).practices())
    assert [p.id for p in practices] == [p.id for p in local]
    assert {p.provenance.container.location for p in practices} <= {
        f"memory:///in/{path.name}" for path in wet.iterdir()
    }
    assert not store.place.names("parts")
