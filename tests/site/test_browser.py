"""The site in a real browser, from the disk: search, languages, evidence, accessibility."""

import json
import os

import pytest
from attacks import words as attacked_words
from browser import LACKING, Visit, launched

from gpkit.site import words
from gpkit.site.facts import Facts
from gpkit.site.index import fold, words_of
from gpkit.site.pages import visible
from gpkit.store.tree import Tree

pytestmark = [
    pytest.mark.skipif(bool(LACKING), reason=LACKING),
    pytest.mark.filterwarnings("default"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.timeout(1200 if os.environ.get("GPKIT_SLOW") else 300),  # 300 payloads, or 46
]
SPARKS = "evidence/digitalalliance-bg/sparks-initiative.html"


@pytest.fixture(scope="module")
def browser():
    with launched() as found:
        yield found


@pytest.fixture
def visit(browser):
    """Visit with a certain window and colours; nothing may go wrong on the way."""
    visits = []

    def start(**about):
        visits.append(Visit(browser, **about))
        return visits[-1]

    yield start
    for one in visits:
        one.context.close()
        assert one.wrong == []
        assert one.outside() == []


@pytest.fixture
def home(visit, corpus):
    return visit().open(corpus / "site")


def practices(place):
    return list(Tree(place / "data/normalized").practices())


def titles(page):
    return page.locator("#cards h3").all_inner_texts()


def search(page, question):
    page.fill("#q", question)
    page.press("#q", "Enter")
    settle(page)


def settle(page):
    page.wait_for_timeout(250)


# Search and filters -------------------------------------------------------------------------------


def holding(place, question):
    """Give the practices that hold words beginning as asked, found by hand."""
    return sorted(
        practice.id
        for practice in practices(place)
        if all(any(w.startswith(q) for w in said(practice)) for q in words_of(question))
    )


def said(practice):
    from gpkit.site.index import _texts

    return words_of("\n".join(_texts(practice)))


def ids(page):
    return sorted(
        page.eval_on_selector_all(
            "#cards a", "a => a.map(x => x.href.split('/practice/')[1].replace('.html', ''))"
        )
    )


QUESTIONS = [
    "sparks",
    "Digital",
    "digi skil",
    "цифр",
    "ΨΗΦΙΑΚ",
    "2018",
    "éducation",
    "latvia humans",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_search_finds_what_holds_the_words(home, corpus, question):
    search(home, question)
    while home.locator("#more").is_visible():
        home.click("#more button")
    expected = holding(corpus, question)
    assert ids(home) == expected
    assert home.inner_text("#count") == str(len(expected))


def test_no_result_is_said(home):
    search(home, "qqqqzzzz")
    assert home.is_visible("#none")
    assert home.inner_text("#count") == "0"
    search(home, "")
    assert not home.is_visible("#none")
    assert len(titles(home)) > 10


def test_what_stands_in_the_title_comes_first(home):
    search(home, "sparks")
    assert titles(home)[0] == "Sparks initiative"


def test_every_title_finds_its_practice(visit, attacked):
    """Script and Python fold and cut words alike, whatever the title is made of."""
    page = visit().open(attacked / "site")
    found = page.evaluate(
        "titles => titles.map(title => [fold(title), [...new Set(wordsOf(title))].sort()])",
        attacked_words(),
    )
    for title, (folded, cut) in zip(attacked_words(), found, strict=True):
        assert folded == fold(title)
        assert set(cut) == words_of(title)


def test_a_filter_counts_as_it_says(home, corpus):
    """A number beside a value is the number of results that it would leave."""
    boxes = home.locator(".facet input")
    number = boxes.count()
    assert number > 30
    for place in range(0, number, 7):
        box = boxes.nth(place)
        promised = box.evaluate("b => b.closest('label').querySelector('.n').textContent")
        box.evaluate("b => b.click()")
        settle(home)
        assert home.inner_text("#count") == promised
        box.evaluate("b => b.click()")
        settle(home)


def test_values_of_a_facet_add_and_facets_narrow(home, corpus):
    home.evaluate("location.hash = 'country=BG&country=LV&digital_skill_level=basic'")
    settle(home)
    expected = sorted(
        p.id
        for p in practices(corpus)
        if {"BG", "LV"} & set(p.facets.get("country", ()))
        and "basic" in p.facets.get("digital_skill_level", ())
    )
    assert expected
    assert ids(home)[:50] == expected[:50]
    basic = [p for p in practices(corpus) if "basic" in p.facets.get("digital_skill_level", ())]
    for country in ("BG", "LV", "other"):  # what more of the same facet would bring
        label = home.locator(f"[data-c='country:{country}']").first.locator("xpath=ancestor::label")
        number = sum(country in p.facets.get("country", ()) for p in basic)
        assert label.locator(".n").text_content() == str(number)
    home.locator("#chosen button", has_text="Latvia").click()
    settle(home)
    assert "LV" not in home.url
    assert "country=BG" in home.url
    home.locator("#chosen button", has_text="Clear all").click()
    settle(home)
    assert home.locator("#chosen button").count() == 0


def test_a_search_can_be_sent_to_others(visit, corpus, home):
    search(home, "digital")
    home.evaluate("document.querySelector('[data-facet=country] input').click()")
    settle(home)
    page = visit().open(corpus / "site", "index.html#" + home.url.partition("#")[2])
    settle(page)
    assert titles(page) == titles(home)
    assert page.input_value("#q") == "digital"


def test_summaries_come_with_results(home):
    search(home, "sparks")
    assert "Lascò" in home.locator("#cards .summary").first.inner_text()


# Languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(words.names()))
def test_labels_in_every_language(visit, seeded, language):
    raw = (seeded / f"site/data/speech/{language}.js").read_text("utf-8")
    data = json.loads(raw.partition("(")[2].strip().removesuffix(");"))
    page = visit().open(seeded / "site")
    page.select_option("#language", language)
    page.wait_for_selector(f"html[lang={language}]", state="attached")
    assert page.get_attribute("html", "lang") == language
    label = page.locator("[data-facet=country] [data-c='country:BG']")
    assert label.text_content() == data["concepts"]["country"]["BG"]
    assert page.locator("[data-facet=country] summary").inner_text() == data["facets"]["country"]
    assert page.locator("#search button").inner_text() == data["words"]["search"]


def test_a_language_stays_from_page_to_page(visit, seeded):
    page = visit().open(seeded / "site")
    page.select_option("#language", "de")
    search(page, "sparks")
    page.locator("#cards a").first.click()
    page.wait_for_selector("html.js[lang=de]", state="attached")
    assert "Zielgruppe" in page.inner_text(".details")
    assert page.locator("h1").get_attribute("lang") == "en"


# Evidence -----------------------------------------------------------------------------------------

THERE_AND_BACK = """async (numbers) => { const found = []; for (const number of numbers) {
  const left = document.getElementById(`v${number}`), mark = document.getElementById(`l${number}`);
  const moved = () => new Promise((done) => {
    addEventListener("hashchange", done, { once: true }); // after that of the page itself
    setTimeout(done, 2000);
  });
  const arrived = (side) => location.hash === `#${side}${number}`
    && document.activeElement.id === `${side}${number}`;
  let arrival = moved();
  left.click();
  await arrival;
  const there = arrived("l") && left.classList.contains("on")
    && document.querySelector(`[data-n~="${number}"].mark`).classList.contains("on");
  const seen = mark.getBoundingClientRect(), inside = seen.top >= 0 && seen.top < innerHeight;
  const way = mark.tagName === "A" && mark.hash === `#v${number}` ? mark
    : document.querySelector(`[data-n~="${number}"].mark`);
  arrival = moved();
  if (way.tagName === "A" && way.hash !== `#v${number}`) location.hash = `v${number}`;
  else way.click();
  await arrival;
  const marked = [...document.querySelectorAll(`[data-n~="${number}"].mark`)];
  found.push([there, inside, arrived("v") || way.dataset.n.includes(" "),
    marked.map((one) => one.textContent).join("")]);
} return found; }"""


def walked(page, practice, facts):
    """Click facts of a practice, and back; give how many there were."""
    found = page.evaluate(THERE_AND_BACK, [fact.number for fact in facts])
    for fact, (there, inside, back, marked) in zip(facts, found, strict=True):
        assert (there, inside, back) == (True, True, True), (practice.id, fact)
        raw = visible(fact.raw)
        assert marked.strip() in (raw.strip(), raw.removeprefix("- ").strip())
    return len(facts)


KINDS = ("title", "published", "byline", "label", "value", "heading")


def prose_lines(place):
    texts = [s.text for p in practices(place) for s in p.sections]
    return sum(bool(line) for text in texts for line in text.split("\n"))


def values_and_more(place):
    """Count the values, and a title for each practice: there are labels and dates besides."""
    found = practices(place)
    return len(found) + sum(len(entry.values) for p in found for entry in p.observed)


@pytest.mark.parametrize(
    ("kinds", "least"),
    [(KINDS, values_and_more), pytest.param(("text",), prose_lines, marks=pytest.mark.slow)],
)
def test_every_fact_of_the_corpus_can_be_found_from_both_sides(visit, corpus, kinds, least):
    """100 % of titles, dates, labels and values, and of the lines of prose, by clicks."""
    page = visit(viewport={"width": 1280, "height": 800}).page
    number = 0
    for practice in practices(corpus):
        page.goto(f"{(corpus / 'site').as_uri()}/evidence/{practice.id}.html")
        page.wait_for_selector("html.js", state="attached")
        number += walked(page, practice, Facts(practice).of(*kinds))
    assert number >= least(corpus) > 250
    assert number > 500 or kinds != KINDS


def test_every_value_of_the_seeds_with_a_real_mouse(visit, seeded):
    page = visit(viewport={"width": 1280, "height": 800}).page
    for practice in practices(seeded):
        page.goto(f"{(seeded / 'site').as_uri()}/evidence/{practice.id}.html")
        page.wait_for_selector("html.js", state="attached")
        for fact in Facts(practice).of("value"):
            page.click(f"#v{fact.number}")
            assert page.evaluate("document.activeElement.id") == f"l{fact.number}"
            page.click(f"#l{fact.number}")
            assert page.evaluate("document.activeElement.id") == f"v{fact.number}"


def test_evidence_by_keyboard_alone(visit, seeded):
    page = visit(viewport={"width": 1280, "height": 800}).open(seeded / "site", SPARKS)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Middle"):
            break
    number = page.evaluate("document.activeElement.dataset.n")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"l{number}"
    assert page.evaluate("document.activeElement.closest('.row').id") == "L119"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"v{number}"


def test_evidence_without_script(visit, seeded):
    """Anchors and :target do it."""
    one = visit(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    one.page.goto(f"{(seeded / 'site').as_uri()}/{SPARKS}")
    one.page.click("a.fact:has-text('Middle')")
    mark = one.page.locator("a.mark:target")
    assert mark.inner_text() == "Middle"
    assert mark.is_visible()
    mark.click()
    assert one.page.locator("a.fact:target").inner_text().startswith("Middle")


def test_a_practice_leads_to_the_line_of_a_value(visit, seeded):
    page = visit().open(seeded / "site", SPARKS.replace("evidence/", "practice/"))
    page.locator(".details dd", has_text="Intermediate").locator("a.at").click()
    page.wait_for_selector("html.js", state="attached")
    assert page.locator(".fact.on").inner_text().startswith("Middle")
    assert page.locator(".mark.on").inner_text() == "Middle"


# Without script, by keyboard ----------------------------------------------------------------------


def test_lists_and_topics_without_script(visit, corpus):
    one = visit(java_script_enabled=False)
    page = one.page
    page.goto(f"{(corpus / 'site').as_uri()}/index.html")
    assert not page.locator("#search").is_visible()
    seen = set(ids(page))
    while page.locator(".pager a[rel=next]").count():
        page.click(".pager a[rel=next]")
        seen |= set(ids_of_list(page))
    assert seen == {practice.id for practice in practices(corpus)}
    page.goto(f"{(corpus / 'site').as_uri()}/browse.html")
    page.click("#topic-country a:has-text('Bulgaria')")
    assert page.locator(".card").count() > 1


def ids_of_list(page):
    return page.eval_on_selector_all(
        ".card a", "a => a.map(x => x.href.split('/practice/')[1].replace('.html', ''))"
    )


def test_a_search_by_keyboard_alone(visit, corpus):
    page = visit(viewport={"width": 1280, "height": 800}).open(corpus / "site")
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("e => e === document.activeElement")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("sparks")
    page.keyboard.press("Enter")
    settle(page)
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#cards') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/practice/**")
    assert page.inner_text("h1") == "Sparks initiative"


def test_a_filter_by_keyboard_alone(visit, seeded):
    page = visit(viewport={"width": 1280, "height": 800}).open(seeded / "site")
    page.focus("#q")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    settle(page)
    assert page.locator("#chosen button").count() == 1
    assert page.evaluate("document.activeElement.type") == "checkbox"


# Hostile words ------------------------------------------------------------------------------------


def test_hostile_words_do_nothing_even_without_the_policy(browser, attacked):
    """The policy is the second wall: the first, escaping, has to hold alone."""
    one = Visit(browser, bypass_csp=True)
    site = attacked / "site"
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    for name in [*names, "index.html#q=script", "index.html#q=<img src=x onerror=alert(1)>"]:
        page = one.open(site, name)
        assert page.evaluate("window.attacked") is None, name
        assert page.locator(".card script, .row script, article script, iframe").count() == 0
    settle(page)
    assert one.wrong == []
    assert one.outside() == []
    one.context.close()


@pytest.mark.parametrize("question", attacked_words()[:20])
def test_hostile_questions_do_nothing(visit, attacked, question):
    page = visit().open(attacked / "site")
    search(page, question)
    assert page.evaluate("window.attacked") is None


# Accessibility ------------------------------------------------------------------------------------

PAGES = {
    "home": "index.html",
    "results": "index.html#q=digital&country=BG",
    "nothing": "index.html#q=qqqqzzzz",
    "practice": "practice/digitalalliance-bg/sparks-initiative.html",
    "evidence": f"{SPARKS}#v14",
    "topics": "browse.html",
    "list": "by/country/bg.html",
    "data": "data.html",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "preload": False}


@pytest.mark.parametrize(
    ("width", "colours"),
    [
        (320, "light"),
        (1280, "dark"),
        pytest.param(320, "dark", marks=pytest.mark.slow),
        pytest.param(1280, "light", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, seeded, name, width, colours):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    one = visit(viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
    page = one.open(seeded / "site", PAGES[name])
    settle(page)
    found = axe.Axe().run(page, options=AXE)
    said = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]]
    assert said == []
    assert "color-contrast" in {rule["id"] for rule in found.response["passes"]}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(visit, corpus, seeded, name):
    page = visit(viewport={"width": 320, "height": 640}).open(seeded / "site", PAGES[name])
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_load_is_small(visit, corpus):
    one = visit()
    one.open(corpus / "site")
    assert not any("/data/" in url for url in one.requests)  # the index comes when it is needed
