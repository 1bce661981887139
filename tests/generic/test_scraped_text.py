"""Text as scrapers write it: Markdown, columns of blanks, capitals, wrapped lines, teasers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.parsers._forms import Kind, forms
from gpkit.parsers._layouts import numbered
from gpkit.pipeline import Read, read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSA, PROSE, PROZA_BG

TITLE = "Tablets at the ferry landing"
PAIRS = {"Country": "Malta", "Start year": "2019", "Organisation": "Harbour library"}


def rows(form: str) -> str:
    return "\n".join(form.format(label, value) for label, value in PAIRS.items())


TEXTS = {
    "bold labels": f"# {TITLE}\n\n{rows('**{}:** {}')}\n\n## What came of it\n\n{PROSE}\n",
    "bold labels, the colon outside": f"# {TITLE}\n\n{PROSE}\n\n{rows('**{}** : {}')}\n\n{PROSE}",
    "items with bold labels": f"# {TITLE}\n\n{PROSE}\n\n{rows('  * **{}** : {}')}\n\n{PROSE}",
    "items with labels": f"{TITLE}\n\n{PROSE}\n\n{rows('- {}: {}')}\n\n{PROSE}",
    "a table with names that say nothing": f"# {TITLE}\n\n| Field | Value |\n|---|---|\n"
    f"{rows('| {} | {} |')}\n\n{PROSE}\n\n{PROSE}",
    "two columns of blanks": f"{TITLE}\n\n{rows('{:18}{}')}\n\n{PROSE}\n\n{PROSE}",
    "labels in capitals": f"{TITLE}\n\nWHERE\n\nGhent\n\nTOPIC AND AIM\n\nLending\n\nPEOPLE\n\n"
    f"Forty helpers\n\n{PROSE}\n\n{PROSE}",
    "dashes, numbers with words": f"Tafeln am Anleger\n\nTräger – Verein Werkraum\nBeginn – 2019, "
    f"im März\nKosten – 12 tausend Euro\n\n{PROSA}\n\n{PROSA}",
    "several values below colons": "Таблети на кея\n\nПартньори:\nУниверситет\nДом за възрастни\n"
    f"Сдружение Вал\n\nТраене:\n2019 – 2021\n\nВодещ:\nБиблиотека\n\n{PROZA_BG}\n\n{PROZA_BG}",
}
SAID = {
    "labels in capitals": {
        "WHERE": ["Ghent"],
        "TOPIC AND AIM": ["Lending"],
        "PEOPLE": ["Forty helpers"],
    },
    "dashes, numbers with words": {
        "Träger": ["Verein Werkraum"],
        "Beginn": ["2019, im März"],
        "Kosten": ["12 tausend Euro"],
    },
    "several values below colons": {
        "Партньори": ["Университет", "Дом за възрастни", "Сдружение Вал"],
        "Траене": ["2019 – 2021"],
        "Водещ": ["Библиотека"],
    },
}


def read(text: str) -> Read:
    return read_dump(text.encode(), "page.txt", "generic")


def tight(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


@pytest.mark.parametrize(
    "words", [str, Nonsense(1).text, tight], ids=["words", "nonsense", "tight"]
)
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_labels_and_values(name: str, words: object) -> None:
    assert callable(words)
    [practice] = read(words(TEXTS[name])).practices
    wanted = SAID.get(name) or {label: [value] for label, value in PAIRS.items()}
    assert practice.title == words(TEXTS[name].partition("\n")[0].removeprefix("# "))
    assert {o.label: [v.raw for v in o.values] for o in practice.observed} == {
        words(label): [words(value) for value in values] for label, values in wanted.items()
    }


def test_marks_of_markdown_are_none_of_the_words() -> None:
    head = f"# [{TITLE}](/a)\n\n![A boat](/b.png)\n\n## **What came of it**"
    page = f"{head}\n\n{PROSE}\n\n* One\n* Two\n"
    [practice] = read(page).practices
    assert practice.title == TITLE
    assert [(s.heading, s.text) for s in practice.sections] == [
        ("What came of it", f"{PROSE}\n- One\n- Two")
    ]


def test_a_line_below_a_heading_makes_it_one() -> None:
    page = (
        f"{TITLE}\n{'=' * len(TITLE)}\n\nThe plan\n--------\n\n{PROSE}\n\nLater\n-----\n\n{PROSE}\n"
    )
    [practice] = read(page).practices
    assert practice.title == TITLE
    assert [section.heading for section in practice.sections] == ["The plan", "Later"]


def test_points_of_a_list_are_no_facts() -> None:
    points = ("Trust", "Time", "Talk")
    items = "".join(f"- {point}: {PROSE[:78]} and so we all did it.\n" for point in points)
    [practice] = read(f"{TITLE}\n\n{PROSE}\n\n{items}").practices
    assert not practice.observed


# Teasers ------------------------------------------------------------------------------------------

NAMES = ("A lending piano", "Seeds at midnight", "A map of quiet benches", "Soup of old bread")
TOLD = "Neighbours meet on the first floor and sort what others throw away, all through the winter."
TEASERS = {
    "titles and words": "{t}\n\n{p}\n\nRead it all\n\n",
    "dates between": "{t}\n\n{n}.3.2021\n\n{p}\n\nRead it all\n\n",
    "dates with a topic": "{t}\n\n{n}.3.2021 | Learning\n\n{p}\n\nRead it all\n\n",
    "topics between": "{t}\n\nLearning and more\n\n{p}\n\nRead it all\n\n",
    "Markdown": "## [{t}](/{n})\n\n{p}\n\n[Read it all](/{n})\n\n",
}


@pytest.mark.parametrize(
    "words", [str, Nonsense(5).text, tight], ids=["words", "nonsense", "tight"]
)
@pytest.mark.parametrize("name", sorted(TEASERS))
@pytest.mark.parametrize("foot", ["", "1\n2\n3\nNext page\n"], ids=["", "pages"])
def test_teasers_that_end_alike(name: str, words: object, foot: str) -> None:
    assert callable(words)
    each = "".join(
        TEASERS[name].format(t=t, p=f"{TOLD} {t}.", n=n) for n, t in enumerate(NAMES, start=1)
    )
    found = read(words(f"All our practices\n\n{each}{foot}")).practices
    assert [p.title for p in found] == [words(name) for name in NAMES]
    for practice in found:
        assert not practice.observed
        assert any(
            s.text.startswith(words(TOLD)[:40]) or words(TOLD)[:40] in s.text
            for s in practice.sections
        )


def test_a_label_that_each_record_prints_closes_none() -> None:
    each = "\n\n".join(
        f"{name}\n\n{TOLD} {name}.\n\nTown\nGhent {n}" for n, name in enumerate(NAMES)
    )
    assert [p.title for p in read(each).practices] != [f"Ghent {n}" for n in range(3)]


# What surrounds the words ------------------------------------------------------------------------

NOTICE = (
    "We keep small files on your device to see what is read here and to offer more of it. By going "
    "on you agree to that, and you may change your mind on the page about them at any time."
)


@pytest.mark.parametrize(
    "words", [str, Nonsense(6).text, tight], ids=["words", "nonsense", "tight"]
)
@pytest.mark.parametrize("mark", [" > ", " » ", " / "])
def test_a_breadcrumb_names_the_title_below_a_notice(mark: str, words: object) -> None:
    assert callable(words)
    crumbs = mark.join(("Home", "Practices", TITLE))
    found = read(
        words(f"Your privacy here\n\n{NOTICE}\n\nHome\n\n{crumbs}\n\n{TITLE}\n\n{PROSE}\n")
    )
    assert [p.title for p in found.practices] == [words(TITLE)]
    assert "breadcrumb" in {claim.reason for claim in found.parsed.noise}


def test_links_below_a_page_are_no_labels() -> None:
    links = (
        "Weaving with sensors",
        "Drones over the orchard",
        "Fishermen who map the bay",
        "Imprint",
    )
    block = "Town\nGhent\n\nBegun\n2019\n\nKind\nA school"
    page = f"{TITLE}\n\n{block}\n\n{PROSE}\n\n{PROSE}\n\n"
    [practice] = read(page + "\n".join(links)).practices
    assert [o.label for o in practice.observed] == ["Town", "Begun", "Kind"]


def test_a_block_below_a_page_is_read_where_a_number_proves_it() -> None:
    block = "Town\nGhent\n\nBegun\n2019\n\nKind\nA school"
    page = f"{TITLE}\n\n{block}\n\n{PROSE}\n\n{PROSE}\n\n"
    [practice] = read(page + "Money spent\n12 000 EUR\nMoney from\nThe valley\n").practices
    assert [o.label for o in practice.observed][3:] == ["Money spent", "Money from"]


BROKEN = (
    "The library of the harbour lends tablets to older neigh-\nbours and shows them how to book a "
    "doctor. Forty volun-\nteers take part, and each of them looks after three peo-\n"
    "ple in the town."
)


@pytest.mark.parametrize("words", [str, Nonsense(7).text], ids=["words", "nonsense"])
def test_lines_that_a_printer_broke_are_prose(words: object) -> None:
    assert callable(words)
    page = f"{TITLE}\n\nTown: Ghent\nBegun: 2019\nKind: A school\n\n1. The plan\n\n{BROKEN}\n\n"
    found = read(words(f"{page}3\n\n2. What came of it\n\n{BROKEN}\n"))
    [practice] = found.practices
    assert practice.title == words(TITLE)
    assert [o.label for o in practice.observed] == [words(one) for one in ("Town", "Begun", "Kind")]
    assert words(BROKEN) in "\n".join(section.text for section in practice.sections)


@pytest.mark.parametrize(
    "lines",
    [
        ("Field of training and of work for everybody here", "further education"),
        ("The name of a school that is as long as names are", "The Name of the Next One of Them"),
        ("A sentence that ends where the line does, as it may.", "and another one that follows it"),
    ],
)
def test_what_is_no_broken_line(lines: tuple[str, str]) -> None:
    at = [numbered(n, words, words) for n, words in enumerate(lines, start=1)]
    assert all(form.kind is not Kind.PROSE for form in forms(at))


def test_the_last_value_above_prose_is_one_where_its_label_is_known() -> None:
    block = "Country\nMalta\nStart year\n2019\nOrganisation\nHarbour library"
    [practice] = read(f"{TITLE}\n{block}\n{PROSE}\n{PROSE}").practices
    assert practice.observed[-1].values[0].raw == "Harbour library"


def test_the_kind_of_a_page_and_its_title_are_no_pair_above_pairs() -> None:
    page = f"Fiche of a practice\n\n{TITLE}\n\nTown: Ghent\nBegun: 2019\n\n{PROSE}\n\n{PROSE}\n"
    [practice] = read(page).practices
    assert [o.label for o in practice.observed] == ["Town", "Begun"]


def test_a_time_is_part_of_its_date() -> None:
    page = f"{TITLE}\n\n12/10/2021 - 10:15\n\n{PROSE}\n\n{PROSE}\n"
    [practice] = read(page).practices
    assert practice.evidence.published is not None
    assert practice.evidence.published.raw == "12/10/2021 - 10:15"


# Records -----------------------------------------------------------------------------------------

NUMBERED = [(name, f"Ghent {n}", str(2015 + n), f"{TOLD} {name}.") for n, name in enumerate(NAMES)]
RECORDS = {
    "two labels": "{t}\n\n{p}\n\nTown\n{c}\nBegun\n{y}\n\n",
    "two pairs": "{t}\n\n{p}\n\nTown: {c}\nBegun: {y}\n\n",
    "two pairs as items": "## {t}\n\n- Town: {c}\n- Begun: {y}\n\n{p}\n\n",
}


@pytest.mark.parametrize("words", [str, Nonsense(8).text], ids=["words", "nonsense"])
@pytest.mark.parametrize("name", sorted(RECORDS))
def test_two_labels_part_records(name: str, words: object) -> None:
    assert callable(words)
    each = (RECORDS[name].format(t=t, c=c, y=y, p=p) for t, c, y, p in NUMBERED)
    found = read(words("".join(each))).practices
    assert [p.title for p in found] == [words(one) for one in NAMES]
    assert [[v.raw for o in p.observed for v in o.values] for p in found] == [
        [words(town), year] for _, town, year, _ in NUMBERED
    ]


def test_keys_that_a_machine_wrote_are_labels() -> None:
    head = "---\nauthor: M. Borg\ndate: 2022-03-04\nsource_site: pages.example\n---\n"
    [practice] = read(f"{head}{PROSE}\nThe plan\n{PROSE}\n").practices
    assert [o.label for o in practice.observed] == ["author", "date", "source_site"]
