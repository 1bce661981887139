"""What makes elements of a page its records, mechanism by mechanism, and what makes them differ."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.documents import html
from gpkit.pipeline import read_dump

sys.path.insert(0, str(Path(__file__).parent))
from pages import PROSE

TITLES = ("Bees on the roof", "A choir of phones", "The lending bakery", "Robots in the village")
CARD = "<div><h3><a href=/{n}>{title}</a></h3><p>{price} EUR</p><p>Lasts {n} weeks</p></div>"


def cards(form: str = CARD) -> str:
    return "".join(
        form.format(title=t, n=n, price=10 + 7 * n) for n, t in enumerate(TITLES, start=2)
    )


def titles(body: str) -> list[str | None]:
    page = f"<html><body><main><h1>All of them</h1>{body}</main></body></html>".encode()
    return [p.title for p in read_dump(page, "list.html", "generic").practices]


# What stands beside records -----------------------------------------------------------------------

MENU = "".join(
    f"<ul><li><a href=/m{k}>Choose your district</a>"
    + "".join(f"<li><a href=/m{k}{n}>District number {k}{n}</a>" for n in range(9))
    + "</ul>"
    for k in range(5)
)
MONTHS = "".join(
    f"<div><div>Month {m} of year</div>"
    + "".join(f"<div>{day}</div>" for day in ("Mon", "Tue", "Wed", "Thu", *range(1, 31)))
    + "</div>"
    for m in range(8)
)
FILTERS = "".join(
    f"<fieldset><h4>Filter by {k}</h4>"
    + "".join(f"<div><a href=/f{k}{n}>Choice {n} of this filter</a></div>" for n in range(7))
    + "</fieldset>"
    for k in range(6)
)
BESIDE = {"columns of a menu": MENU, "a calendar": MONTHS, "groups of a form": FILTERS}


@pytest.mark.parametrize("beside", sorted(BESIDE))
@pytest.mark.parametrize("above", [True, False])
def test_records_win_over(beside: str, above: bool) -> None:
    aside, grid = f"<div>{BESIDE[beside]}</div>", f"<section>{cards()}</section>"
    assert titles(aside + grid if above else grid + aside) == [*TITLES]


def test_elements_of_another_shape_under_the_same_names_are_no_records() -> None:
    facts = "".join(f"<div><span><i>Fact {n}</i></span><b>of many</b></div>" for n in range(6))
    assert titles(f"<div>{facts}</div><div>{cards()}</div>") == [*TITLES]


def test_sections_that_hold_entries_are_no_records() -> None:
    three = "".join(
        f"<section><h2><a href=/s{k}>Section {k}</a></h2>"
        + cards(f"<div><p>{{title}} {k}</p><p>It took {{n}} weeks and cost {{price}} EUR</p></div>")
        + "</section>"
        for k in range(3)
    )
    found = titles(three)
    assert len(found) == 12
    assert found[0] == f"{TITLES[0]} 0"


def test_an_entry_with_parts_of_its_own_is_one_as_well() -> None:
    more = CARD.replace("</div>", "<ul><li>Sold out</li><li>Come again</li></ul></div>")
    half = cards() + more.format(title="The odd one", n=9, price=3) + cards(CARD)
    assert titles(f"<section>{half}</section>").count("The odd one") == 1


def test_a_glossary_under_a_table_is_none_of_its_records() -> None:
    rows = cards("<tr><td><a href=/{n}>{title}</a></td><td>{price}</td><td>{n} weeks</td></tr>")
    terms = "".join(
        f"<div><p>Term {n}</p><p>What the word in row {n} says</p></div>" for n in range(8)
    )
    assert titles(f"<table>{rows}</table><section>{terms}</section>") == [*TITLES]


# What is read of a record -------------------------------------------------------------------------


def test_the_heading_is_the_title_whatever_stands_above_it() -> None:
    badge = CARD.replace("<div>", "<div><span>Only this week in the town hall</span>", 1)
    assert titles(f"<section>{cards(badge)}</section>") == [*TITLES]


def lines(body: str) -> tuple[str, ...]:
    return html.read(body, "page.html").lines


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<p><span>2008</span><span>2h 33m</span><span>PG-13</span></p>", "2008 2h 33m PG-13"),
        ("<p>Rating<span>4.5</span></p>", "Rating 4.5"),
        ("<p><b>35</b>comments</p>", "35 comments"),
        ("<p><a href=/a>toddlers</a><a href=/b>parents</a></p>", "toddlers parents"),
        ("<p><span>O</span>nce upon a time</p>", "Once upon a time"),
        ("<p>the 15<sup>th</sup> of H<sub>2</sub>O</p>", "the 15th of H2O"),
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        ("<p><span>H</span><span>e</span><span>y</span></p>", "Hey"),
        ("<p><span>12</span><span>,50</span></p>", "12,50"),
        ("<p>You<b>Tube</b></p>", "YouTube"),
    ],
)
def test_cells_of_a_line_are_words_and_pieces_of_a_word_are_one(page: str, line: str) -> None:
    assert lines(page) == (line,)


def test_slides_that_wait_for_their_turn_are_read() -> None:
    slide = '<div aria-hidden="true" style="width: 320px"><p>A slide</p></div>'
    closed = '<div aria-hidden="true" style="width: 0px"><p>A closed one</p></div>'
    dialog = '<div aria-hidden="true"><p>A dialog</p></div>'
    assert lines(slide + closed + dialog + "<p>End</p>") == ("A slide", "End")


# Identity -----------------------------------------------------------------------------------------

JOBS = ("120 EUR", "130 EUR", "140 EUR", "150 EUR")
JOB = "<li><h3><a href=/job>A gardener</a></h3><p>Part of the time</p><p>{}</p></li>"


def ids(pay: tuple[str, ...]) -> list[str]:
    page = f"<h1>Jobs</h1><ul>{''.join(map(JOB.format, pay))}</ul>"
    return [p.id for p in read_dump(page.encode(), "jobs.html", "generic").practices]


def test_entries_of_one_title_differ_by_their_words_wherever_they_stand() -> None:
    found = ids(JOBS)
    assert len({*found}) == len(JOBS)
    assert ids(JOBS[::-1]) == found[::-1]
    assert ids((*JOBS, JOBS[0])) == [*found, found[0]]


def test_prose_tells_a_practice_whatever_its_values() -> None:
    page = f"A course for gardeners\n\n{PROSE}\n\nYear: {{}}\nTown: Graz\n"
    one, two = (read_dump(page.format(y).encode(), "a.txt", "generic") for y in (2019, 2020))
    assert one.practices[0].id == two.practices[0].id


# Trust --------------------------------------------------------------------------------------------


SHORT = "A Course for Gardeners\n\nThe course is as short as it is, and it lasts for a week.\n"


def test_a_title_and_one_sentence_are_a_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.txt").write_text(SHORT)
    assert CliRunner().invoke(app, ["ingest", "short.txt"]).exit_code == 0
    assert [p.parent.name for p in tmp_path.glob("data/*/generic/*.yaml")] == ["generic"]
    assert not list(tmp_path.glob("data/quarantine/generic/*.yaml"))
