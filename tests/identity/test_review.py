"""What waits for people: shown with the lines of the dump, decided one by one or by a file."""

import json
from pathlib import Path

import pytest
from pages_of_a_site import page

from gpkit.store.tree import Tree
from support import gpkit

DOUBTFUL = "We use cookies\n\nThis site uses cookies to remember what you chose.\n\nCookies\n"
ARTICLE = [
    "Weaving circle of the north",
    "Every winter the weavers meet and show each other how a spreadsheet counts threads.",
    "They have done so since the first computer came to the parish hall.",
    "Country",
    "Latvia",
    "Start date",
    "01/02/2019",
]
CONTESTED = "digitalalliance-bg/letters"


@pytest.fixture
def waiting(tmp_path, monkeypatch):
    """A catalogue with one doubtful practice and one contested."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/cookies.txt").write_text(DOUBTFUL, "utf-8")
    Path("in/a.txt").write_text(page("Letters"), "utf-8")
    Path("in/b.txt").write_text(page("Letters", day="01.02.2023"), "utf-8")
    assert gpkit("ingest", "in").code == 0
    return {item["kind"]: item for item in listed()}


def listed(*words):
    return json.loads(gpkit("review", "--list", "--format", "json", *words).out)


def published():
    return [practice.id for practice in Tree(Path("data/normalized")).practices()]


def decide(**decision):
    line = json.dumps(decision) + "\n"
    return gpkit("review", "--apply", "-", stdin=line.encode())


def test_what_waits_is_listed_with_lines_of_the_dump(waiting):
    assert set(waiting) == {"quarantine", "contested"}
    assert "cookies.txt:1: We use cookies" in waiting["quarantine"]["lines"]
    assert waiting["contested"]["id"] == CONTESTED
    assert listed("--kind", "match") == []


def test_what_is_accepted_is_published_and_stays_so(waiting):
    cookies = waiting["quarantine"]["id"]
    assert decide(kind="quarantine", id=cookies, decision="accept").code == 0
    assert cookies in published()
    assert gpkit("ingest", "in").code == 0
    assert cookies in published()
    assert [item["kind"] for item in listed()] == ["contested"]


def test_what_is_rejected_is_left_out_of_later_ingests(waiting):
    cookies = waiting["quarantine"]["id"]
    assert decide(kind="quarantine", id=cookies, decision="reject", reason="chrome").code == 0
    assert "reason: chrome" in Path("data/decisions.yaml").read_text("utf-8")
    assert not list(Path("data/quarantine").rglob("*/*.yaml"))
    assert "1 rejected" in gpkit("ingest", "in").err
    assert not list(Path("data/quarantine").rglob("*/*.yaml"))


def test_what_is_corrected_is_published_as_corrected(waiting):
    cookies = waiting["quarantine"]["id"]
    done = decide(kind="quarantine", id=cookies, decision="correct", value="country=LV; EE")
    assert done.code == 0
    practice = Tree(Path("data/normalized")).get(cookies)
    assert practice.facets["country"] == ("LV", "EE")


def test_an_ambiguous_value_is_settled(waiting):
    assert waiting
    Path("in/c.txt").write_text(page("Bells", day="01.02.2023"), "utf-8")
    Path("in/d.txt").write_text("\n\n".join(ARTICLE) + "\n", "utf-8")
    assert gpkit("ingest", "in").code == 0
    [item] = listed("--kind", "ambiguous")
    assert sorted(item["readings"]) == ["2019-01-02", "2019-02-01"]
    done = decide(kind="ambiguous", id=item["id"], decision="correct", value="2019-02-01")
    assert done.code == 0
    practice = Tree(Path("data/normalized")).get(item["practice"])
    assert practice.facets["start_date"] == ("2019-02-01",)
    assert listed("--kind", "ambiguous") == []


def test_a_contest_is_parted(waiting):
    assert decide(kind="contested", id=CONTESTED, decision="accept").code == 0
    assert len(published()) == 2
    assert "contested" not in {item["kind"] for item in listed()}


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"kind": "contested", "id": "a/b", "decision": "accept"}, "waits"),
        ({"kind": "contested", "id": CONTESTED, "decision": "melt"}, "cannot be decided"),
        ({"kind": "contested", "id": CONTESTED, "decision": "correct"}, "is no correction"),
    ],
)
def test_a_decision_that_cannot_be_is_named(waiting, decision, said):
    assert waiting
    run = decide(**decision)
    assert run.code == 3
    assert said in run.err


def test_answers_line_by_line(waiting):
    run = gpkit("review", "--kind", "quarantine", "--kind", "contested", stdin=b"what\nr\nq\n")
    assert run.code == 0
    assert "cannot be decided" in run.err
    assert "rejected" in run.err
    assert "1 left to decide" in run.err
    assert [item["kind"] for item in listed()] == ["contested"]


def test_hostile_words_cannot_steer_the_terminal(waiting):
    assert waiting
    evil = DOUBTFUL.replace("remember", "\x1b]0;pwn\x07remember\x1b[2J")
    Path("in/evil.txt").write_text(evil, "utf-8")
    assert gpkit("ingest", "in/evil.txt").code == 0
    run = gpkit("review", "--kind", "quarantine", stdin=b"s\ns\n")
    assert "\x1b" not in run.out + run.err
    assert "\\x1b" in run.out
