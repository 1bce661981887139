import contextlib
import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import makers

import support
from gpkit.exporters import How, _files, about, exporter

NUMBER = 1000 if os.environ.get("GPKIT_SLOW") else 300


@pytest.fixture(scope="session")
def found():
    """Generated practices, hostile ones among them."""
    return makers.practices(NUMBER)


@pytest.fixture(scope="session")
def fitting(found):
    """Those of them that a workbook can hold."""
    return makers.short(found)


@pytest.fixture(scope="session")
def ingested(tmp_path_factory):
    """The two seeds, ingested once for all tests, and exported to ``p.csv``."""
    place = tmp_path_factory.mktemp("ingested")
    support.copy_seeds(place / "seeds")
    assert support.gpkit("ingest", "-q", "seeds", cwd=place).code == 0
    assert support.gpkit("export", "-q", "-o", "p.csv", cwd=place).code == 0
    return place


@pytest.fixture
def catalogue(ingested, tmp_path, monkeypatch):
    """A working directory in which the two seeds are ingested and exported to ``p.csv``."""
    shutil.copytree(ingested, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def written(tmp_path):
    """Write practices in a format; gives the path."""

    def write(format_, practices, name=None, **how):
        known = about(format_)
        path = tmp_path / (name or f"practices{(known.suffixes or ('.txt',))[0]}")
        with contextlib.ExitStack() as stack:
            if known.writes == "folder":
                out = stack.enter_context(_files.folder(path))
            else:
                out = stack.enter_context(_files.replacing(path))
                if known.writes == "text":
                    out = stack.enter_context(_files.text_file(out))
            exporter(format_).export(practices, How(**how), out)
        return path

    return write
