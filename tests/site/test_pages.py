"""The pages as they lie on disk: links, evidence, hostile words, data. No browser is needed."""

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import feedparser
import html5lib
import pytest
from reading import ids, links, page, pages, text, xml

from gpkit.site import words
from gpkit.site.facts import Facts
from gpkit.site.listing import PAGE, parts
from gpkit.site.pages import visible
from gpkit.store.tree import Tree
from gpkit.verify import Dumps, verify
from support import ROOT, gpkit, tree

SITES = ["seeded", "corpus", "attacked"]


@pytest.fixture(params=SITES)
def place(request):
    return request.getfixturevalue(request.param)


def practices(place):
    return list(Tree(place / "data/normalized").practices())


# Markup -------------------------------------------------------------------------------------------


def test_every_page_is_parsed_without_an_error(place):
    """As the standard of HTML parses: no stray tag, no attribute twice, no forbidden character."""
    for path in pages(place / "site"):
        html5lib.HTMLParser(strict=True).parse(path.read_bytes(), transport_encoding="utf-8")


def test_what_is_announced_is_no_heading(corpus):
    """A part of a page that speaks up when it changes may not lie in a heading."""
    for path in pages(corpus / "site"):
        headings = page(path).find_all(["h1", "h2", "h3", "h4"])
        assert not any(heading.select("[role], [aria-live]") for heading in headings)
        assert all(text(heading).strip() for heading in headings)
        assert all(section.find(["h1", "h2", "h3"]) for section in page(path).find_all("section"))


# Links --------------------------------------------------------------------------------------------


def test_every_link_leads_somewhere(place):
    """Files, and places in them: a list without script is nothing but links."""
    site = place / "site"
    known = {path: set(ids(path)) for path in pages(site)}
    broken = []
    for path in known:
        for _, address in links(path):
            if address.startswith(("http:", "https:", "mailto:", "data:,")):
                continue
            name, _, fragment = address.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path.resolve()
            at = next((p for p in (target,) if p.is_file()), None)
            if at is None or ("=" not in fragment and fragment and fragment not in known[at]):
                broken.append((path.relative_to(site).as_posix(), address))
    assert broken == []


def test_ids_of_a_page_are_unique(place):
    for path in pages(place / "site"):
        assert [i for i, number in Counter(ids(path)).items() if number > 1] == []


def test_each_practice_has_its_page_and_is_listed(place):
    site = place / "site"
    listed = [
        unquote(address.partition("practice/")[2]).removesuffix(".html")
        for path in [site / "index.html", *sorted((site / "list").glob("*.html"))]
        for tag, address in links(path)
        if "practice/" in address and tag == "a"
    ]
    found = [practice.id for practice in practices(place)]
    assert sorted(listed) == sorted(found)
    assert all((site / f"practice/{name}.html").is_file() for name in found)
    assert all((site / f"evidence/{name}.html").is_file() for name in found)


def test_lists_go_on_after_so_many():
    assert [len(part) for part in parts(list(range(2 * PAGE + 1)))] == [PAGE, PAGE, 1]
    assert parts([]) == [[]]


def test_values_lead_to_lists_that_hold_the_practice(corpus):
    site = corpus / "site"
    for practice in practices(corpus):
        path = site / f"practice/{practice.id}.html"
        for link in page(path).select(".details dd > a[href*='by/']"):
            listing = (path.parent / link.get("href")).resolve()
            further = sorted(listing.parent.glob(f"{listing.stem}.*html"))
            assert any(practice.id in address for p in further for _, address in links(p))


def test_nothing_is_loaded_from_elsewhere(place):
    for path in pages(place / "site"):
        loaded = [a for tag, a in links(path) if tag not in ("a", "link")]
        styles = [e["href"] for e in page(path).select("link[rel=stylesheet]")]
        assert all(not a.startswith(("http", "//")) for a in [*loaded, *styles])


# Evidence -----------------------------------------------------------------------------------------


def test_every_word_that_is_proved_is_shown_on_both_sides(corpus):
    """All that `gpkit verify` looks up has a place beside the practice, and one on the dump."""
    proofs = Counter(proof.practice for proof in verify(practices(corpus), corpus / "data/raw"))
    number = 0
    for practice in practices(corpus):
        facts = Facts(practice).all
        extra = sum(not entry.label for entry in practice.observed)  # a value without any label
        assert len(facts) == proofs[practice.id] - extra
        number += shown_facts(corpus / "site", practice)
    assert number > 1000


def test_hostile_words_are_shown_as_they_are(attacked):
    assert all(shown_facts(attacked / "site", practice) for practice in practices(attacked))


def shown_facts(site, practice):
    """Check that each fact stands on both sides of the evidence page; give their number."""
    root = page(site / f"evidence/{practice.id}.html")
    facts = Facts(practice).all
    marks = {}
    for mark in root.select("[data-n].mark"):
        for number in mark.get("data-n").split():
            marks[number] = marks.get(number, "") + text(mark)
    for fact in facts:
        number = str(fact.number)
        left = root.find(id=f"v{number}")
        raw = visible(fact.raw)
        assert raw in text(left)
        assert left.get("href") == f"#l{number}"
        assert root.find(id=f"l{number}") is not None
        assert marks[number] in (raw, raw.removeprefix("- "), raw.removeprefix("- ").strip())
    return len(facts)


def test_lines_are_numbered_and_complete(seeded):
    dumps = Dumps(seeded / "data/raw")
    for practice in practices(seeded):
        document = dumps.document(practice.provenance)
        rows = page(seeded / f"site/evidence/{practice.id}.html").select(".dump .row")
        shown = {int(row.get("id")[1:]): text(row.select(".words")[0]) for row in rows}
        assert shown == {n: visible(line) for n, line in enumerate(document.lines, 1)}


def test_findings_stand_at_their_line_and_their_value(seeded):
    root = page(seeded / "site/evidence/digitalalliance-bg/sparks-initiative.html")
    found = json.loads(gpkit("validate", "--format", "json", cwd=seeded).out)["findings"]
    own = [f for f in found if f["practice"] == "digitalalliance-bg/sparks-initiative"]
    assert own
    left = [text(element) for element in root.select(".read .finding, .findings .finding")]
    assert len(left) == len(own)
    assert all(any(f["message"] in words for words in left) for f in own)
    row = root.find(id="L129")
    assert "Public-private" in text(row.select(".finding")[0])


def test_a_dump_that_is_gone_is_said(workplace):
    (workplace / "data/raw/000_cee34fd97d121e4c.txt").unlink()
    assert gpkit("site", "-q").code == 0
    path = workplace / "site/evidence/digitalalliance-bg/sparks-initiative.html"
    page.cache_clear()
    assert "not at hand" in text(page(path))
    assert page(path).select(".fact.lost")
    assert not page(path).select(".dump")


def test_words_that_are_not_on_their_line_are_said(workplace):
    path = workplace / "data/normalized/digitalalliance-bg/sparks-initiative.yaml"
    changed = path.read_text("utf-8").replace("raw: Middle", "raw: Muddle")
    path.write_text(changed, "utf-8")
    assert gpkit("site", "-q").code == 0
    page.cache_clear()
    root = page(workplace / "site/evidence/digitalalliance-bg/sparks-initiative.html")
    (lost,) = root.select(".fact.lost")
    assert "Muddle" in text(lost)
    assert "not found on this line" in text(lost)


# Hostile words ------------------------------------------------------------------------------------


def test_no_page_holds_a_script_that_is_not_ours(place):
    for path in pages(place / "site"):
        for element in page(path).find_all(True):
            handlers = [name for name in element.attrs if name.startswith("on")]
            assert handlers == []
            assert element.name not in ("iframe", "object", "embed", "style", "base", "svg")
            if element.name == "script":
                is_data = element.get("type") == "application/ld+json"
                assert is_data or (element.get("src", "").endswith("site.js") and not text(element))


def test_links_run_nothing(attacked):
    for path in pages(attacked / "site"):
        for _, address in links(path):
            scheme = address.split(":")[0].lower() if ":" in address.split("/")[0] else ""
            assert scheme in ("", "http", "https", "mailto", "data")
            assert scheme != "data" or address == "data:,"


def test_every_page_forbids_other_scripts(place):
    for path in pages(place / "site"):
        (policy,) = page(path).select("meta[http-equiv='Content-Security-Policy']")
        assert policy.get("content").startswith("default-src 'none'; ")
        assert "script-src 'self'" in policy.get("content")
        assert "unsafe" not in policy.get("content")


def test_linked_data_is_json_whatever_it_says(place):
    for practice in practices(place):
        (data,) = page(place / f"site/practice/{practice.id}.html").select("script[type]")
        nodes = json.loads(data.string)["@graph"]
        own = next(n for n in nodes if n.get("schema:identifier") == practice.id)
        name = own.get("schema:name")
        assert (name["@value"] if isinstance(name, dict) else name) == practice.title


# Data ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl"])
def test_downloads_are_the_exports(seeded, format_):
    assert gpkit("export", "--format", format_, "-o", f"x.{format_}", cwd=seeded).code == 0
    made = (seeded / f"site/data/practices.{format_}").read_bytes()
    assert made == (seeded / f"x.{format_}").read_bytes()


def test_scripts_of_data_are_json_in_a_call(place):
    scripts = sorted((place / "site/data").rglob("*.js"))
    assert len(scripts) > 50
    for path in scripts:
        head, _, rest = path.read_text("utf-8").partition("(")
        assert head in ("gpkit.index", "gpkit.words", "gpkit.summaries", "gpkit.speech")
        assert "<" not in rest
        json.loads(f"[{rest.removesuffix(chr(10)).removesuffix(');')}]")


def test_an_address_gives_a_map_feeds_and_canonical_links(workplace):
    address = "https://example.org/practices"
    assert gpkit("site", "-q", "--base-url", address, "-o", "out").code == 0
    urls = [text(loc) for loc in xml(workplace / "out/sitemap.xml").iter("{*}loc")]
    assert f"{address}/practice/digitalalliance-bg/sparks-initiative.html" in urls
    assert len(urls) == len(practices(workplace)) + 3
    for name in ("feed.atom", "feed.rss"):
        feed = feedparser.parse((workplace / "out" / name).read_bytes())
        assert not feed.bozo
        assert {entry.link for entry in feed.entries} < set(urls)
    path = workplace / "out/practice/digitalalliance-bg/sparks-initiative.html"
    (link,) = page(path).select("link[rel=canonical]")
    assert link.get("href") in urls


def test_no_address_no_map(seeded):
    assert not (seeded / "site/sitemap.xml").exists()
    assert len(feedparser.parse((seeded / "site/feed.atom").read_bytes()).entries) == 3


# Languages ----------------------------------------------------------------------------------------


def test_every_language_has_every_word():
    keys = set(words.words("en"))
    assert len(words.names()) == 24
    for language in words.names():
        said = words.words(language)
        assert set(said) == keys
        assert all(word.strip() == word != "" for word in said.values())
        assert all(said[key].endswith(".") for key in keys if words.words("en")[key].endswith("."))


def test_every_word_is_said_somewhere():
    folder = Path(words.__file__).parent
    sources = [*folder.glob("templates/*.html"), *folder.glob("static/*.js")]
    said = "".join(path.read_text("utf-8") for path in sources)
    by_data = {"error", "warning", "note", "title"}  # severities, and kinds of facts
    unsaid = [w for w in words.words("en") if f'"{w}"' not in said and f"({w!r})" not in said]
    assert set(unsaid) <= by_data


def test_every_language_names_what_is_used(seeded):
    for language in words.names():
        raw = (seeded / f"site/data/speech/{language}.js").read_text("utf-8")
        data = json.loads(raw.partition("(")[2].strip().removesuffix(");"))
        assert data["concepts"]["country"]["BG"]
        assert set(data["words"]) == set(words.words("en"))


def test_a_site_begins_in_the_language_asked_for(workplace):
    assert gpkit("site", "-q", "--lang", "el", "-o", "out").code == 0
    root = page(workplace / "out/index.html")
    assert root.html["lang"] == "el"
    assert "Πρακτικές" in text(root)
    assert "Βουλγαρία" in text(root)


# Looks --------------------------------------------------------------------------------------------


def test_a_style_sheet_comes_after_ours(workplace):
    (workplace / "theme.css").write_text(":root { --accent: #800 }\n")
    assert gpkit("site", "-q", "--style", "theme.css", "-o", "out").code == 0
    assert (workplace / "out/static/theme.css").read_text() == ":root { --accent: #800 }\n"
    for path in pages(workplace / "out"):
        sheets = [link["href"].rpartition("/")[2] for link in page(path).select("[rel=stylesheet]")]
        assert sheets == ["site.css", "theme.css"]


ISOLATED = ("bdi", "[dir=auto]", "[dir=auto] *", "bdi *")


def test_words_from_right_to_left_keep_to_themselves(workplace):
    """Whatever is written from right to left has a direction of its own, beside what is not."""
    from gpkit.model import Observed, ObservedValue, Organisation
    from gpkit.store.codec import as_yaml

    store = Tree(workplace / "data/normalized")
    practice = store.get("digitalalliance-bg/sparks-initiative")
    words = "שלום 123"
    sections = tuple(
        s._replace(heading=words, text=f"{words}\n- {words}") for s in practice.sections
    )
    seen = (Observed(words, None, 1, (ObservedValue(words, 2),)), *practice.observed)
    facets = {**practice.facets, "organisation": (Organisation(words),)}
    changed = practice._replace(title=words, summary=words, sections=sections, observed=seen)
    store.write(practice.id, as_yaml(changed._replace(facets=facets)))
    assert gpkit("site", "-q").code == 0
    page.cache_clear()
    number = 0
    for path in pages(workplace / "site"):
        isolated = {id(e) for selector in ISOLATED for e in page(path).select(selector)}
        for string in page(path).body.find_all(string=lambda s: "ש" in s):
            assert id(string.parent) in isolated, (path.name, string.parent)
            number += 1
    assert number > 20


# Bytes --------------------------------------------------------------------------------------------


def test_same_practices_same_bytes(workplace):
    env = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}
    assert gpkit("site", "-q", "-o", "elsewhere", env=env).code == 0
    assert tree("elsewhere") == tree("site")


def test_no_page_names_this_machine(corpus):
    data = [path.read_bytes() for path in (corpus / "site").rglob("*") if path.is_file()]
    assert not any(str(corpus).encode() in one for one in data)


# Several places -----------------------------------------------------------------------------------


def test_values_of_another_place_lead_to_its_own_evidence(workplace):
    """A practice that was seen on two pages has the evidence of both."""
    import hashlib

    from gpkit.model import Observed, ObservedValue, Place, Retired
    from gpkit.store.codec import as_yaml

    store = Tree(workplace / "data/normalized")
    practice = store.get("digitalalliance-bg/sparks-initiative")
    data = b"Sparks initiative\nCountry\nMalta\n"
    (workplace / "data/raw/second.txt").write_bytes(data)
    seen = (Observed("Country", "country", 2, (ObservedValue("Malta", 3, "MT"),)),)
    digest = hashlib.sha256(data).hexdigest()
    place = Place("second.txt", digest, (1, 3), ("facets.country",), observed=seen)
    changed = practice._replace(
        facets={**practice.facets, "country": ("other", "MT")},
        provenance=practice.provenance._replace(also=(place,)),
        retired=Retired("third", "2026-01-31"),
    )
    store.write(practice.id, as_yaml(changed))
    assert gpkit("site", "-q").code == 0
    page.cache_clear()
    root = page(workplace / f"site/practice/{practice.id}.html")
    (malta,) = (dd for dd in root.select(".details dd") if "Malta" in text(dd))
    assert malta.select_one(".at")["href"].endswith("sparks-initiative.2.html#v2")
    assert "no longer on its site 2026-01-31" in text(root.select_one(".meta"))
    other = page(workplace / f"site/evidence/{practice.id}.2.html")
    assert [text(mark) for mark in other.select(".mark")] == ["Country", "Malta"]
    first = page(workplace / f"site/evidence/{practice.id}.html")
    assert first.select_one("nav.jump a[href$='.2.html']")


# Sizes --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_first_load_of_a_thousand_practices(tmp_path):
    """At most 300 KB, with the index that a search loads."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("benchmark", ROOT / "benchmarks/site.py")
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    benchmark.store(tmp_path, 1000)
    assert gpkit("site", "-q", cwd=tmp_path, timeout=100).code == 0
    found = benchmark.sizes(tmp_path / "site")
    assert found["first load, and the index"][0] <= 300
