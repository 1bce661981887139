"""Whole pages as sites print them: what surrounds the content, and what lies within it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.pipeline import Read, read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense

TITLE = "Tablets at the ferry landing"
LENT = (
    "The library of the harbour lends tablets to older neighbours and shows them how to book a "
    "doctor. Forty volunteers take part, and each of them looks after three people."
)
CAME = (
    "After two winters more than six hundred people had written their first e-mail. The town has "
    "since made the scheme a part of its yearly plan, and two other towns have copied it."
)
WORKS = (
    "It works because nobody has to come to a classroom: the volunteers go where people already "
    "meet, to the bakery, the pharmacy and the ferry."
)
NOTICE = "<div role=dialog><p>We keep small files. By going on you agree to all of them.</p></div>"
MENU = "<header><nav><ul><li><a href=/>Home</a><li><a href=/p>Practices</a></ul></nav></header>"
FOOT = (
    "<footer><div><h4>About us</h4><ul><li><a href=/w>Who we are</a></ul></div><div><h4>Contact"
    "</h4><p>post@site.example</p><p>+32 2 555 01 01</p></div><p>All rights are ours.</p></footer>"
)
CARD = "<article><h3><a href=/{n}>{t}</a></h3><p>{p}</p></article>"
OTHERS = (
    ("Weaving with sensors", "Looms that count, in a hall by the river."),
    ("Drones over the orchard", "A pilot and a pear tree, and what they share."),
    ("Fishermen who map the bay", "Forty boats draw one chart."),
)
BELOW = "".join(CARD.format(n=n, t=t, p=p) for n, (t, p) in enumerate(OTHERS))
FIELD = "<div class=f><div>{}</div><div>{}</div></div>"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{MENU}{NOTICE}{body}{FOOT}</body></html>".encode()


def read(body: str) -> Read:
    return read_dump(page(body), "page.html", "generic")


def facts(found: Read) -> dict[str, list[str]]:
    [practice] = found.practices
    return {o.label: [v.raw for v in o.values] for o in practice.observed}


def prose(found: Read) -> str:
    return "\n".join(section.text for p in found.practices for section in p.sections)


def test_a_page_is_no_list_of_the_pages_below_it() -> None:
    body = f"<h1>{TITLE}</h1><p>{LENT}</p><h2>What came of it</h2><p>{CAME}</p>"
    found = read(f"<main>{body}</main><section><h2>Read on</h2>{BELOW}</section>")
    [practice] = found.practices
    assert practice.title == TITLE
    assert practice.provenance.confidence >= 0.5
    assert prose(found).endswith(f"{LENT}\n{CAME}")


def test_a_list_below_a_word_of_welcome_is_one() -> None:
    welcome = f"<h1>All of them</h1><p>{WORKS[:120]}</p><p>Here they are.</p>"
    assert [p.title for p in read(f"<main>{welcome}{BELOW}</main>").practices] == [
        title for title, _ in OTHERS
    ]


def test_the_foot_of_a_page_is_none_of_its_prose() -> None:
    found = read(f"<main><h1>{TITLE}</h1><p>{LENT}</p><p>{CAME}</p></main>")
    assert found.practices[0].provenance.confidence >= 0.5
    assert "post@site.example" not in prose(found)
    assert {e.claim.reason for e in found.entries if e.claim} >= {"navigation", "foot of the page"}


def test_the_foot_of_an_article_is_its_own() -> None:
    body = f"<h1>{TITLE}</h1><p>{LENT}</p><footer><p>{CAME}</p></footer>"
    assert CAME in prose(read(f"<main><article>{body}</article></main>"))


TOPICS = "<div class=f><div>Topics</div><div><div>Early years</div><div>Inclusion</div></div></div>"
FIELDS = (
    FIELD.format("Key action", "Cooperation of schools")
    + FIELD.format("Start", "01-09-2020")
    + FIELD.format("Grant", "198 400 EUR")
    + TOPICS
    + FIELD.format("Coordinator", "School of the harbour")
)
WANTED = {
    "Key action": ["Cooperation of schools"],
    "Start": ["01-09-2020"],
    "Grant": ["198 400 EUR"],
    "Topics": ["Early years", "Inclusion"],
    "Coordinator": ["School of the harbour"],
}


@pytest.mark.parametrize("words", [str, Nonsense(3).text], ids=["words", "nonsense"])
def test_fields_beside_the_body_of_a_page_are_facts(words: object) -> None:
    assert callable(words)
    found = read(
        f"<main><h1>{words(TITLE)}</h1><div>"
        + "".join(
            f"<div class=f><div>{words(label)}</div>"
            f"<div>{''.join(f'<div>{words(value)}</div>' for value in values)}</div></div>"
            for label, values in WANTED.items()
        )
        + f"<div class=f><p>{words(LENT)}</p><p>{words(CAME)}</p></div></div></main>"
    )
    assert [p.title for p in found.practices] == [words(TITLE)]
    assert facts(found) == {words(k): [words(v) for v in vs] for k, vs in WANTED.items()}
    assert prose(found).endswith(f"{words(LENT)}\n{words(CAME)}")


def test_a_heading_above_prose_is_no_fact_among_headings_that_are() -> None:
    small = "".join(f"<h5>{label}</h5><div><p>{v[0]}</p></div>" for label, v in WANTED.items())
    found = read(
        f"<main><h1>{TITLE}</h1><div>{small}<h5>About</h5><div><p>{LENT}</p></div></div></main>"
    )
    assert facts(found) == {label: values[:1] for label, values in WANTED.items()}
    assert [s.heading for s in found.practices[0].sections if s.text == LENT] == ["About"]


def test_the_first_heading_is_no_heading_of_the_table_below_it() -> None:
    rows = "<tr><th>Done by</th><td>Harbour library</td></tr><tr><th>Town</th><td>Graz</td></tr>"
    found = read(f"<main><h1>{TITLE}</h1><table>{rows}</table><p>{LENT}</p></main>")
    assert found.practices[0].title == TITLE
    assert facts(found) == {"Done by": ["Harbour library"], "Town": ["Graz"]}


def test_what_the_markup_calls_a_heading_is_one() -> None:
    found = read(f"<main><h1>{TITLE}</h1><p>Begun in May</p><h3>The plan</h3><p>{LENT}</p></main>")
    assert "The plan" in [section.heading for section in found.practices[0].sections]


# Lists beside an article -------------------------------------------------------------------------

NEWS = "".join(
    f"<div><h4><a href=/{n}>{t}</a></h4><p>{p}</p></div>" for n, (t, p) in enumerate(OTHERS)
)
MENUS = "".join(
    f"<li><a href=/{n}>{word}</a><ul>"
    + "".join(f"<li><a href=/{n}{k}>{word}, part {k} of the menu</a></li>" for k in range(6))
    + "</ul></li>"
    for n, word in enumerate(("About the network", "Good practices", "Events and training"))
)
FILES = "".join(f"<li><a href=/{n}.pdf>Guide, part {n}, for volunteers</a></li>" for n in range(5))
TOLD = f"<p>{LENT}</p><p>{CAME}</p><p>{WORKS}</p>"
BESIDE = {
    "news above it": f"<div><h3>Latest news</h3>{NEWS}</div><main><h1>{TITLE}</h1>{TOLD}</main>",
    "a menu above it": f"<div><ul>{MENUS}</ul></div><div><h1>{TITLE}</h1>{TOLD}</div>",
    "links below it, and no first heading": f"<div><h2>{TITLE}</h2>{TOLD}</div><div><h3>Also</h3>"
    f"{NEWS}</div>",
    "files inside of it": f"<main><h1>{TITLE}</h1><p>{LENT}</p><h2>Files</h2><ul>{FILES}</ul>"
    f"<h2>Later</h2><p>{CAME}</p><p>{WORKS}</p></main>",
    "people below it": f"<main><h1>{TITLE}</h1>{TOLD}<h2>Team</h2>{NEWS.replace('. ', ' ')}</main>",
}


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_an_article_beside_a_list_is_one_record(name: str) -> None:
    found = read(BESIDE[name])
    assert [p.title for p in found.practices] == [TITLE]
    assert found.practices[0].provenance.confidence >= 0.5
    assert all(told in prose(found) for told in (LENT, CAME, WORKS))
    assert "Drones" not in prose(found)


def test_a_heading_above_paragraphs_by_threes_is_none_of_them() -> None:
    each = "".join(
        f"<p><strong><a href=/{n}>{t}</a></strong></p><p>{LENT}</p><p>Ghent, {2015 + n}</p>"
        for n, (t, _) in enumerate(OTHERS)
    )
    assert [p.title for p in read(f"<main><h1>All of them</h1>{each}</main>").practices] == [
        title for title, _ in OTHERS
    ]
