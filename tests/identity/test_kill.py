"""kill -9 at random moments of an ingest with a scrape: nothing lost, nothing half-written.

The next run of the same command ends with the bytes of one clean run. `GPKIT_SLOW=1` kills 200
times in some 300 practices, else 10 times in some 40.
"""

import os
import random
import shutil
import subprocess
import sys
import time

import history
import pytest

from gpkit.store.codec import from_yaml, is_sealed
from support import environment, tree

SLOW = bool(os.environ.get("GPKIT_SLOW"))
KILLS = int(os.environ.get("GPKIT_KILLS", "200" if SLOW else "10"))
LISTS, ARTICLES = (60, 60) if SLOW else (8, 8)
OUTSIDE = (".gpkit-cache", "in-")  # of what counts: it can be made anew


def start(root, scrape, folder):
    command = [sys.executable, "-m", "gpkit", "ingest", "-q", "--scrape", scrape, folder]
    return subprocess.Popen(command, cwd=root, env=environment())


def ingest(root, scrape, folder):
    assert start(root, scrape, folder).wait(timeout=300) == 0


def state(root):
    files = tree(root / "data")
    return {name: data for name, data in files.items() if not name.startswith(OUTSIDE)}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A store after two scrapes with decisions, and the dumps of the third."""
    root = tmp_path_factory.mktemp("before")
    site = history.Site(7, LISTS, ARTICLES)
    for number in (1, 2):
        site.write(root / f"in-{number}")
        ingest(root, f"s{number}", f"in-{number}")
        site.edit(LISTS)
    ids = sorted(f"{p.parent.name}/{p.stem}" for p in root.glob("data/normalized/*/*.yaml"))
    merge = [sys.executable, "-m", "gpkit", "merge", "-q", *ids[:3]]
    assert subprocess.run(merge, cwd=root, env=environment(), check=False).returncode == 0
    site.write(root / "in-3")
    return root


@pytest.fixture(scope="module")
def clean(before, tmp_path_factory):
    """What one undisturbed run makes of it, and how long that takes."""
    root = tmp_path_factory.mktemp("clean") / "site"
    shutil.copytree(before, root)
    begun = time.monotonic()
    ingest(root, "s3", "in-3")
    return state(root), time.monotonic() - begun


@pytest.mark.timeout(7200)
def test_killed_at_random_moments(before, clean, tmp_path):
    after, lasts = clean
    chance, cut = random.Random(1), 0
    for number in range(KILLS):
        root = tmp_path / str(number)
        shutil.copytree(before, root)
        run = start(root, "s3", "in-3")
        time.sleep(lasts * chance.uniform(0.15, 0.9))
        run.kill()
        cut += run.wait() != 0
        left = state(root)
        assert_whole(left, before)
        ingest(root, "s3", "in-3")
        healed = state(root)
        assert sorted(n for n in {*healed, *after} if healed.get(n) != after.get(n)) == []
        shutil.rmtree(root)
    assert cut > KILLS / 4


def assert_whole(left, before):
    """Each practice file is whole, and each practice of before is there under some name."""
    practices = {
        name: data.decode()
        for name, data in left.items()
        if name.endswith(".yaml") and name.count("/") == 2
    }
    for text in practices.values():
        assert is_sealed(text)
        from_yaml(text)
    ids = {name.partition("/")[2] for name in practices}
    assert {name.partition("/")[2] for name in _practices(state(before))} <= ids
    raw = {name: data for name, data in state(before).items() if name.startswith("raw/")}
    assert {name: left.get(name) for name in raw if name != "raw/index.csv"} == {
        name: data for name, data in raw.items() if name != "raw/index.csv"
    }


def _practices(files):
    return [n for n in files if n.startswith(("normalized/", "merged/")) and n.endswith(".yaml")]
