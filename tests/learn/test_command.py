"""``gpkit learn`` as a user runs it, and what the next ingest makes of the file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import gpkit

sys.path.insert(0, str(Path(__file__).parent))
from html_sites import SITES as HTML
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


def test_each_field_of_an_exported_practice_is_compared(site):
    """What gpkit exports of a page is what the page must give; any other word is told."""
    assert gpkit(*LEARN).code == 0
    assert gpkit("ingest", "pages").code == 0
    exported = json.loads(gpkit("export", "--format", "json").out)
    Path("all.json").write_text(json.dumps(exported), "utf-8")
    assert gpkit(*LEARN, "--dry-run", "--expect", "all.json").code == 0
    for key, other in {
        "language": "fi",
        "summary": "Other words.",
        "published": "1999-01-01",
    }.items():
        Path("one.json").write_text(json.dumps([{**exported[0], key: other}]), "utf-8")
        run = gpkit(*LEARN, "--dry-run", "--expect", "one.json")
        assert run.code == 1
        assert f"{key} is '{other}', and is read as" in run.err
    sections = [{**exported[0]["sections"][0], "text": "Nothing of this."}]
    Path("one.json").write_text(json.dumps([{**exported[0], "sections": sections}]), "utf-8")
    run = gpkit(*LEARN, "--dry-run", "--expect", "one.json")
    assert run.code == 1
    assert "text of section 1 is 'Nothing of this.', not 'The teachers" in run.err


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """Four pages of HTML that list ten records each."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for n, text in enumerate(HTML["cards"].pages[:4]):
        Path(f"pages/{n}.html").write_text(text, "utf-8")


def test_records_are_counted_beside_the_generic_parser(lists):
    run = gpkit(*LEARN)
    assert run.code == 0
    assert "0.html: 10 records (generic: 10)" in run.err


POOR = "family: my-site\nmarks: [All ideas, Next page]\ntitle: at All ideas\n"
POORLY = f"""
import sys, types, gpkit.learn
gpkit.learn.learn = lambda *_: types.SimpleNamespace(text=lambda: {POOR!r})
from gpkit.__main__ import main
sys.exit(main())
"""


def test_what_reads_worse_than_the_generic_parser_is_not_written(lists):
    command = [sys.executable, "-c", POORLY, *LEARN]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "the family finds 1 records here, the generic parser 10" in run.stderr
    assert "the generic parser reads more of these pages" in run.stderr
    assert not Path("families").exists()
    run = subprocess.run([*command, "--overwrite"], capture_output=True, check=False)
    assert run.returncode == 1
    assert Path("families/my-site.yaml").read_text("utf-8") == POOR


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
    "family: other\nmarks: [One line, Another]\n": (
        1,
        "the file of the family 'other' must be called other.yaml",
    ),
    "family: My Site\nmarks: [One line, Another]\n": (1, "cannot name a family"),
    "family: my-site\nmarks: [One line]\n": (
        2,
        "a site is known by its hosts, or by two marks or more",
    ),
    "family: my-site\nmarks: [One line, Another]\nneeds: 3\n": (
        3,
        "needs is a number from 2 to 2, the count of marks",
    ),
    "family: my-site\nmarks: [One line, Another]\nrecord: somewhere\n": (3, "names no place"),
    "family: my-site\nmarks: [One line, Another]\ntitle: [first]\n": (3, "names no place"),
    "family: my-site\nmarks: [One line, Another]\nlabels: Country\n": (3, "labels is a list"),
    "family: my-site\nmarks: [One line, Another]\nlabels:\n- [Country]\n": (
        4,
        "labels is a list of lines of the page",
    ),
    "family: my-site\nmarks: [One line, Another]\nnoise:\n- Menu\n": (
        4,
        "noise is a mapping: what it is, and why",
    ),
    "family: my-site\nmarks: [One line, Another]\norder: big\n": (
        3,
        "'big' is no order that is known",
    ),
    "family: my-site\nmarks: [One line, Another]\nnoise: {Menu: []}\n": (
        3,
        "a reason is missing",
    ),
    "family: my-site\nmarks: [One line, Another]\nrecord: each li\n": (
        3,
        "'each li' names no elements",
    ),
    "family: my-site\nmarks: [One line, Another]\noutside: {menu: why}\n": (
        3,
        "'menu' names no element",
    ),
    "- family\n": (1, "a family file is a mapping of keys"),
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
