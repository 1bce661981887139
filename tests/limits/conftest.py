import shutil

import pytest

import support
from gpkit import authority, limits, parsers


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A working directory with the catalogue of the seeds."""
    place = tmp_path_factory.mktemp("stocked")
    support.copy_seeds(place / "dumps")
    assert support.gpkit("ingest", "-q", "dumps", cwd=place).code == 0
    return place


@pytest.fixture
def place(stocked, tmp_path, monkeypatch):
    """A copy of it, as the working directory."""
    work = tmp_path / "work"
    shutil.copytree(stocked, work)
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def gpkit(monkeypatch, capfd):
    """Run the command line in this process: all but the start of an interpreter is the same."""
    from gpkit.__main__ import _run

    def run(*args):
        monkeypatch.setattr("sys.argv", ["gpkit", *map(str, args)])
        capfd.readouterr()
        code = _run()
        out, err = capfd.readouterr()
        return support.Run(int(code), out, err)

    yield run
    authority.use(())
    parsers.use(None)
    limits.use(limits.DEFAULTS)
