"""The pieces that split pages and dumps, each asked by itself: one case a line, bounds included."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from gpkit.authority import load
from gpkit.documents import html
from gpkit.model import Claim, Document, Hint, Parsed, Role
from gpkit.parsers import _layouts, _pages, _records, _seams
from gpkit.parsers._forms import Form, forms
from gpkit.parsers._layouts import Numbered, block_start, content, headed_prose, stacked
from gpkit.parsers._seams import ADDRESS, RULE, Seams, seams_of

KNOWN = load()
TOLD = "They met each month for two years. What they wrote is open to all who want to read it."
LONG = (
    "Each school of the valley lent a room and a teacher, and each of them kept a book of what came"
)


def document(text: str, **more: object) -> Document:
    return Document("page.txt", "", tuple(text.split("\n")), **more)  # type: ignore[arg-type]


def lines(text: str) -> list[Numbered]:
    return [*content(document(text))]


def formed(text: str) -> list[Form]:
    return forms(lines(text))


def told(claims: object) -> list[tuple[str, ...]]:
    """Each claim as its role and what it says."""
    return [(c.role.value, *(x for x in (c.label, *c.values, c.reason) if x)) for c in claims]  # type: ignore[attr-defined]


# Lines ------------------------------------------------------------------------------------------


def test_lines_are_numbered_and_blank_ones_left_out() -> None:
    found = content(document("Ágora \n\n \xa0\n  Two"))
    assert [*found] == [(1, "Ágora", "Ágora ", "ágora"), (4, "Two", "  Two", "two")]
    assert _layouts.said_on(found) == {"ágora", "two"}
    assert _layouts.keys_of(found) == ["ágora", "two"]


@pytest.mark.parametrize(("length", "has_key"), [(199, True), (200, False)])
def test_paragraphs_have_no_key(length: int, has_key: bool) -> None:
    words = "a" * length
    assert bool(lines(words)[0].key) is has_key
    assert bool(_layouts.numbered(1, words, words).key) is has_key


def test_lines_remember_one_document_and_no_other() -> None:
    one, two = document("One"), document("Two")
    assert content(one) is content(one)
    assert content(two)[0].words == "Two"
    assert content(one)[0].words == "One"


@pytest.mark.parametrize(("words", "begun"), [("tow", True), ("wn", False), ("second", True)])
def test_a_line_begins_with_words(words: str, begun: bool) -> None:
    assert _layouts.is_begun(lines("Town of all\nSecond"), words) is begun


@pytest.mark.parametrize("words", sorted(_layouts.CHROME))
def test_furniture_is_noise(words: str) -> None:
    [at] = lines(words.title())
    expected = Claim(1, Role.NOISE, reason=_layouts.CHROME[words])
    assert _layouts.chrome(at) == expected
    assert [*headed_prose([at], KNOWN)] == [*stacked([at], KNOWN)] == [expected]
    assert [*_pages.labelled([at], frozenset())] == [expected]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Skip to main content", "skip link"),
        ("Skip to content", "skip link"),
        ("Jump to navigation", "skip link"),
        ("Jump to search", "skip link"),
        ("Scroll top", "link to the top"),
        ("Back to top", "link to the top"),
        ("Search by keyword", "search box"),
        ("Back to the top of the hill", None),
    ],
)
def test_what_furniture_is_for(words: str, reason: str | None) -> None:
    found = _layouts.chrome(lines(words)[0])
    assert (found and found.reason) == reason


@pytest.mark.parametrize(("blanks", "is_noise"), [(32, True), (33, False)])
def test_furniture_is_short(blanks: int, is_noise: bool) -> None:
    at = lines(f"Back{' ' * (blanks - 3)}to top")[0]
    assert at.key == "back to top"
    assert len(at.words) == blanks + 7
    assert (_layouts.chrome(at) is not None) is is_noise


# Prose ------------------------------------------------------------------------------------------

HEADS = {  # what stands above, the line, what stands below: is the line a heading?
    "short, above a long line": (None, "A room each", f"{LONG} of it.", True),
    "as long as a heading can be": (None, "A" * 90, "B" * 101, True),
    "longer than that": (None, "A" * 91, "B" * 101, False),
    "nothing below": (None, "A room each", None, False),
    "a line of 100 below": (None, "A room each", "B" * 100, False),
    "a line of 101 below": (None, "A room each", "B" * 101, True),
    "a list below": (None, "A room each", "- beds and chairs", True),
    "the opening of a list below": (None, "A room each", "They had to bring:", True),
    "a line broken inside a sentence below": (None, "A room each", f"and {LONG} of it.", False),
    "a question above a longer line": (None, "Who came?", "All came.x", True),
    "a question above one as long": (None, "Who came?", "All came.", False),
    "ends like a sentence": (None, "A room each.", f"{LONG} of it.", False),
    "ends with a comma": (None, "A room each,", f"{LONG} of it.", False),
    "ends with a colon": (None, "A room each:", f"{LONG} of it.", False),
    "ends with a semicolon": (None, "A room each;", f"{LONG} of it.", False),
    "ends with dots": (None, "A room each…", f"{LONG} of it.", False),
    "is called out": (None, "A room each!", f"{LONG} of it.", False),
    "begins in the middle": (None, "a room each", f"{LONG} of it.", False),
    "begins with a dash": (None, "/ room each", f"{LONG} of it.", False),
    "begins in quotes": (None, "„A room each“", f"{LONG} of it.", True),
    "above it a whole sentence": ("They came.", "A room each", f"{LONG} of it.", True),
    "above it half a sentence": ("They came to", "A room each", f"{LONG} of it.", False),
    "above it an item": ("- they came to", "A room each", f"{LONG} of it.", True),
    "known": (None, "Results", "x", True),
    "known, with a stop": (None, "Results.", "x", False),
    "known, with a comma": (None, "Results,", "x", False),
    "known, with nothing below": ("They came to", "Results", None, True),
}


@pytest.mark.parametrize("name", HEADS)
def test_headings(name: str) -> None:
    above, words, below, expected = HEADS[name]
    text = "\n".join(line for line in (above, words, below) if line is not None)
    found = [*headed_prose(lines(text), KNOWN)][0 if above is None else 1]
    assert found == Claim(found.line, Role.HEADING if expected else Role.TEXT, (words,))


@pytest.mark.parametrize(
    "mark", [".", "!", "?", ":", ";", "…", ")", "]", "”", "’", "“", '"', "'", "»"]
)
def test_a_heading_stands_below_a_finished_sentence(mark: str) -> None:
    found = told(headed_prose(lines(f"so they came{mark}\nA room each\n{'B' * 101}"), KNOWN))
    assert found[1][0] == "heading"


@pytest.mark.parametrize("mark", "“\"'‘«„([")
def test_marks_that_open_a_sentence(mark: str) -> None:
    found = told(headed_prose(lines(f"{mark}A room each\n{'B' * 101}"), KNOWN))
    assert found[0][0] == "heading"


def test_items_headings_that_are_marked_and_what_follows_a_heading() -> None:
    text = f"so it began with\n- One\na marked line\nA room each\n{'B' * 101}"
    found = headed_prose(lines(text), KNOWN, frozenset({3}))
    assert told(found) == [
        ("text", "so it began with"),
        ("item", "One"),
        ("heading", "a marked line"),
        ("heading", "A room each"),
        ("text", "B" * 101),
    ]


# Stacked blocks -----------------------------------------------------------------------------------

BLOCKS = {  # the lines, and the index at which the block begins
    "two labels": ("Words\nCountry\nMalta\nLevel\nBasic", 1),
    "one label": ("Words\nCountry\nMalta", None),
    "the same label twice": ("Words\nCountry\nMalta\nCountry\nItaly", None),
    "labels 8 lines apart": ("Country" + "\nWords" * 7 + "\nLevel", 0),
    "labels 9 lines apart": ("Country" + "\nWords" * 8 + "\nLevel", None),
    "a value of 200 between": (f"Country\n{'a' * 200}\nLevel", 0),
    "a value of 201 between": (f"Country\n{'a' * 201}\nLevel", None),
    "a sentence of 80 between": (f"Country\n{'a' * 79}.\nLevel", 0),
    "a sentence of 81 between": (f"Country\n{'a' * 80}.\nLevel", None),
    "a call of 81 between": (f"Country\n{'a' * 80}!\nLevel", None),
    "a question of 81 between": (f"Country\n{'a' * 80}?\nLevel", None),
    "an opening heading": ("Words\nDetails\nCountry\nMalta", 1),
    "an opening heading behind labels": ("Country\nLevel\nDetails\nCountry", 2),
    "two opening headings": ("Details\nCountry\nDetails\nLevel", 0),
    "an opening heading above no label": ("Details\nWords\nCountry\nMalta\nLevel", 2),
    "nothing": ("", None),
    "an opening heading alone": ("Details", None),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_where_a_block_begins(name: str) -> None:
    text, expected = BLOCKS[name]
    assert block_start(lines(text), KNOWN) == expected


OPENERS = ("Details", "National coalition details", "Organisation details", "Organization details")


@pytest.mark.parametrize("words", [*OPENERS, "Strategy details", "Project details"])
def test_a_block_is_opened(words: str) -> None:
    at = lines(f"{words}\nCountry:\n- Malta\n{words}")
    assert block_start(at, KNOWN) == 0
    assert told(stacked(at, KNOWN)) == [
        ("details", words),
        ("label", "Country"),
        ("value", "Malta"),
        ("value", words),
    ]


def test_a_block_without_opening_begins_with_a_label() -> None:
    assert told(stacked(lines("Country\nDetails"), KNOWN)) == [
        ("label", "Country"),
        ("value", "Details"),
    ]


READ_ALIKE = {  # "Digital kompetens" is a label and a technology, "Italian" a label and a language
    "under technologies, above words": ("Digital technology\nDigital kompetens\nWords", "value"),
    "under technologies, above a level": ("Digital technology\nDigital kompetens\nBasic", "label"),
    "under technologies, at the end": ("Digital technology\nDigital kompetens", "value"),
    "under another label": ("Country\nDigital kompetens\nWords", "label"),
    "a language": ("Target language\nItalian\nWords", "value"),
    "a language, above a language": ("Target language\nItalian\nGreek", "value"),
    "a language, under another label": ("Country\nItalian\nWords", "value"),
    "a language that is a label": ("Country\nItalian\nGreek", "label"),
}


@pytest.mark.parametrize("name", READ_ALIKE)
def test_labels_that_read_like_values(name: str) -> None:
    text, role = READ_ALIKE[name]
    assert told(stacked(lines(text), KNOWN))[1][0] == role


@pytest.mark.parametrize(
    ("words", "carrier", "rest"),
    [
        ("It’s  theirs : 2018 ", "It's theirs:", "2018"),
        ("It`s theirs", "Itʼs theirs", ""),
        ("It‘s theirs", "It's theirs", ""),
        ("It is", "It is theirs", None),
        ("It was theirs", "It is theirs", None),
        ("(Year) 2018", "(Year)", "2018"),
    ],
)
def test_words_behind_a_carrier(words: str, carrier: str, rest: str | None) -> None:
    assert _layouts.behind(words, carrier) == rest


# Whose page ---------------------------------------------------------------------------------------

SITE = frozenset({"site.example"})


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (None, ""),
        ("https://www.site.example/a", "site.example"),
        ("https://site.example:80/a", "site.example"),
        ("https://[site", ""),
        ("words", ""),
    ],
)
def test_host(url: str | None, name: str) -> None:
    assert _pages.host(document("Words", url=url)) == name


ELSEWHERE = "https://digital-skills-jobs.europa.eu/en/a"


@pytest.mark.parametrize(
    ("url", "marked", "expected"),
    [
        ("https://www.site.example/a", None, True),
        ("https://site.example/a", False, True),
        ("https://else.example/a", True, True),
        ("https://else.example/a", False, False),
        ("https://else.example/a", None, False),
        (None, True, True),
        (None, False, False),
        (None, None, False),
        (ELSEWHERE, True, False),
    ],
)
def test_whose_page(url: str | None, marked: bool | None, expected: bool) -> None:
    page = document("Words", url=url)
    marks = None if marked is None else lambda found: marked and found[0].words == "Words"
    assert _pages.is_of(page, SITE, marks) is expected


@pytest.mark.parametrize(
    ("url", "piece"),
    [
        (None, ""),
        ("https://[site/en/a-choir", ""),
        ("https://site.example/en/a-choir", "a-choir"),
        ("https://site.example/en/a_choir.html", "a_choir"),
        ("https://site.example/en/a-choir/", "a-choir"),
        ("https://site.example//en//a-choir?x=1", "a-choir"),
        ("https://site.example/a-choir", ""),
        ("https://site.example/en/node/291", ""),
        ("https://site.example/en/2-91", ""),
        ("https://site.example/en/a%20choir", ""),
        ("https://site.example/en/%61choir", ""),
        ("https://site.example/en/a.choir", ""),
        ("https://site.example/?p=20", ""),
        ("/en/a-choir", ""),
    ],
)
def test_the_piece_of_an_address_that_names_the_page(url: str | None, piece: str) -> None:
    assert _pages.address(document("Words", url=url)) == piece


# Parts of a page ----------------------------------------------------------------------------------


def test_furniture_is_parted_from_the_rest() -> None:
    claims, rest = _pages.parted(lines("Share\nWords\nBack to top\nMore"), {"share": "sharing"})
    assert told(claims) == [("noise", "sharing"), ("noise", "link to the top")]
    assert [claim.line for claim in claims] == [1, 3]
    assert [at.words for at in rest] == ["Words", "More"]


@pytest.mark.parametrize(
    ("words", "start", "found"),
    [("ONE", 0, 0), ("One", 1, 2), ("Two", 0, 1), ("Three", 0, None), ("Two", 2, None)],
)
def test_find(words: str, start: int, found: int | None) -> None:
    assert _pages.find(lines("One\nTwo\nOne"), words, start) == found
    if not start:
        assert _pages.find(lines("One\nTwo\nOne"), words) == found


HEAD = Hint("heading", 1)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [(HEAD, True), (Hint("heading", 2), False), (Hint("item", 1), False), (None, False)],
)
def test_headline(hint: Hint | None, expected: bool) -> None:
    page = document("One\nTwo\nThree", hints=(None, hint, None))
    assert _pages.is_headline(page, lines("One\nTwo")[1]) is expected
    assert not _pages.is_headline(page, lines("One\nTwo")[0])
    assert not _pages.is_headline(document("One"), lines("One")[0])


TITLES = {
    "A choir\nWords": (True, True),
    "A choir": (False, False),
    "": (False, False),
    "a" * 200 + "\nWords": (True, True),
    "a" * 201 + "\nWords": (False, False),
    "- A choir\nWords": (False, True),
    "A choir.\nWords": (False, False),
    "A choir,\nWords": (False, False),
    "A choir;\nWords": (False, False),
    "A choir:\nWords": (False, False),
    "A choir…\nWords": (False, False),
    "A choir?\nWords": (True, True),
}


@pytest.mark.parametrize("text", TITLES)
def test_the_form_of_a_title(text: str) -> None:
    plain, bulleted = TITLES[text]
    assert _pages.like_title(lines(text)) is plain
    assert _pages.like_title(lines(text), bulleted=True) is bulleted


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("A choir", "A choir"),
        ("- A choir", "A choir"),
        ("12. A choir", "A choir"),
        ("1234. A choir", "1234. A choir"),
        ("123.  A choir", "A choir"),
        ("12.5 voices", "12.5 voices"),
    ],
)
def test_titles_lose_bullet_and_ordinal(words: str, title: str) -> None:
    assert _pages.title(lines(words)[0]) == Claim(1, Role.TITLE, (title,))


# Labels -------------------------------------------------------------------------------------------

FUND = frozenset({"fund"})


@pytest.mark.parametrize(
    ("words", "known", "with_colons"),
    [
        ("Fund", ("Fund", ""), ("Fund", "")),
        ("Fund :", ("Fund", ""), ("Fund", "")),
        ("FUND : Big : 1", ("FUND", "Big : 1"), ("FUND", "Big : 1")),
        ("Funds", None, None),
        ("Budget: 12", None, ("Budget", "12")),
        ("Budget :  12", None, ("Budget", "12")),
        ("Budget:", None, ("Budget", "")),
        ("budget: 12", None, None),
        ("fund: 12", ("fund", "12"), ("fund", "12")),
        ("Budget:12", None, None),
        ("A: 12", None, None),
        ("Ab: 12", None, ("Ab", "12")),
        ("A" * 40 + ": 12", None, ("A" * 40, "12")),
        ("A" * 41 + ": 12", None, None),
        ("Fund" + " " * 95 + ":", ("Fund", ""), ("Fund", "")),
    ],
)
def test_labels(words: str, known: tuple[str, str] | None, with_colons: object) -> None:
    assert _pages.label_of(words, FUND) == known
    assert _pages.pair_of(words, FUND) == with_colons


@pytest.mark.parametrize(("length", "is_label"), [(99, True), (100, False)])
def test_labels_are_short(length: int, is_label: bool) -> None:
    found = _pages.label_of("a" * length, frozenset({"a" * length}))
    assert (found is not None) is is_label


def test_labels_and_the_values_below() -> None:
    at = lines("Words\nFund\n- Big\nBudget: 12\nFund: Small")
    known = [("value", "Words"), ("label", "Fund"), ("value", "Big")]
    fund = ("pair", "Fund", "Small")
    assert told(_pages.labelled(at, FUND)) == [*known, ("value", "Budget: 12"), fund]
    assert told(_pages.labelled(at, FUND, colons=True)) == [*known, ("pair", "Budget", "12"), fund]


# Whole pages --------------------------------------------------------------------------------------


def test_a_record_is_in_order_and_named_by_its_address_where_no_title_is() -> None:
    text, title = Claim(7, Role.TEXT, ("Words",)), Claim(3, Role.TITLE, ("A choir",))
    record = _pages.record([text, title], "a-choir")
    assert record[:4] == ((title, text), 3, 7, "")
    assert _pages.record([text], "a-choir")[:4] == ((text,), 7, 7, "a-choir")
    assert _pages.record([text]).address == ""
    around = [Claim(9, Role.NOISE)]
    assert _pages.single("site", [], around) == Parsed("site", (), (*around,))
    assert _pages.single("site", [text], around, "x").records == (_pages.record([text], "x"),)
    assert _pages.single("site", [text]).records[0].address == ""


def test_a_body_is_prose_and_the_block_below() -> None:
    assert told(_pages.body(lines(f"{TOLD}\nCountry\nMalta\nLevel\nBasic"), KNOWN)) == [
        ("text", TOLD),
        ("label", "Country"),
        ("value", "Malta"),
        ("label", "Level"),
        ("value", "Basic"),
    ]
    assert told(_pages.body(lines(f"Level\n{TOLD}"), KNOWN)) == [("text", "Level"), ("text", TOLD)]


DATED = re.compile(r"Date (\d+)")
ARTICLES = {  # lines, whether the site prints titles, and the claims
    "a title": ("A choir\nso it was", True, ["title", "text"]),
    "no titles there": ("A choir\nso it was", False, ["text", "text"]),
    "a heading of prose above": ("Results\nso it was", True, ["heading", "text"]),
    "a heading of prose below": ("A choir\nResults\nso", True, ["title", "heading", "text"]),
    "a date below": ("A choir\nDate 2018\nso it was", True, ["title", "published", "text"]),
    "a date on line 4": ("A choir\na\nb\nDate 1", True, ["title", "text", "text", "published"]),
    "a date on line 5": ("A c\na\nb\nc\nDate 1", True, ["title", "text", "text", "text", "text"]),
    "nothing": ("Share", True, []),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_articles(name: str) -> None:
    text, titled, roles = ARTICLES[name]
    page = document(f"{text}\nShare", url="https://site.example/en/a-choir")
    known = {"share": "sharing"}
    found = _pages.article("site", page, KNOWN, known=known, titled=titled, dated=DATED)
    claims = found.records[0].claims if found.records else ()
    assert [claim.role.value for claim in claims] == roles
    assert all(claim.values == (claim.values[0],) for claim in claims)
    assert [c.values for c in claims if c.role is Role.PUBLISHED] in ([], [("2018",)], [("1",)])
    assert {claim.reason for claim in found.noise} == {"sharing"}
    if found.records:
        assert found.records[0].address == ("" if "title" in roles else "a-choir")


def test_the_first_heading_of_the_markup_is_the_title() -> None:
    page = document("Results\nso it was", hints=(HEAD, None))
    found = _pages.article("site", page, KNOWN, known={}, titled=False)
    assert told(found.records[0].claims) == [("title", "Results"), ("text", "so it was")]
    empty = _pages.article("site", document("", hints=(HEAD,)), KNOWN, known={}, titled=True)
    assert empty == Parsed("site", (), ())


# Seams --------------------------------------------------------------------------------------------

URL = "https://pages.example/p/"
KINDS = {  # a line, what stands above it, and what it is between pages
    "=====": (None, RULE),
    "- - -": ("Words", ""),
    "--------": ("Words", ""),  # three longer than the words: drawn below a heading
    "---------": ("Words", RULE),
    "---": ("Wordier", RULE),
    f"{URL}1": (None, ADDRESS),
    f"URL: {URL}1": (None, ADDRESS),
    f"### {URL}1": (None, ADDRESS),
    f"=== Page: {URL}1 ===": (None, ADDRESS),
    f"see {URL}1": (None, ""),
    f"{URL}1 {URL}2": (None, ""),
    "somebody@pages.example": (None, ""),
    "one/two": (None, ""),
    "Words": (None, ""),
}


@pytest.mark.parametrize("line", KINDS)
def test_what_a_line_is_between_pages(line: str) -> None:
    above, kind = KINDS[line]
    before = None if above is None else formed(above)[0]
    at = formed(line)[0] if above is None else formed(f"{above}\n{line}")[1]
    assert _seams._kind(before, at) == kind
    if above is not None:
        assert _seams._kind(before, formed(f"{above}\n\n{line}")[1]) in (RULE, ADDRESS)


def page(n: int, labels: int = 2) -> str:
    """Give a page of two lines a label, and two lines more."""
    facts = "".join(f"\nLabel {'abc'[k]}\nValue {n}{k}" for k in range(labels))
    return f"Title {n} here{facts}\n{TOLD}"


RULED = "=" * 10
JOINS = {  # the text, the lines of seams, the lines at which pages begin
    "nothing": ("", [], []),
    "one page": (page(1), [], []),
    "long lines": (f"{page(1)}\n{RULED}\n{page(2)}", [7], [1, 8]),
    "long lines, no labels": (f"{page(1, 0)}\n{RULED}\n{page(2, 0)}", [3], [1, 4]),
    "short lines, no labels": (f"{page(1, 0)}\n{RULED[:9]}\n{page(2, 0)}", [], []),
    "short lines, a label": (f"{page(1, 1)}\n---\n{page(2, 1)}", [], []),
    "short lines, two labels": (f"{page(1)}\n---\n{page(2)}", [7], [1, 8]),
    "a line above the first": (f"{RULED}\n{page(1)}\n{RULED}\n{page(2)}", [1, 8], [2, 9]),
    "a line below the last": (f"{page(1)}\n{RULED}\n{page(2)}\n{RULED}", [7, 14], [1, 8]),
    "no more than a line": (f"{RULED}\n{page(1)}", [], []),
    "a line, and no page below": (f"{page(1)}\n{RULED}", [], []),
    "a foot": (f"{page(1)}\n{RULED}\nAll rights kept", [], []),
    "no title": (f"{page(1)}\n{RULED}\n{TOLD}\n{TOLD}\n{TOLD}\nLate", [], []),
    "a title on the third line": (f"{page(1, 0)}\n{RULED}\n{TOLD}\n{TOLD}\nLate", [3], [1, 4]),
    "addresses": (f"{URL}1\n{page(1, 0)}\n{URL}2\n{page(2, 0)}", [1, 4], [2, 5]),
    "one address": (f"{URL}1\n{page(1, 0)}", [], []),
    "addresses, none above": (f"{page(0, 0)}\n{URL}1\n{page(1, 0)}\n{URL}2\n{page(2, 0)}", [], []),
    "an address twice": (f"{URL}1\n{page(1, 0)}\n{URL}1\n{page(2, 0)}", [], []),
    "addresses between lines": (
        f"{RULED}\n{URL}1\n{RULED}\n{page(1, 0)}\n{RULED}\n{URL}2\n{RULED}\n{page(2, 0)}",
        [1, 2, 3, 6, 7, 8],
        [4, 9],
    ),
    "form feeds": (f"{page(1)}\n\f{page(2)}", [], [1, 7]),
    "form feeds behind blanks": (f"{page(1)}\n  \f{page(2)}", [], [1, 7]),
    "form feeds above the pages": (f"\f{page(1)}\n\f\n{page(2)}\n\f", [], [1, 8]),
    "form feeds inside of lines": (f"{page(1)}\n{page(2)}\fx", [], []),
    "form feeds, one label": (f"{page(1, 1)}\n\f{page(2, 1)}", [], []),
    "form feeds, no page": (f"{page(1)}\n\f{page(2).replace(TOLD, 'Late')}", [], []),
    "a form feed at the end": (f"{page(1)}\n\f", [], []),
    "another line in a page": (
        f"{page(1)}\n{RULED}\n{page(2)}\n\n{URL}x\n{TOLD}\n{RULED}\n{page(3)}",
        [7, 17],
        [1, 8, 18],
    ),
}


@pytest.mark.parametrize("name", JOINS)
def test_seams(name: str) -> None:
    text, between, starts = JOINS[name]
    assert seams_of(formed(text), document(text)) == Seams(frozenset(between), tuple(starts))


def test_pages_with_markup_have_no_seams() -> None:
    text = f"{page(1)}\n{RULED}\n{page(2)}"
    assert seams_of(formed(text), document(text, hints=(None,))) == Seams()


def test_what_recurs_stands_once_in_each_page() -> None:
    text = "Town\nOne\nYear: 1\nOnce\nTown\nTwo\nTwo\nYear: 2"
    assert _seams.recurring(formed(text), [0, 4]) == {"town", "year"}
    assert _seams.recurring(formed(text), [0]) == {"one", "once"}
    assert _seams.recurring(formed(text), []) == frozenset()


# Records ------------------------------------------------------------------------------------------


def cycle(text: str, few: int = 3) -> tuple[set[str], set[str], tuple[int, ...], tuple[int, ...]]:
    found = _records.cycle_of(formed(text), few)
    assert found is not None
    return {*found.keys}, {*found.often}, found.opens, found.ends


def entry(n: int, *labels: str) -> str:
    return f"Title {n}\n" + "\n".join(f"{label}\n{n}{k}0" for k, label in enumerate(labels))


THREE = ("Alpha", "Beta", "Gamma")


def test_a_cycle_is_what_each_record_repeats() -> None:
    text = "\n".join(entry(n, *THREE) for n in (1, 2))
    assert cycle(text) == ({"alpha", "beta", "gamma"}, set(), (1, 8), (5, 12))


@pytest.mark.parametrize(("length", "counts"), [(80, True), (81, False)])
def test_names_are_no_longer_than_a_line(length: int, counts: bool) -> None:
    text = "\n".join(entry(n, *THREE, "d" * length) for n in (1, 2))
    assert ("d" * length in cycle(text)[0]) is counts


def test_a_line_that_most_records_have_is_told_apart() -> None:
    parts = [entry(n, *THREE, *(["Delta"] if n < 4 else [])) for n in range(1, 6)]
    assert cycle("\n".join(parts))[:2] == ({"alpha", "beta", "gamma"}, {"delta"})
    parts = [entry(n, *THREE, *(["Delta"] if n < 3 else [])) for n in range(1, 6)]
    assert cycle("\n".join(parts))[:2] == ({"alpha", "beta", "gamma"}, set())


@pytest.mark.parametrize(
    ("records", "labels", "few", "found"),
    [
        (2, THREE, 3, True),
        (1, THREE, 3, False),
        (3, THREE[:2], 3, False),
        (3, THREE[:2], 2, True),
        (2, THREE[:2], 2, False),
    ],
)
def test_how_many_names_make_a_cycle(
    records: int, labels: tuple[str, ...], few: int, found: bool
) -> None:
    text = "\n".join(entry(n, *labels) for n in range(1, records + 1))
    assert (_records.cycle_of(formed(text), few) is not None) is found
    words = re.sub(r"^\d+$", "Words", text, flags=re.MULTILINE)
    if few == 2:
        assert _records.cycle_of(formed(words), few) is None, "names without numbers are links"


@pytest.mark.parametrize("value", ["1200", "12 May 2018"])
def test_two_names_with_numbers_behind_a_colon(value: str) -> None:
    text = "\n".join(f"Title {n}\nAlpha: {value}\nBeta: words" for n in range(3))
    assert cycle(text, 2)[0] == {"alpha", "beta"}
    assert _records.cycle_of(formed(text.replace(value, "words")), 2) is None


def test_a_name_on_the_last_line_has_no_number_below() -> None:
    text = "\n".join(f"Title {n}\nAlpha\nWords{n}\nBeta" for n in range(3))
    assert _records.cycle_of(formed(text), 2) is None


def test_names_are_typed_alike_and_values_are_not() -> None:
    parts = [
        f"Title {n}\nAlpha\n{n}\nBeta\n{n}\nGamma\n{n}\n{w}" for n, w in ((1, "WEB"), (2, "Web"))
    ]
    assert cycle("\n".join(parts))[:2] == ({"alpha", "beta", "gamma"}, {"web"})
    pairs = [f"Title {n}\nAlpha: 1\nBeta: 2\n{w}: 3" for n, w in ((1, "GAMMA"), (2, "Gamma"))]
    assert cycle("\n".join(pairs))[0] == {"alpha", "beta", "gamma"}


@pytest.mark.parametrize(
    ("at", "opens", "once"),
    [
        ([1, 4], [0, 3], True),
        ([0, 3], [0, 3], True),
        ([0, 2], [0, 3], False),
        ([1, 4], [2, 3], False),
        ([5], [0, 3], True),
    ],
)
def test_once_in_each_cycle(at: list[int], opens: list[int], once: bool) -> None:
    assert _records._once_each(at, opens) is once


@pytest.mark.parametrize(
    ("full", "kept"),
    [
        ([], []),
        ([[0, 5], [1, 6], [2, 7]], [[0, 5], [1, 6], [2, 7]]),
        ([[0, 1], [2, 7], [3, 8], [4, 9]], [[2, 7], [3, 8], [4, 9]]),
        ([[0, 1], [2, 3], [4, 9], [5, 10], [6, 11]], [[4, 9], [5, 10], [6, 11]]),
        ([[0, 1], [2, 3]], []),
        ([[0, 1], [1, 2], [2, 3], [4, 9], [5, 10], [6, 11], [7, 12]], []),
    ],
)
def test_names_are_in_step(full: list[list[int]], kept: list[list[int]]) -> None:
    assert _records._in_step(full) == kept


def dump(text: str, pages: tuple[int, ...] = ()) -> _records.Dump:
    return _records.dump_of(formed(text), KNOWN, pages=pages)


def test_dumps() -> None:
    assert dump("").spans == ()
    assert dump(f"A choir\n{TOLD}")[::2] == (((0, 2),), "", False)
    whole = "\n".join(entry(n, *THREE) for n in (1, 2))
    found = dump(whole)
    assert (found.spans, found.titled, found.is_list) == (((0, 7), (7, 14)), {0, 7}, False)
    assert found.why == "2 records repeat 3 lines in one order"
    untitled = dump("\n".join(entry(n, *THREE).split("\n", 1)[1] for n in (1, 2)))
    assert (untitled.spans, untitled.titled) == (((0, 6), (6, 12)), frozenset())


def test_pages_of_a_file_are_records_unless_more_records_repeat() -> None:
    text = "\n".join(entry(n, *THREE) for n in (1, 2, 3))
    assert dump(text, (0, 7)).why == "3 records repeat 3 lines in one order"
    found = dump(text, (0, 7, 14))
    assert found[::2] == (((0, 7), (7, 14), (14, 21)), "3 pages stand in one file", False)
    bare = f"A choir\n{TOLD}\nBees\n{TOLD}"
    assert dump(bare, (0, 2))[::2] == (((0, 2), (2, 4)), "2 pages stand in one file", False)


@pytest.mark.parametrize(
    ("names", "prose", "belongs"),
    [(2, 101, False), (3, 101, True), (3, 100, False), (5, 100, False), (6, 0, True)],
)
def test_a_block_and_prose_above_a_list_make_a_record(
    names: int, prose: int, belongs: bool
) -> None:
    labels = (
        "Country: Malta",
        "Level: Basic",
        "Town: Graz",
        "Status: open",
        "Website: a",
        "Fund: b",
    )
    words = f"A b. {'c' * (prose - 6)}." if prose else ""
    above = "\n".join(("A choir", *labels[:names], words))
    assert _records._belongs_to_a_record(formed(above), KNOWN) is belongs


@pytest.mark.parametrize(
    ("above", "prose", "count"),
    [(3, 0, 2), (4, 0, 0), (4, 1, 0), (4, 2, 2), (9, 2, 2)],
)
def test_a_cycle_far_below_the_top_is_of_records_that_tell_something(
    above: int, prose: int, count: int
) -> None:
    parts = ["Alpha: 1\nBeta: 2\nGamma: 3\n" + (f"{TOLD}\n" if n < prose else "") for n in range(2)]
    found = formed("1\n" * above + "".join(parts))
    cycle = _records.cycle_of(found, 3)
    assert cycle is not None
    assert len(_records._spans(found, cycle, KNOWN)) == count


# Lists of markup ----------------------------------------------------------------------------------


def marked(body: str) -> list[Form]:
    found = html.read(f"<html><body><main>{body}</main></body></html>", "page.html")
    return forms([*content(found)], found.hints)


def items(count: int) -> str:
    return "".join(
        f"<li><h3><a href=/{n}>Choir number {n}</a></h3><p>{n} {TOLD}</p></li>"
        for n in range(count)
    )


def test_elements_that_are_built_alike_are_records() -> None:
    found = _records.dump_of(marked(f"<h1>All</h1><ul>{items(4)}</ul>"), KNOWN)
    assert found.spans == ((1, 3), (3, 5), (5, 7), (7, 9))
    assert found.is_list
    assert found.why == "4 elements of the page are built alike"


def test_links_below_a_record_are_none() -> None:
    facts = "<p>Country: Malta</p><p>Level: Basic</p><p>Town: Graz</p>"
    above = f"<h1>A choir</h1>{facts}<p>{TOLD} {LONG}</p>"
    found = _records.dump_of(marked(f"{above}<ul>{items(4)}</ul>"), KNOWN)
    assert (found.spans, found.is_list) == (((0, 5),), False)


ROWS = {  # rows of a list, and whether they are facts of one record
    "<dt>Town</dt><dd>Graz</dd><dt>Year</dt><dd>2020</dd><dt>Kind</dt><dd>Music</dd>": True,
    "<dt>Town</dt><dd>Graz</dd><dt>Town</dt><dd>2020</dd><dt>Kind</dt><dd>Music</dd>": False,
    "<dt><a href=/t>Town</a></dt><dd>Graz</dd><dt><a href=/y>Year</a></dt><dd>1</dd>": False,
}


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("apart", [0, 1])
def test_rows_of_facts(rows: str, apart: int) -> None:
    found = marked(f"<dl>{rows}</dl>")
    spans = tuple((n, n + 2 - apart) for n in range(0, len(found), 2))
    assert _records._are_facts(SimpleNamespace(spans=spans), found) is (ROWS[rows] and not apart)


@pytest.mark.parametrize(("facing", "of", "facts"), [(1, 2, False), (2, 3, True), (3, 3, True)])
def test_most_rows_of_facts_face_their_value(facing: int, of: int, facts: bool) -> None:
    rows = "".join(f"<dt>Name{n}</dt><dd>{n}</dd>" for n in range(facing))
    found = marked(f"<dl>{rows}{'<dd>x</dd><dd>y</dd>' * (of - facing)}</dl>")
    spans = tuple((2 * n, 2 * n + 2) for n in range(of))
    assert _records._are_facts(SimpleNamespace(spans=spans), found) is facts


def test_two_names_make_a_cycle_where_three_do_not() -> None:
    found = dump("\n".join(entry(n, *THREE[:2]) for n in (1, 2, 3)))
    assert found.why == "3 records repeat 2 lines in one order"
