import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.register_assert_rewrite("faults")

import faults  # noqa: E402 - its asserts are rewritten first


@pytest.fixture(scope="session")
def before(tmp_path_factory):
    """A working directory in which the first half of the dumps were ingested some time ago."""
    place = tmp_path_factory.mktemp("before")
    faults.lay_down(place, version=1, number=faults.NUMBER // 2)
    assert faults.ingest(place).code == 0
    faults.lay_down(place, version=2, number=faults.NUMBER)
    return place


@pytest.fixture(scope="session")
def after(before, tmp_path_factory):
    """What an undisturbed run over all dumps makes of it."""
    place = faults.copied(before, tmp_path_factory.mktemp("after") / "work")
    assert faults.ingest(place).code == 0
    return place
