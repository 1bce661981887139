import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

import support

settings.register_profile(
    "fast",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "slow",
    parent=settings.get_profile("fast"),
    max_examples=int(os.environ.get("GPKIT_EXAMPLES", "5000")),
)
settings.load_profile("slow" if os.environ.get("GPKIT_SLOW") else "fast")


def pytest_addoption(parser):
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the cases give now over what they expect; review the diff",
    )


def pytest_collection_modifyitems(items):
    if os.environ.get("GPKIT_SLOW"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: set GPKIT_SLOW=1"))


@pytest.fixture
def seeds():
    """The two dumps of data/raw."""
    return support.SEEDS


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """An empty working directory that holds the two seeds in ``seeds/``."""
    monkeypatch.chdir(tmp_path)
    support.copy_seeds(tmp_path / "seeds")
    return tmp_path


@pytest.fixture
def catalogue(workshop):
    """A working directory in which the two seeds are ingested."""
    assert support.gpkit("ingest", "-q", "seeds").code == 0
    return workshop
