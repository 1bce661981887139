"""``gpkit learn`` as a user runs it, and what the next ingest makes of the file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from support import gpkit

sys.path.insert(0, str(Path(__file__).parent))
from sites import SITES

LEARN = ("learn", "--family", "my-site", "pages")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A working directory with three pages to learn from, and three held back."""
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(SITES["stacked"].pages):
        folder = tmp_path / ("pages" if number < 3 else "held-back")
        folder.mkdir(exist_ok=True)
        (folder / f"page-{number}.txt").write_text(text, "utf-8")
    return tmp_path


def test_learn_then_ingest(site):
    run = gpkit(*LEARN)
    assert (run.code, run.out) == (0, "")
    assert "families/my-site.yaml: written" in run.err
    assert "proved: all 3 pages are read" in run.err
    run = gpkit("ingest", "held-back")
    assert run.code == 0, run.err
    exported = json.loads(gpkit("export", "--format", "json").out)
    wanted = sorted(p.title for found in SITES["stacked"].practices[3:] for p in found)
    assert sorted(p["title"] for p in exported) == wanted
    assert {p["id"].split("/")[0] for p in exported} == {"my-site"}
    assert gpkit("validate", "--fail-on", "error").code == 0
    assert gpkit("verify").code == 0


def test_a_second_run_changes_nothing(site):
    gpkit(*LEARN)
    before = Path("families/my-site.yaml").read_bytes()
    run = gpkit(*LEARN)
    assert run.code == 0
    assert "unchanged" in run.err
    assert Path("families/my-site.yaml").read_bytes() == before


def test_a_file_that_people_edited_is_kept(site):
    gpkit(*LEARN)
    path = Path("families/my-site.yaml")
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    run = gpkit(*LEARN)
    assert run.code == 2
    assert "--overwrite" in run.err
    assert path.read_text("utf-8").endswith("# mine\n")
    assert gpkit(*LEARN, "--overwrite").code == 0


def test_a_dry_run_prints_and_writes_nothing(site):
    run = gpkit(*LEARN, "--dry-run")
    assert run.code == 0
    assert "family: my-site" in run.out
    assert not Path("families").exists()


def test_another_file(site):
    assert gpkit(*LEARN, "-o", "elsewhere/my-site.yaml").code == 0
    Path("gpkit.toml").write_text('[families]\npath = "elsewhere"\n', "utf-8")
    assert "my-site" in gpkit("ingest", "--dry-run", "held-back").err


def test_the_host_names_the_family(site):
    rows = [f"page-{n}.txt,https://www.ideas.example/{n},\n" for n in range(3)]
    Path("pages/index.csv").write_text("dump,url,fetched\n" + "".join(rows), "utf-8")
    assert gpkit("learn", "pages").code == 0
    assert "- ideas.example" in Path("families/ideas-example.yaml").read_text("utf-8")


def test_pages_without_a_host_need_a_name(site):
    run = gpkit("learn", "pages")
    assert run.code == 2
    assert "--family my-site" in run.err


def test_what_a_family_reads_already_is_refused(site):
    gpkit(*LEARN)
    run = gpkit("learn", "--family", "another", "pages")
    assert run.code == 2
    assert "the family my-site reads this page already" in run.err


# The smallest counterexample ----------------------------------------------------------------------


def test_expected_practices_are_compared(site):
    title = SITES["stacked"].practices[0][0].title
    good = {"title": title, "published": "2023-01-13", "labels": {"Participating town": ["Tartu"]}}
    Path("good.json").write_text(json.dumps([good]), "utf-8")
    assert gpkit(*LEARN, "--expect", "good.json").code == 0
    Path("bad.yaml").write_text(f"title: {title}\nlabels:\n  Run by: [Nobody]\n", "utf-8")
    run = gpkit(*LEARN, "--dry-run", "--expect", "good.json", "--expect", "bad.yaml")
    assert run.code == 1
    assert "smallest counterexample: page-0.txt:19: bad.yaml: 'Run by' has ['Nobody']" in run.err


def test_an_expected_practice_that_no_page_gives(site):
    Path("none.yaml").write_text("title: Nowhere at all\n", "utf-8")
    run = gpkit(*LEARN, "--dry-run", "--expect", "none.yaml")
    assert run.code == 1
    assert "Nowhere at all" in run.err


def test_a_page_that_is_not_read(site):
    short = SITES["stacked"].pages[3].partition("Participating town")[0]
    Path("pages/short.txt").write_text(short, "utf-8")
    run = gpkit(*LEARN, "--dry-run")
    assert run.code in (0, 1)
    assert "short.txt: 1 record" in run.err


# Broken files -------------------------------------------------------------------------------------

BROKEN = {
    "family: my-site\nmarks: [One line, Another]\ntitel: first\n": (3, "unknown key 'titel'"),
    "family: my-site\nmarks: [One line, Another\nlabels: []\n": (3, "expected"),
    "family: other\nmarks: [One line, Another]\n": (1, "must be called other.yaml"),
    "family: My Site\nmarks: [One line, Another]\n": (1, "cannot name a family"),
    "family: my-site\nmarks: [One line]\n": (2, "two marks or more"),
    "family: my-site\nmarks: [One line, Another]\nneeds: 3\n": (3, "from 2 to 2"),
    "family: my-site\nmarks: [One line, Another]\nrecord: somewhere\n": (3, "names no place"),
    "family: my-site\nmarks: [One line, Another]\ntitle: [first]\n": (3, "names no place"),
    "family: my-site\nmarks: [One line, Another]\nlabels: Country\n": (3, "labels is a list"),
    "family: my-site\nmarks: [One line, Another]\nnoise:\n- Menu\n": (4, "noise is a mapping"),
    "family: my-site\nmarks: [One line, Another]\norder: big\n": (3, "is no order"),
    "- family\n": (1, "a mapping of keys"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_family_file(site, text):
    line, what = BROKEN[text]
    Path("families").mkdir()
    Path("families/my-site.yaml").write_text(text, "utf-8")
    run = gpkit("ingest", "pages")
    assert run.code == 2
    assert f"families/my-site.yaml:{line}:" in run.err
    assert what in run.err
    assert gpkit(*LEARN, "--overwrite").code == 0
    assert gpkit("ingest", "pages").code == 0


def test_a_folder_that_is_configured_and_not_there(site):
    Path("gpkit.toml").write_text('[families]\npath = "nowhere"\n', "utf-8")
    run = gpkit("ingest", "pages")
    assert run.code == 2
    assert "[families] path names nowhere" in run.err


def test_a_family_of_ones_own_replaces_ours(workshop):
    Path("families").mkdir()
    marks = "family: erasmusly\nmarks: [Project Key Action, EU Grant (Eur)]\n"
    Path("families/erasmusly.yaml").write_text(
        f"{marks}title: 1 below Project Title\nlabels: [Project Key Action, Project Call Year]\n",
        "utf-8",
    )
    assert gpkit("ingest", "seeds").code in (0, 3)
    exported = json.loads(gpkit("export", "--format", "json").out)
    mine = [p for p in exported if p["family"] == "erasmusly"]
    assert [o["label"] for p in mine for o in p["observed"]][:2] == [
        "Project Key Action",
        "Project Call Year",
    ]
