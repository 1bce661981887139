"""Behind a gate, each page of the families asked for is read as without one."""

import gzip
import os
import random
from pathlib import Path

import crawls
import pytest

from gpkit import parsers
from gpkit.config import Config, InputsConfig
from gpkit.documents.containers import dumps
from gpkit.documents.pages import Dump
from gpkit.documents.sources import Source
from gpkit.pipeline.gate import Gate, all_families
from gpkit.pipeline.work import Page, Reader, Task

FAMILIES = all_families()


def read(path, gate=None):
    """Give what the pages of a file give: name to family and drafts; and what else was said."""
    reader = Reader(None, Config(), (), None, gate)
    found = [*reader.read(Task(Source(path, path.name)))]
    pages = {one.name: (one.row.family, one.drafts) for one in found if isinstance(one, Page)}
    return pages, [str(one) for one in found if isinstance(one, Exception)]


def of(families, pages):
    return {name: found for name, found in pages.items() if found[0] in families}


def mixed(shape, hosts):
    """Write the pages of all families in one shape, among pages that are none of theirs."""
    chance, made = random.Random(shape), crawls.paragraphs(1)
    for number, (name, text) in enumerate(crawls.cases([*FAMILIES, "generic"])):
        yield crawls.SHAPES[shape](text, f"https://{hosts}.example/{number}/{name}")
        other = crawls.SHAPES[chance.choice(("conversion", "html", "entities"))]
        yield other(crawls.noise(chance, made, (3, 9)), f"https://else.example/{number}")


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("shape", sorted(crawls.SHAPES))
def test_nothing_is_lost_in_any_shape(shape, packed, tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(crawls.crawl(mixed(shape, "mirror"), packed))
    everything, problems = read(path)
    behind, problems_behind = read(path, Gate(FAMILIES))
    wanted = of(FAMILIES, everything)
    assert behind == wanted
    assert len(wanted) > 20
    assert len(behind) < len(everything)
    assert {p for p in problems if "damaged" in p} == {p for p in problems_behind if "damaged" in p}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_alone(family, tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(crawls.crawl(mixed("html", "mirror")))
    everything, _ = read(path)
    behind, _ = read(path, Gate((family,)))
    assert behind == of((family,), everything)


@pytest.mark.parametrize("family", [f for f in FAMILIES if getattr(parsers.parser(f), "HOSTS", ())])
def test_a_host_is_enough(family, tmp_path):
    made = crawls.paragraphs(2)
    hosts = sorted(parsers.parser(family).HOSTS)
    urls = [f"https://{host}/a" for host in hosts] + [f"HTTP://WWW.{hosts[0].title()}/b/c"]
    pages = [crawls.conversion(crawls.noise(random.Random(3), made), url) for url in urls]
    path = tmp_path / "crawl.wet"
    path.write_bytes(crawls.crawl([*pages, *mixed("conversion", "else")]))
    everything, _ = read(path)
    behind, _ = read(path, Gate((family,)))
    assert behind == of((family,), everything)
    found = dumps(Source(path, path.name), InputsConfig(), Gate((family,)).of_bytes())
    assert set(urls) <= {one.url for one in found if isinstance(one, Dump)}


def test_every_family_of_ours_has_clues():
    assert [f for f in FAMILIES if not hasattr(parsers.parser(f), "CLUES")] == []


DECLARED = """\
family: my-site
marks:
- Sustained beyond the grant
- "Lessons of *"
- Year
{needs}
"""


@pytest.mark.parametrize(("needs", "gated"), [("", True), ("needs: 2", True), ("needs: 3", True)])
def test_a_family_that_a_repository_declares(needs, gated, tmp_path):
    folder = tmp_path / "families"
    folder.mkdir()
    (folder / "my-site.yaml").write_text(DECLARED.format(needs=needs))
    page = (
        "A title\nSustained beyond the grant\nSome prose of it.\nLessons of Porto\nWords.\nYear\n"
    )
    marks = ["Sustained beyond the grant", "Lessons of Porto", "Year"]
    pages = [page, *(page.replace(mark, "nothing") for mark in marks), "Sustained, the grant\n"]
    records = [crawls.html(text, f"https://a.example/{n}") for n, text in enumerate(pages)]
    path = tmp_path / "crawl.warc"
    path.write_bytes(crawls.crawl(records))
    reader = Reader(families=folder)
    everything = [
        one for one in reader.read(Task(Source(path, path.name))) if isinstance(one, Page)
    ]
    wanted = [one for one in everything if one.row.family == "my-site"]
    gate = Gate(("my-site",))
    behind = reader._replace(gate=gate).read(Task(Source(path, path.name)))
    assert [one for one in behind if isinstance(one, Page)] == wanted
    assert len(wanted) == (4 if needs == "needs: 2" else 1)
    assert (gate.of_bytes() is not None) is gated
    parsers.use(None)


BENCH = Path(os.environ.get("GPKIT_BENCH", "/nowhere")) / "cases"


@pytest.mark.skipif(not BENCH.is_dir(), reason="GPKIT_BENCH is not set")
@pytest.mark.parametrize("shape", ["conversion", "html", "entities", "eight_bit", "large"])
def test_real_pages(shape, tmp_path):
    """Nothing of real pages is lost: dumps of text in several shapes, and HTML as it came."""
    dumped = sorted(BENCH.rglob("*.txt"))
    texts = [path.read_bytes().decode("utf-8", "replace") for path in dumped]
    write = crawls.SHAPES[shape]
    records = [write(text, f"https://a.example/{n}") for n, text in enumerate(texts)]
    whole = [gzip.decompress(path.read_bytes()) for path in sorted(BENCH.rglob("*.html.gz"))]
    records += [
        crawls.packing.response(one, f"https://b.example/{n}") for n, one in enumerate(whole)
    ]
    path = tmp_path / "crawl.warc"
    path.write_bytes(crawls.crawl(records))
    everything, _ = read(path)
    behind, _ = read(path, Gate(FAMILIES))
    assert behind == of(FAMILIES, everything)
    assert len(behind) > 100
