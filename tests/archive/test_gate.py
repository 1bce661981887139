"""Gates from the command line: what is let through, and what is said of the rest."""

import random
from functools import partial

import crawls
import pytest

from gpkit.documents.gate import Gate, Marks, clue
from gpkit.pipeline.gate import Gate as Wanted
from support import gpkit


@pytest.fixture
def crawl(tmp_path):
    """A crawl of 30 pages that are none, and of one page each of three families and of none."""
    chance, made = random.Random(8), crawls.paragraphs(8)
    pages = [
        crawls.conversion(crawls.noise(chance, made, (3, 9)), f"https://else.example/{n}")
        for n in range(30)
    ]
    for name in ("urbact", "erasmusly", "unite-it", "generic"):
        case, text = next(crawls.cases([name]))
        pages.insert(len(pages) // 2, crawls.conversion(text, f"https://mirror.example/{case}"))
    path = tmp_path / "crawl.wet"
    path.write_bytes(crawls.crawl(pages))
    return path


@pytest.fixture
def cli(tmp_path):
    """Run gpkit in a directory of its own."""
    return partial(gpkit, cwd=tmp_path)


def families(directory):
    return {path.parent.name for path in (directory / "data/normalized").glob("*/*.yaml")}


@pytest.mark.parametrize(
    ("options", "expected", "said"),
    [
        (["--only-families", "urbact"], {"urbact"}, "33 without a host or words of the families"),
        (["--only-families", "urbact,unite-it"], {"urbact", "unite-it"}, "32 without a host"),
        (["--gate", "families"], {"urbact", "unite-it", "erasmusly"}, "31 without a host"),
    ],
)
def test_what_is_let_through(cli, crawl, options, expected, said):
    done = cli("ingest", crawl, *options)
    assert (done.code, families(crawl.parent)) == (0, expected)
    assert said in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--gate", "sites"], "there is no gate 'sites'"),
        (["--only-families", "nobody"], "there is no site family 'nobody'"),
        (["--only-families", "generic"], "not told by marks of a site"),
        (["--only-families", ""], "not told by marks of a site"),
        (["--only-families", "urbact", "--gate", "off"], "not told by marks of a site"),
        (["--only-families", "urbact", "--family", "urbact"], "goes with no gate"),
    ],
)
def test_wrong_use(cli, crawl, options, said):
    done = cli("ingest", crawl, *options)
    assert done.code == 2
    assert said in " ".join(done.err.replace("│", " ").split())


def test_pages_with_a_block_of_facets(cli, crawl):
    done = cli("ingest", crawl, "--gate", "practices", "--dry-run")
    assert done.code == 0
    assert "without a block of facets" in done.err


def test_a_crawl_without_any_page_of_the_families_is_no_failure(cli, crawl):
    done = cli("ingest", crawl, "--only-families", "dsjp")
    assert (done.code, families(crawl.parent)) == (0, set())
    assert "34 without a host or words of the families" in done.err


def test_damage_in_a_crawl_that_is_read_in_part(cli, crawl):
    crawl.write_bytes(crawl.read_bytes()[:-60])
    done = cli("ingest", crawl, "--only-families", "dsjp")
    assert done.code == 3
    assert "the record is cut short" in done.err


def test_without_a_gate_all_is_read(cli, crawl):
    assert "34 dumps" in cli("ingest", crawl, "--dry-run").err


def test_plain_dumps_are_held_against_the_gate_too(cli, tmp_path):
    for name in ("urbact", "erasmusly"):
        (tmp_path / f"{name}.txt").write_text(next(crawls.cases([name]))[1], "utf-8")
    done = cli(
        "ingest", tmp_path / "urbact.txt", tmp_path / "erasmusly.txt", "--only-families", "urbact"
    )
    assert (done.code, families(tmp_path)) == (0, {"urbact"})
    assert "1 of another family" in done.err


def test_a_family_that_says_nothing_of_its_clues_has_all_pages_read(monkeypatch):
    from gpkit.parsers import urbact

    monkeypatch.delattr(urbact, "CLUES")
    assert Wanted(("urbact",)).of_bytes() is None
    assert Wanted(("erasmusly",)).of_bytes() is not None


# Clues --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("Evidence of success", "EVIDENCE OF SUCCESS"),
        ("Evidence of success", "<b>E</b>vidence&nbsp;of\n  <i>success"),
        ("Evidence of success", "evi\u00addence"),
        ("No Comment", "No <span class='x'>Comments"),
        ("# Comment", "7\xa0Comments"),
        ("# |", "01.02.2024 | News"),
        ("# |", "<time>01.02.2024</time> | News"),
        ("countries:", "<b>Countries</b>: Spain"),
        ("o příkladu", "O PŘÍKLADU"),
        ("o příkladu", "o p&#345;&#237;kladu"),
    ],
)
def test_a_clue_is_seen(words, page):
    assert Gate(Marks(frozenset(), (words,))).passes(None, page.encode())


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("Evidence of success", "evidence of the success"),
        ("No Comment", "Comments: no"),
        ("# |", "Home | About"),
        ("countries:", "in all countries"),
    ],
)
def test_words_that_are_no_clue(words, page):
    assert not Gate(Marks(frozenset(), (words,))).passes(None, page.encode())


@pytest.mark.parametrize("coding", ["cp1250", "iso8859-2", "utf-16", "utf-16-be", "utf-32"])
def test_codings(coding):
    page = "Stránka o příkladu".encode(coding)
    assert Gate(Marks(frozenset(), ("o příkladu",))).passes(None, page)


@pytest.mark.xfail(strict=True, reason="inside of a word, tags and letters as entities hide it")
@pytest.mark.parametrize("page", [b"Evid<b>ence</b> of success", b"E&#118;idence of success"])
def test_words_in_pieces(page):
    assert Gate(Marks(frozenset(), ("Evidence of success",))).passes(None, page)


def test_without_the_extra_the_same_is_found(monkeypatch):
    marks = Marks(frozenset(("a.example",)), ("Evidence of success", "# |", "o příkladu"))
    page = "Evidence of success, 1 | o příkladu &shy; end of evidence".encode()
    fast = Gate(marks).hits(page)
    monkeypatch.setitem(__import__("sys").modules, "ahocorasick_rs", None)
    assert Gate(marks).hits(page) == fast
    assert len(fast) == 4


def test_all_clues_can_be_searched_for():
    from gpkit import parsers
    from gpkit.pipeline.gate import all_families

    for words in parsers.marks(all_families()).clues:
        made = clue(words)
        assert all(len(pattern) > 4 for pattern in made.patterns) or words == "# |", words
