"""Tables by column: a row of names, and rows of what they name, as text and as HTML."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.pipeline import read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSE

Facts = list[tuple[str, list[str]]]
ROWS = (
    ("Name", "Town", "Year"),
    ("Robots in school", "Graz", "2020"),
    ("Bees on the roof", "Turku", "2019"),
    ("A choir of phones", "Ghent", "2021"),
)
WIDTHS = (22, 10, 4)


def spaced(rows: tuple[tuple[str, ...], ...]) -> str:
    widths = [max(len(row[n]) for row in rows) + 3 for n in range(len(rows[0]))]
    return "\n".join(
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def ruled(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, "|---|---|---|", *rest))


def html(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *rest = rows
    names = "".join(f"<th>{name}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rest)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


FORMS = {
    "bars": lambda rows: "\n".join(" | ".join(row) for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "blanks": spaced,
    "rules": ruled,
    "html": html,
}


def read(page: str) -> list[tuple[str | None, Facts]]:
    name = "page.html" if page.startswith("<") else "page.txt"
    found = read_dump(page.encode(), name, "generic").practices
    return [(p.title, [(o.label, [v.raw for v in o.values]) for o in p.observed]) for p in found]


def facts(head: tuple[str, ...], row: tuple[str, ...]) -> Facts:
    return [(name, [cell] if cell else []) for name, cell in zip(head, row, strict=True)]


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("words", [str, Nonsense(3).text], ids=["words", "nonsense"])
def test_each_of_several_rows_is_a_record(form: str, words: object) -> None:
    assert callable(words)
    head, *rows = (tuple(map(words, row)) for row in ROWS)
    assert read(FORMS[form]((head, *rows))) == [(row[0], facts(head, row)) for row in rows]


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("words", [str, Nonsense(3).text], ids=["words", "nonsense"])
def test_one_row_is_part_of_a_record(form: str, words: object) -> None:
    assert callable(words)
    head, row = (
        tuple(map(words, r)) for r in (("Town", "Year", "Cost"), ("Graz", "2020", "12 EUR"))
    )
    title, prose = words("Robots in the village"), words(PROSE)
    table = FORMS[form]((head, row))
    page = f"{title}\n\n{prose}\n\n{table}\n\n{prose}"
    if form == "html":
        page = f"<h1>{title}</h1><p>{prose}</p>{table}<p>{prose}</p>"
    assert read(page) == [(title, facts(head, row))]


@pytest.mark.parametrize("form", ["bars", "tabs", "blanks", "rules"])
def test_an_empty_cell_is_a_label_without_a_value(form: str) -> None:
    rows = (*ROWS[:2], ("Bees on the roof", "", "2019"))
    assert read(FORMS[form](rows))[1] == ("Bees on the roof", facts(ROWS[0], rows[2]))


def test_rows_under_prose_belong_to_its_record() -> None:
    table = FORMS["bars"](
        (("Partner", "Town", "Budget"), ("House", "Graz", "12 EUR"), ("City", "Graz", "9 EUR"))
    )
    [(title, found)] = read(f"Robots in the village\n\n{PROSE}\n\n{PROSE}\n\n{table}")
    assert title == "Robots in the village"
    assert found == [
        *(("Partner", ["House"]), ("Town", ["Graz"]), ("Budget", ["12 EUR"])),
        *(("Partner", ["City"]), ("Town", ["Graz"]), ("Budget", ["9 EUR"])),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Start | 2019\nEnd | 2021\nTown | Teruel",  # a table by row
        "Robots   Graz   Anna\nBees   Turku   Bert",  # nothing says that the first row names
        "some words   with blanks   between\nand more   of that   kind",
        "Kind: a | Town: b\nKind: c | Town: d",
    ],
)
def test_what_is_no_table_by_column(text: str) -> None:
    found = read_dump(f"A page of our own\n\n{PROSE}\n\n{text}".encode(), "a.txt", "generic")
    assert not any(entry.claim.columns for entry in found.entries)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_rows_are_proved(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "page.html" if form == "html" else "page.txt"
    (tmp_path / name).write_text(FORMS[form](ROWS), "utf-8")
    assert CliRunner().invoke(app, ["ingest", name]).exit_code == 0
    done = CliRunner().invoke(app, ["verify"])
    assert done.exit_code == 0, done.output
    [one, *_] = sorted(tmp_path.glob("data/normalized/generic/*.yaml"))
    one.write_text(one.read_text("utf-8").replace("label: Town", "label: City"), "utf-8")
    assert CliRunner().invoke(app, ["verify"]).exit_code == 1


def test_a_cell_with_parts_of_its_own_is_read_by_its_parts() -> None:
    cell = "<td><p>Cost: 12 EUR</p><p>Length: 3 weeks</p></td>"
    row = "<tr><td>Graz</td><td>2020</td></tr>".replace("</tr>", f"{cell}</tr>")
    table = f"<table><tr><th>Town</th><th>Year</th><th>More</th></tr>{row}</table>"
    [(_, found)] = read(f"<h1>Robots in the village</h1><p>{PROSE}</p>{table}<p>{PROSE}</p>")
    assert found == [
        *(("Town", ["Graz"]), ("Year", ["2020"])),
        *(("Cost", ["12 EUR"]), ("Length", ["3 weeks"])),
    ]


def test_a_wide_table_is_data() -> None:
    head = "".join(f"<th>Name {n}</th>" for n in range(9))
    row = "".join(f"<td>Cell {n}</td>" for n in range(9))
    page = f"<h1>Robots</h1><p>{PROSE}</p><table><tr>{head}</tr><tr>{row}</tr></table>"
    found = read_dump(page.encode(), "page.html", "generic")
    assert not any(entry.claim.columns for entry in found.entries)
