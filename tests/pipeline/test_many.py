"""Many pages: workers read, pack, plan and write, and the store is that of one process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gpkit.errors import StoreLocked
from gpkit.pipeline import Ingest, crew, few, keeping, many
from gpkit.pipeline.drafts import Drafts
from gpkit.pipeline.packed import Spool, as_entry, from_entry, packed
from gpkit.pipeline.work import Draft, Page
from gpkit.store.files import TEMPORARY
from gpkit.store.lock import folder_locked
from support import SEEDS, tree

PAGE = SEEDS[0].read_text("utf-8")
PAGES = 9


@pytest.fixture(autouse=True)
def _large(monkeypatch):
    """Take the way of large runs for a few small dumps, a few at a time."""
    import gpkit.pipeline.ingest as ingest_

    monkeypatch.setattr(ingest_, "SMALL", -1)
    monkeypatch.setattr(crew, "LEAST", 1)
    monkeypatch.setattr(many, "_PART", 4)
    monkeypatch.setattr(keeping, "_BATCH", 2)


@pytest.fixture
def root(tmp_path):
    lay_down(tmp_path, range(PAGES))
    return tmp_path


def lay_down(root, numbers, prose=""):
    (root / "in").mkdir(exist_ok=True)
    for number in numbers:
        page = PAGE.replace("Sparks", f"Sparks {number}").replace("Europe", f"Europe{prose}")
        (root / "in" / f"{number}.txt").write_text(page, "utf-8")


def ingest(root, jobs, **settings):
    run = Ingest(root / "data/raw", root / "data/normalized", jobs=jobs, **settings)
    return run.run([str(root / "in")])


def stored(root):
    return {name: data for name, data in tree(root / "data").items() if "gpkit-cache" not in name}


def told(outcome):
    states = {str(state): number for state, number in outcome.states.items()}
    kept = [Path(path).name for path in outcome.kept]
    return (outcome.rows, states, kept, outcome.quarantined, outcome.other_bytes)


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_workers_gives_the_same(root, jobs, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("alone")
    lay_down(other, range(PAGES))
    for prose, edited in (("", False), (" of today", True)):  # all new, then all changed
        for place in (root, other):
            lay_down(place, range(3, PAGES), prose)
            if edited:
                first = min((place / "data/normalized").rglob("*sparks-2*.yaml"))
                first.write_text(first.read_text("utf-8") + "# by hand\n", "utf-8")
        with monkeypatch.context() as alone:
            alone.setattr(crew, "LEAST", 10**6)
            expected = told(ingest(other, 1))
        assert told(ingest(root, jobs)) == expected
        assert stored(root) == stored(other)


def once(flag, do):
    """Do something in the first worker that comes by, and nowhere else."""
    if os.getpid() != MAIN:
        try:
            flag.touch(exist_ok=False)
        except FileExistsError:
            return
        do()


MAIN = os.getpid()


@pytest.mark.parametrize("late", [False, True])
def test_a_writer_that_is_killed_costs_nothing(root, tmp_path_factory, monkeypatch, late):
    other = tmp_path_factory.mktemp("whole")
    lay_down(other, range(PAGES))
    expected = told(ingest(other, 2))
    flag, bring = root / "killed", few.bring

    def killed(out, waiting):
        if late:
            bring(out, waiting[: len(waiting) // 2])
        once(flag, lambda: os.kill(os.getpid(), signal.SIGKILL))
        bring(out, waiting)

    monkeypatch.setattr(many, "bring", killed)
    assert told(ingest(root, 2)) == expected
    assert flag.exists()
    assert stored(root) == stored(other)


def test_a_copier_that_is_killed_costs_nothing(root, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("whole")
    lay_down(other, range(PAGES))
    ingest(other, 2)
    flag, write = root / "killed", keeping.write_many

    def killed(items):
        once(flag, lambda: os.kill(os.getpid(), signal.SIGKILL))
        return write(items)

    monkeypatch.setattr(keeping, "write_many", killed)
    ingest(root, 2)
    assert flag.exists()
    assert stored(root) == stored(other)


@pytest.mark.parametrize("half", ["bring", "write_many"])
def test_a_disk_that_is_full_ends_the_run_and_leaves_nothing_half_written(root, monkeypatch, half):
    def full(*_):
        (root / "data/normalized" / f"{TEMPORARY}left").write_text("x")
        raise OSError(28, "No space left on device", "somewhere")

    (root / "data/normalized").mkdir(parents=True)
    monkeypatch.setattr(many if half == "bring" else keeping, half, full)
    with pytest.raises(OSError, match="No space left"):
        ingest(root, 2)
    monkeypatch.undo()
    if half == "bring":
        assert not list((root / "data").rglob(f"{TEMPORARY}*"))
    _again(root)


def _again(root):
    ingest(root, 1)
    assert len(list((root / "data/normalized").rglob("*.yaml"))) == PAGES + 2
    assert len(list((root / "data/raw").iterdir())) == PAGES


def test_a_dump_that_changes_after_it_was_read_is_named_and_what_it_gave_dropped(root, monkeypatch):
    close = keeping.Keeping.close

    def changed(self, outcome, drafts):
        (root / "in/4.txt").write_text("other words\n", "utf-8")
        (root / "in/6.txt").unlink()
        close(self, outcome, drafts)

    monkeypatch.setattr(keeping.Keeping, "close", changed)
    outcome = ingest(root, 2)
    changed, gone = (str(failure) for failure in outcome.failures)
    assert changed == "4.txt: changed while it was read"
    assert "6.txt: No such file" in gone
    assert [row.dump for row in outcome.rows] == [
        f"{n}.txt" for n in range(PAGES) if n not in (4, 6)
    ]
    names = " ".join(path.stem for path in (root / "data/normalized").rglob("*.yaml"))
    assert "sparks-3" in names
    assert "sparks-4" not in names
    assert "sparks-6" not in names
    assert not (root / "data/raw/4.txt").exists()
    monkeypatch.undo()
    lay_down(root, [4, 6])
    _again(root)


def test_the_lock_stays_held_until_a_writer_is_done_whose_parent_was_killed(tmp_path):
    """Else another run could write in between, and be overwritten by what is older."""
    words = f"""if 1:
        import os, time
        from pathlib import Path
        from gpkit.pipeline import crew
        from gpkit.store.lock import folder_locked
        place, parent = Path({str(tmp_path)!r}), os.getpid()
        def work(part):
            (place / f"begun-{{part.start}}").touch()
            if part.start == 0:
                os.kill(parent, 9)
            while not (place / "go").exists():
                time.sleep(.01)
            (place / f"done-{{part.start}}").touch()
            yield part.start
        with folder_locked(place):
            list(crew.crew(2, work, 8, 1))
    """
    run = subprocess.run([sys.executable, "-c", words], check=False)
    assert run.returncode == -signal.SIGKILL
    with pytest.raises(StoreLocked), folder_locked(tmp_path, patience=0.2):
        pass
    (tmp_path / "go").touch()
    with folder_locked(tmp_path, patience=60):
        begun = sum(1 for path in tmp_path.glob("begun-*"))
        assert sum(1 for path in tmp_path.glob("done-*")) == begun
        time.sleep(0.1)
        assert sum(1 for path in tmp_path.glob("begun-*")) == begun  # nobody goes on


# What is packed -----------------------------------------------------------------------------------


def page(name, *ids):
    drafts = tuple(
        Draft(id_, f"text of {id_} on {name}: ž", id_ == "b", name, "0" * 64, "http://x", "2024")
        for id_ in ids
    )
    return Page(name, "0" * 64, None, drafts, loose=True)


def test_a_spool_gives_what_drafts_give():
    plain, spool = Drafts(), Spool()
    for one in (page("p", "b", "a"), page("q", "a"), page("r"), page("s", "a", "c")):
        plain.take(one)
        spool.take(packed(one))
    assert spool.ids() == plain.ids()
    assert list(spool.heads()) == list(plain.heads())
    assert [spool.of(one) for one in "abcd"] == [plain.of(one) for one in "abcd"]
    assert (spool.dated, spool.unread) == (plain.dated, plain.unread)
    spool.drop({("s", "0" * 64), ("p", "0" * 64)})
    assert spool.ids() == ["a"]
    assert [draft.dump for draft in spool.of("a")] == ["q"]
    spool.close()


def test_what_is_remembered_comes_back():
    found = [packed(page("p", "b", "a")), packed(page("q", "a")), packed(page("r"))]
    head, body = as_entry(found)
    assert from_entry(head, body) == found
    with pytest.raises(ValueError, match="not the bytes"):
        from_entry(head, body[:-1] + bytes([body[-1] ^ 1]))
