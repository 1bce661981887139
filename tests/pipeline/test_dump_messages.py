"""What is said of dumps that change or break while they are read."""

from pathlib import Path

import pytest

from gpkit import normalize
from gpkit.documents.sources import Source
from here import gpkit, lay
from support import SEEDS


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay({"in/other.txt": SEEDS[0].read_bytes(), "in/page.txt": SEEDS[1].read_bytes()})


def test_a_dump_that_changes_while_it_is_read(monkeypatch):
    read = Source.read

    def changing(self):
        if self.name == "page.txt":
            Path("in/page.txt").write_text("more", "utf-8")  # after it was read, before it is kept
        return read(self)

    monkeypatch.setattr(Source, "read", changing)
    run = gpkit("ingest", "in")
    assert "not ingested: page.txt: changed while it was read\n  Ingest it again.\n" in run.err
    assert "3 new" in run.err
    assert run.code == 3


def test_a_dump_on_which_gpkit_fails(monkeypatch):
    practices = normalize.practices

    def failing(document, *args):
        if document.name == "page.txt":
            raise ZeroDivisionError("division by zero")
        return practices(document, *args)

    monkeypatch.setattr(normalize, "practices", failing)
    run = gpkit("ingest", "in")
    assert (
        "not ingested: page.txt: gpkit failed on this dump (ZeroDivisionError: division by zero)\n"
        "  This is a defect of gpkit: please report it with the dump. The other dumps are done.\n"
    ) in run.err
    assert "3 new" in run.err
    assert run.code == 3
