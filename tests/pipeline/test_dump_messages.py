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


FAILURES = [
    (
        ZeroDivisionError("division by zero"),
        "gpkit failed on this dump (ZeroDivisionError: division by zero)",
        "This is a defect of gpkit: please report it with the dump. The other dumps are done.",
    ),
    (
        MemoryError(),
        "reading it takes more than 1024 MiB of memory (limit-memory)",
        "If the dump is no page, take it out of the input. Or raise the limit in gpkit.toml: "
        "[limits] memory = 1073741824.",
    ),
]


@pytest.mark.parametrize(("error", "says", "cure"), FAILURES, ids=["defect", "memory"])
def test_a_dump_on_which_reading_fails(monkeypatch, error, says, cure):
    practices = normalize.practices

    def failing(document, *args):
        if document.name == "page.txt":
            raise error
        return practices(document, *args)

    monkeypatch.setattr(normalize, "practices", failing)
    run = gpkit("ingest", "in")
    assert f"not ingested: page.txt: {says}\n  {cure}\n" in run.err
    assert "3 new" in run.err
    assert run.code == 3
