"""Text as scrapers write it: Markdown, columns of blanks, capitals, wrapped lines, teasers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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
