"""Scrapes told apart: what vanished, what came back, and the same page at another time."""

from pathlib import Path

import pytest
from pages_of_a_site import page

from gpkit.pipeline import Ingest
from gpkit.store import aliases
from gpkit.store.tree import Tree
from support import gpkit, tree

LETTERS, LOOMS = (f"digitalalliance-bg/{name}" for name in ("letters", "looms"))


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def ingest(scrape=None, /, index="", **dumps):
    folder = Path("in") / (scrape or str(len(list(Path().glob("in/*")))))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in dumps.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    if index:
        (folder / "index.csv").write_text(f"dump,url,fetched\n{index}\n", "utf-8")
    run = Ingest(Path("data/raw"), Path("data/normalized"), scrape=scrape)
    return run.run([str(folder)])


def get(practice_id):
    return Tree(Path("data/normalized")).get(practice_id)


def ids():
    return [practice.id for practice in Tree(Path("data/normalized")).practices()]


def test_what_a_scrape_lacks_is_retired_and_comes_back():
    ingest("2024-01-01", a=page("Letters"), b=page("Looms"))
    ingest("2024-02-01", a=page("Letters"))
    assert get(LOOMS).retired == ("2024-02-01", "2024-02-01")
    assert get(LETTERS).retired is None
    ingest("2024-03-01", a=page("Letters"))
    assert get(LOOMS).retired.scrape == "2024-02-01"
    notes = gpkit("validate", "--format", "json").out
    assert "retired-practice" in notes
    ingest("2024-04-01", a=page("Letters"), b=page("Looms"))
    assert get(LOOMS).retired is None


@pytest.mark.parametrize("text", ["", "\0\0\0\0", "Maintenance\n"])
def test_a_page_that_cannot_be_read_retires_nothing(text):
    ingest("s1", a=page("Letters"), b=page("Looms"))
    outcome = ingest("s2", a=page("Letters"), b=text)
    assert outcome.exit == 3
    assert get(LOOMS).retired is None
    ingest("s2", b=page("Looms"))
    ingest("s3", a=page("Letters"))
    assert get(LOOMS).retired.scrape == "s3"


def test_the_date_of_a_scrape_without_one_is_that_of_its_dumps():
    ingest("first", a=page("Letters"), b=page("Looms"))
    index = "a.txt,https://digital.example/letters,2024-05-06T07:08:09Z"
    ingest("second", index=index, a=page("Letters"))
    assert get(LOOMS).retired == ("second", "2024-05-06")


def test_prune_removes_what_is_retired_and_nothing_else():
    ingest("s1", a=page("Letters"), b=page("Looms"))
    ingest("s2", a=page("Letters"))
    before = tree("data")
    run = gpkit("ingest", "--prune")
    assert run.code == 0
    assert f"{LOOMS}: retired, removed" in run.err
    after = tree("data")
    assert {name for name in before if name not in after} == {f"normalized/{LOOMS}.yaml"}
    assert {name: before[name] for name in after} == after


def test_a_date_corrected_by_the_site_is_no_contest():
    ingest("s1", a=page("Letters"))
    ingest("s2", a=page("Letters", day="19.07.2024"))
    practice = get(LETTERS)
    assert practice.published == "2024-07-19"
    assert practice.contested == ()
    assert [place.version for place in practice.provenance.also] == ["older"]


def test_without_scrapes_the_time_of_fetching_tells_states_of_one_url():
    url = "https://digital.example/letters"
    prose = ("Letters are written at the well every Monday.", "Bring bread, and a pencil.")
    ingest(index=f"a.txt,{url},2024-01-01", a=page("Letters", prose=prose))
    ingest(index=f"a.txt,{url},2024-02-01", a=page("Letters from the well", prose=prose))
    assert ids() == [LETTERS]
    assert get(LETTERS).title == "Letters from the well"
    assert set(aliases.read(Path("data"))) == {"digitalalliance-bg/letters-from-the-well"}


def test_two_look_alikes_on_one_page_stay_two():
    """A new record beside a known one that stays is no new title of it."""
    prose = ("All of this prose stands in both of them, word for word.", "And this as well.")
    ingest("s1", a=page("Sewing in Latvia", prose=prose))
    both = page("Sewing in Latvia", prose=prose) + page("Sewing in Lithuania", prose=prose)
    ingest("s2", a=both.replace("Skip to main content\n\n", "", 1))
    assert [one.rpartition("/")[2] for one in ids()] == ["sewing-in-latvia", "sewing-in-lithuania"]


def test_a_record_that_moved_makes_room_for_another():
    """Page one gets a new record, what it had stands on page two: nothing is renamed."""
    prose = ("All of this prose stands in both of them, word for word.", "And this as well.")
    old, new = page("Sewing in Latvia", prose=prose), page("Sewing in Lithuania", prose=prose)
    ingest("s1", a=old)
    ingest("s2", a=new)
    assert len(ids()) == 1
    ingest("s2", b=old)
    assert [one.rpartition("/")[2] for one in ids()] == ["sewing-in-latvia", "sewing-in-lithuania"]
    assert aliases.read(Path("data")) == {}


def test_other_bytes_under_a_known_name_are_said():
    for number, title in enumerate(("Letters", "Looms")):
        Path(f"in/{number}").mkdir(parents=True)
        Path(f"in/{number}/page.txt").write_text(page(title), "utf-8")
        run = gpkit("ingest", f"in/{number}")
    assert "page.txt was read before with other bytes" in run.err
    assert "--scrape NAME" in run.err


def test_a_scrape_has_a_name_that_a_file_can_have():
    Path("in").mkdir()
    Path("in/a.txt").write_text(page("Letters"), "utf-8")
    run = gpkit("ingest", "in", "--scrape", "../etc")
    assert run.code == 2
    assert "no name of a scrape" in run.err


def test_a_practice_that_becomes_too_large_stays_as_it_was():
    ingest("s1", a=page("Letters"), b=page("Looms"))
    before = tree("data/normalized")
    Path("gpkit.toml").write_text("[limits]\nrecord = 3000\n", "utf-8")
    long = "The people of Letters meet at the well, and each of them brings another letter. " * 20
    Path("in/s2").mkdir()
    for name, text in {"a": page("Letters"), "c": page("Letters", prose=(long,))}.items():
        Path(f"in/s2/{name}.txt").write_text(text, "utf-8")
    Path("in/s2/b.txt").write_text(page("Looms"), "utf-8")
    run = gpkit("ingest", "--scrape", "s2", "in/s2")
    assert run.code == 3, run.err
    assert "limit-record" in run.err
    assert gpkit("verify").code == 0
    assert set(tree("data/normalized")) == set(before)


# A part of a site ---------------------------------------------------------------------------------

NAMES = ("Letters", "Looms", "Wells", "Boats", "Bread")


def cli(scrape, names, *options):
    folder = Path("in") / "-".join((scrape, *names))
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name.lower()}.txt").write_text(page(name), "utf-8")
    return gpkit("ingest", folder, "--scrape", scrape, *options)


def retired():
    return [one.title for one in Tree(Path("data/normalized")).practices() if one.retired]


@pytest.fixture
def five():
    assert cli("s1", NAMES).code == 0


def test_half_of_a_site_is_told_and_comes_back_as_a_part(five):
    before = tree("data/normalized")
    run = cli("s2", NAMES[:2])
    assert run.code == 0
    assert "digitalalliance-bg: the scrape lacks 3 of 5 practices; they are retired." in run.err
    assert "--partial" in run.err
    assert retired() == ["Boats", "Bread", "Wells"]
    run = cli("s2", NAMES[:2], "--partial")
    assert (run.code, "lacks" in run.err, retired()) == (0, False, [])
    assert tree("data/normalized") == before


@pytest.mark.parametrize("names", [NAMES, NAMES[:4], NAMES[:3]])
def test_less_than_half_is_no_news(names, five):
    assert "lacks" not in cli("s2", names).err


def test_what_was_retired_before_is_told_once(five):
    cli("s2", NAMES[:2])
    assert "lacks" not in cli("s3", NAMES[:2]).err


def test_a_part_retires_nothing_and_speaks(five):
    Path("in/s2").mkdir()
    Path("in/s2/letters.txt").write_text(page("Letters", day="19.07.2024"), "utf-8")
    run = gpkit("ingest", "in/s2", "--scrape", "s2", "--partial")
    assert run.code == 0, run.err
    assert get(LETTERS).published == "2024-07-19"
    assert retired() == []
    said = Path("data/scrapes/002-s2.csv").read_text("utf-8").splitlines()
    assert said[0] == "dump,sha256,url,fetched,site,partial"
    assert [line.endswith(",digitalalliance-bg,partial") for line in said[1:]] == [True]


def test_parts_and_their_last_make_a_whole_in_any_order(tmp_path, monkeypatch):
    ends = []
    for number, order in enumerate(((0, 1), (1, 0))):
        monkeypatch.chdir(tmp_path)
        Path(str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        cli("s1", NAMES)
        runs = [("s2", NAMES[:2], "--partial"), ("s2", NAMES[2:4])]
        for which in order:
            assert cli(*runs[which]).code == 0
        assert retired() == ["Bread"]
        ends.append(tree("data"))
    assert ends[0] == ends[1]


def test_no_practice_is_removed_by_half_a_scrape(five):
    run = cli("s2", NAMES[:2], "--prune")
    assert "nothing was removed. If they are gone indeed, type: gpkit ingest --prune" in run.err
    assert len(ids()) == 5
    gpkit("ingest", "--prune")
    assert len(ids()) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--partial"], "name it with --scrape"),
        (["--partial", "--scrape", "s1", "--prune"], "retires nothing that --prune could remove"),
    ],
)
def test_wrong_use_of_partial(options, words):
    Path("in").mkdir()
    run = gpkit("ingest", "in", *options)
    assert (run.code, words in " ".join(run.err.replace("│", " ").split())) == (2, True), run.err


def test_a_scrape_file_that_says_something_else_is_refused(five):
    path = Path("data/scrapes/001-s1.csv")
    lines = path.read_text("utf-8").splitlines()
    lines = [lines[0] + ",partial", *(line + ",perhaps" for line in lines[1:])]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    run = cli("s2", NAMES)
    says = "001-s1.csv:2: the last cell is 'perhaps', where partial or nothing stands"
    assert (run.code, says in run.err) == (2, True), run.err
