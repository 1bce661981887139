"""The same page is the same practice: as text, as HTML, and in whatever it is packed."""

import gzip
import os
from pathlib import Path

import packing
import pytest

from gpkit.documents.pages import read as read_page
from gpkit.pipeline import Ingest
from gpkit.pipeline import read_page as practices_of
from gpkit.store.tree import Tree
from gpkit.verify import verify
from support import SEEDS, gpkit, meaning, read, tight

TEXTS = [tight(seed.read_text("utf-8")) for seed in SEEDS]
PAGES = [packing.as_html(text) for text in TEXTS]
BENCH = os.environ.get("GPKIT_BENCH")


def said(practices):
    return [meaning(practice) for practice in practices]


EXPECTED = [said(read(text).practices) for text in TEXTS]


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_html_has_the_lines_of_its_text_dump(number):
    lines = read(PAGES[number]).document.lines
    assert list(lines) == [line for line in TEXTS[number].splitlines() if line.strip()]


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_html_says_what_its_text_dump_says(number):
    assert said(read(PAGES[number]).practices) == EXPECTED[number]


@pytest.mark.parametrize("packing_", packing.PACKINGS)
@pytest.mark.parametrize("page", [PAGES[0], TEXTS[0].encode()], ids=["html", "text"])
def test_a_packed_page_says_the_same(packing_, page):
    assert said(read(packing.PACKINGS[packing_](page)).practices) == EXPECTED[0]


def test_a_saved_page_says_the_same():
    found = read(packing.mhtml(PAGES[0]))
    assert said(found.practices) == EXPECTED[0]
    assert found.document.url == packing.url(0)
    assert found.document.fetched == packing.DATE


@pytest.mark.parametrize("name", packing.CONTAINERS)
def test_a_page_of_a_container_says_the_same(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(packing.CONTAINERS[name](PAGES))
    dumps, problems, _ = packing.opened(path)
    assert not problems
    assert [said(practices_of(dump).practices) for dump in dumps] == EXPECTED


@pytest.mark.parametrize("column", ["html", "text"])
def test_both_columns_of_a_table(tmp_path, column):
    pages = PAGES if column == "html" else [text.encode() for text in TEXTS]
    for name, data in (
        ("a.csv", packing.table(pages, column, ";")),
        ("a.jsonl", packing.jsonl(pages, column)),
    ):
        (tmp_path / name).write_bytes(data)
        dumps, problems, _ = packing.opened(tmp_path / name)
        assert not problems
        assert [said(practices_of(dump).practices) for dump in dumps] == EXPECTED


def test_the_text_that_a_crawl_took_out_of_pages(tmp_path):
    path = tmp_path / "crawl.warc.wet.gz"
    records = [packing.conversion(text.encode(), packing.url(n)) for n, text in enumerate(TEXTS)]
    path.write_bytes(b"".join(map(gzip.compress, records)))
    dumps, problems, _ = packing.opened(path)
    assert not problems
    assert [said(practices_of(dump).practices) for dump in dumps] == EXPECTED


# From ingest to verify ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", packing.CONTAINERS)
def test_practices_of_a_container_are_proved_in_it(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    path = Path("in") / name
    path.write_bytes(packing.CONTAINERS[name](PAGES))
    ingest = Ingest(Path("data/raw"), Path("data/normalized"))
    outcome = ingest.run([str(path)])
    assert not outcome.failures
    assert not Path("data/raw").exists()
    tree = Tree(Path("data/normalized"))
    practices = [tree.get(f"{file.parent.name}/{file.stem}") for file in tree.files()]
    assert len(practices) == 4
    for practice in practices:
        container = practice.provenance.container
        assert container.location == f"in/{name}"
        assert container.offset >= 0
    proofs = list(verify(practices, Path("data/raw")))
    assert proofs
    assert not [proof for proof in proofs if proof.problem]
    again = ingest.run([str(path)])
    assert dict(again.states) == {"unchanged": 4}
    assert verify_without(path, practices)


def verify_without(path, practices):
    path.rename(path.with_name("elsewhere"))
    return all("is not in" in proof.problem for proof in verify(practices, Path("data/raw")))


def test_a_container_is_found_in_the_archive_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("data/raw").mkdir(parents=True)
    path = Path("data/raw/crawl.warc.gz")
    path.write_bytes(packing.warc(PAGES, packed=True))
    assert gpkit("ingest", path).code == 0
    assert gpkit("verify").code == 0
    path.rename("crawl.warc.gz")
    assert gpkit("verify").code == 0


def test_a_page_and_the_same_page_in_a_crawl_are_one_practice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("crawl.warc").write_bytes(packing.warc(PAGES[:1]))
    Path("page.html").write_bytes(PAGES[0])
    outcome = Ingest(Path("data/raw"), Path("data/normalized")).run(["page.html", "crawl.warc"])
    assert not outcome.failures
    assert dict(outcome.states) == {"new": len(EXPECTED[0])}
    tree = Tree(Path("data/normalized"))
    for file in tree.files():
        source = tree.get(f"{file.parent.name}/{file.stem}").provenance
        assert {source.dump, source.also[0].dump} == {"page.html", "crawl.warc#3"}
        assert source.sha256 == source.also[0].sha256
        assert not source.also[0].differs


def test_pages_of_a_container_are_inspected_by_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("crawl.warc").write_bytes(packing.warc(PAGES))
    Path("pages.zip").write_bytes(packing.zipped({"a/b.html": PAGES[0], "c.html": PAGES[1]}))
    assert "erasmusly: 1 record" in gpkit("inspect", "crawl.warc#5").out
    assert "digitalalliance-bg: 3 records" in gpkit("inspect", "pages.zip/a/b.html").out
    several = gpkit("inspect", "crawl.warc")
    assert several.code == 2
    assert "crawl.warc#3" in several.err
    none = gpkit("inspect", "crawl.warc#4")
    assert none.code == 2
    assert "crawl.warc#3" in none.err


def test_explain_reads_a_container(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("crawl.warc").write_bytes(packing.warc(PAGES))
    assert gpkit("ingest", "crawl.warc").code == 0
    found = gpkit("explain", "digitalalliance-bg/sparks-initiative", "digital_skill_level")
    assert found.code == 0
    assert "crawl.warc#3:" in found.out


# Real pages ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not BENCH, reason="GPKIT_BENCH names no folder of real pages")
def test_real_pages_say_what_their_text_dumps_say(tmp_path):
    cases = Path(BENCH) / "cases"
    files = sorted((cases / "html").glob("*.html.gz"))
    assert len(files) > 20
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(packing.warc([gzip.decompress(f.read_bytes()) for f in files], packed=True))
    dumps, problems, _ = packing.opened(crawl)
    assert not problems
    for file, dump in zip(files, dumps, strict=True):
        name = file.name.partition(".")[0]
        text = (cases / "text" / f"{name}.txt").read_bytes()
        lines = read_page(dump).lines
        shown = [line.strip() for line in lines if line.strip()]
        wanted = [line.strip() for line in text.decode().splitlines() if line.strip()]
        assert shown[: len(wanted)] == wanted  # the text ends before the list of related cases
        of_text = said(read(text).practices)
        assert said(read(file.read_bytes()).practices) == of_text, name
        assert said(practices_of(dump).practices) == of_text, name
