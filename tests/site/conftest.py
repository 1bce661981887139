import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import attacks

import support

CASES = sorted((support.ROOT / "tests/cases").glob("*/*/dump.txt"))


def ingest(place, dumps):
    """Ingest dumps, given by their names in the archive."""
    (place / "dumps").mkdir(parents=True)
    for name, path in dumps.items():
        shutil.copyfile(path, place / "dumps" / name)
    run = support.gpkit("ingest", "-q", "dumps", cwd=place, timeout=300)
    assert run.code in (0, 3), run.err


def build(place, *options):
    run = support.gpkit("site", "-q", *options, cwd=place, timeout=300)
    assert run.code == 0, run.err
    return place / "site"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A working directory with the two seeds ingested, and their site."""
    place = tmp_path_factory.mktemp("seeded")
    ingest(place, {seed.name: seed for seed in support.SEEDS})
    build(place)
    return place


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """The same with every case of the tests, too."""
    place = tmp_path_factory.mktemp("corpus")
    seeds = {seed.name: seed for seed in support.SEEDS}
    cases = {f"{path.parent.parent.name}--{path.parent.name}.txt": path for path in CASES}
    ingest(place, {**seeds, **cases})
    build(place)
    return place


@pytest.fixture(scope="session")
def attacked(tmp_path_factory):
    """A site of practices whose every field is an attack, beside dumps that hold the same."""
    place = tmp_path_factory.mktemp("attacked")
    attacks.store(place)
    build(place)
    return place


@pytest.fixture
def workplace(seeded, tmp_path, monkeypatch):
    """A copy of the seeds' working directory, to change."""
    shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path
