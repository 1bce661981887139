"""What is said of decisions that cannot be, and of files of decisions that are broken."""

import json
from pathlib import Path

import pytest
from pages_of_a_site import page

from here import gpkit, lay, told

LETTERS, LOOMS, CLOCKS = (f"digitalalliance-bg/{name}" for name in ("letters", "looms", "clocks"))
PRACTICES = {
    "in/a.txt": page("Letters"),
    "in/b.txt": page("Looms", country="Latvia"),
    "in/c.txt": page("Clocks", country="Malta"),
}
DATED = (
    "Weaving circle of the north\n\nEvery winter the weavers show each other how a spreadsheet "
    "counts threads.\n\nThey have done so since the first computer came to the parish hall.\n\n"
    "Country\n\nLatvia\n\nStart date\n\n01/02/2019\n"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Three practices, each on a page of its own."""
    monkeypatch.chdir(tmp_path)
    lay(PRACTICES)
    assert gpkit("ingest", "-q", "in").code == 0
    return tmp_path


# What is typed before, and then -> what is said, the cure.
REFUSED = {
    f"merge {LETTERS} {LOOMS}": (
        f"distinct {LETTERS} {LOOMS}",
        f"{LETTERS} and {LOOMS} were decided to be two practices",
        "If that is wrong, take line 2 out of data/decisions.yaml first.",
    ),
    f"distinct {LOOMS} {LETTERS}": (
        f"distinct {LETTERS} {LOOMS}",
        "that was decided before",
        "There is nothing to do.",
    ),
    f"distinct {LETTERS} {LOOMS}": (
        f"merge {LETTERS} {LOOMS}",
        f"{LETTERS} and {LOOMS} are merged",
        f"First type: gpkit unmerge {LOOMS}",
    ),
    f"distinct {LETTERS}": (
        f"distinct {LETTERS} {LOOMS}",
        f"{LETTERS} is not contested: its places agree on date, code, organisation",
        "To say that two practices are not one, name both: gpkit distinct ID OTHER-ID",
    ),
}


@pytest.mark.parametrize("typed", REFUSED)
def test_what_cannot_be_decided(place, typed):
    before, says, cure = REFUSED[typed]
    assert gpkit(*before.split()).code == 0
    run = gpkit(*typed.split())
    assert (run.code, run.err) == (2, told(says, cure))


def test_a_date_that_was_not_among_the_readings(place):
    lay({"in/d.txt": DATED})
    gpkit("ingest", "-q", "in")
    (item,) = json.loads(gpkit("review", "--list", "--kind", "ambiguous", "--format", "json").out)
    line = {"kind": "ambiguous", "id": item["id"], "decision": "correct", "value": "2020"}
    run = gpkit("review", "--apply", "-", stdin=json.dumps(line))
    cure = f"They are: {', '.join(item['readings'])}."
    assert run.err == f"-:1: '2020' is none of its readings\n  {cure}\n"
    assert run.code == 3


def test_what_cannot_be_done_with_what_waits(place):
    lay({"in/d.txt": DATED})
    gpkit("ingest", "-q", "in")
    (item,) = json.loads(gpkit("review", "--list", "--kind", "ambiguous", "--format", "json").out)
    line = {"kind": "ambiguous", "id": item["id"], "decision": "melt"}
    run = gpkit("review", "--apply", "-", stdin=json.dumps(line))
    said = f"-:1: ambiguous {item['id']}: 'melt' cannot be decided of it\n  What can: "
    assert run.err.startswith(said)
    assert run.code == 3
    line = {"kind": "match", "id": "one/a", "decision": "accept"}
    run = gpkit("review", "--apply", "-", stdin=json.dumps(line))
    assert run.err == (
        "-:1: nothing of kind 'match' and id 'one/a' waits\n"
        "  See what does: gpkit review --list --format json\n"
    )
    assert run.code == 3


# Files that are broken ----------------------------------------------------------------------------

CORRECTION = f"data/corrections/{LETTERS}.yaml"
SCRAPE = "data/scrapes/001-2024-01-01.csv"
MEND = "Mend the line, or take the file back from Git."
BACK = "gpkit ingest --scrape writes this file: take it back from Git."
LIKE = "Mend it: a correction looks like {title: Other words, facets: {country: [LV]}}."
COLUMNS = "dump,sha256,url,fetched,site"
BROKEN = [  # the file, what stands in it -> what is said behind its name, the cure
    ("data/decisions.yaml", "merge: [a/b, c/d]\n", ":1: decisions are a list", MEND),
    (
        "data/decisions.yaml",
        "- merge: [a/b]\n",
        ":1: merge names two ids or more, each once",
        MEND,
    ),
    (
        "data/decisions.yaml",
        "- rejected: Letters\n",
        ":1: rejected names an id of practices (<family>/<slug>)",
        MEND,
    ),
    (
        "data/decisions.yaml",
        "- merge: [a/b, c/d]\n  keeps: [x]\n",
        ":1: 'keeps' is unknown in a decision of this kind (merge)",
        MEND,
    ),
    (
        "data/decisions.yaml",
        "- split: a/b\n  field: title\n  keeps: [x]\n",
        ":1: a split has a field (code, published, organisation) and the values that keep the id",
        MEND,
    ),
    (
        "data/aliases.csv",
        "alias,id,why\na/b,c/d,\nc/d,a/b,\n",
        ":2: a/b leads back to itself",
        MEND,
    ),
    ("data/aliases.csv", "alias,id,why\na/b\n", ":2: this is no alias,id,why", MEND),
    (
        "data/aliases.csv",
        "alias,id,why\na/b,c/d,\na/b,c/e,\n",
        ":3: a/b stands on line 2 too",
        MEND,
    ),
    (CORRECTION, "- title: Words\n", ":1: a correction is a mapping of fields", LIKE),
    (CORRECTION, "\ntitle: [\n", ":3:1: did not find expected node content", LIKE),
    (CORRECTION, "facets: [LV]\n", ": facets is a mapping of lists", LIKE),
    (SCRAPE, "a,b\n", f":1: its columns are not {COLUMNS}", BACK),
    (SCRAPE, f"{COLUMNS}\n,,,\n", ":2: a row of 4 cells under a header of 5", BACK),
    (
        SCRAPE,
        f"{COLUMNS},partial\n,,,,,\n,,,,,no\n",
        ":3: the last cell is 'no', where partial or nothing stands",
        BACK,
    ),
]


@pytest.mark.parametrize(("name", "text", "says", "cure"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_broken_file_is_named_with_its_line(place, name, text, says, cure):
    before = Path(f"data/normalized/{LETTERS}.yaml").read_bytes()
    lay({name: text, "in/a.txt": PRACTICES["in/a.txt"].replace("Letters", "Letters\n", 1)})
    run = gpkit("ingest", *(["--scrape", "2024-02-01"] if name == SCRAPE else []), "in")
    assert (run.code, run.err) == (2, told(f"{name}{says}", cure))
    assert Path(f"data/normalized/{LETTERS}.yaml").read_bytes() == before
