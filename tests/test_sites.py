"""Whose page it is: by the URL, or by the marks of the site; and a title from the URL alone."""

from pathlib import Path

import pytest

from gpkit import parsers
from gpkit.documents.text import read as read_text
from gpkit.pipeline import read_dump
from gpkit.store.raw import Origin
from gpkit.verify import verify
from support import gpkit

PROSE = """The school of the harbour teaches how nets are mended, and how the mended nets are sold.

It does so in the evening, when the boats are back and the market hall is empty and warm.
"""
FRAME = "Skip to main content\nSearch by keyword\nGood Practices\nHARBOUR logo\n\n"
URLS = {
    "dsjp": "https://digital-skills-jobs.europa.eu/en/organisations/school-of-the-harbour",
    "digikoalice-cz": "https://www.digikoalice.cz/organizace/skola-v-pristavu/",
    "digitalcoalition-cy": "https://digitalcoalition.gov.cy/initiative/school-of-the-harbour/",
    "eskills-mt": "https://eskills.org.mt/organization/school-of-the-harbour/",
    "digitalskillsjobs-se": "https://digitalskillsjobs.se/inspiration/goda-exempel/hamnskolan/",
    "digital-skills-romania-eu": "https://digital-skills-romania.eu/bune-practici/scoala/",
    "nationalcoalition-gr": "https://nationalcoalition.gov.gr/good-practice/scholeio-tou-lim/",
    "digitalnakoalicia-sk": "https://digitalnakoalicia.sk/article/skola-v-pristave/",
    "skaitmeninekoalicija-lt": "https://new.skaitmeninekoalicija.lt/en/latest/news/harbour",
    "digitalcoalition-ie": "https://digitalcoalition.ie/school-of-the-harbour/",
    "kohesio": "https://kohesio.ec.europa.eu/en/projects/Q1234567",
    "esf-se": "https://www.esf.se/projekt/hamnskolan",
    "interreg-europe": "https://www.interregeurope.eu/good-practices/school-of-the-harbour",
    "oecd-opsi": "https://oecd-opsi.org/innovations/school-of-the-harbour/",
    "unite-it": "https://unite-it.eu/profiles/blogs/school-of-the-harbour",
    "glbulgaria-bg": "https://www.glbulgaria.bg/project/school-of-the-harbour",
}


def read(text, url=None):
    return read_dump(text.encode(), "page.txt", origin=Origin(url=url))


@pytest.mark.parametrize("family", URLS)
def test_a_url_is_a_mark(family):
    assert read(PROSE, URLS[family]).parsed.family == family
    assert read(PROSE).parsed.family == "generic"


@pytest.mark.parametrize(
    "url",
    [
        "https://digital-skills-jobs.europa.eu.example.org/en/organisations/school",
        "https://example.org/digital-skills-jobs.europa.eu/school",
        "https://not-digikoalice.cz/organizace/skola/",
        "https://europa.eu/school",
        "https://[broken/school",
    ],
)
def test_only_the_whole_host_counts(url):
    assert read(PROSE, url).parsed.family == "generic"


def test_marks_do_not_count_on_the_page_of_another_family():
    block = "Organisation Details\nOrganisation category\nPublic institution\n"
    assert read(PROSE + block).parsed.family == "dsjp"
    assert read(PROSE + block, URLS["eskills-mt"]).parsed.family == "eskills-mt"
    assert read(PROSE + block, "https://web.archive.org/web/school").parsed.family == "dsjp"


CASES = sorted((Path(__file__).parent / "cases").glob("*/*/dump.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_each_case_is_recognised_by_one_family_at_most(path):
    document = read(path.read_text("utf-8")).document
    named = [f for f in parsers.families() if parsers.parser(f).recognises(document)]
    assert named in ([path.parts[-3]], []) or path.parts[-3] == "generic"


@pytest.mark.parametrize(
    "text",
    [
        PROSE + "Organisation Details\nCountry\nMalta\nOrganisation category\nOther\n",
        "Good Practices\n\n" + PROSE,
        "Skip to main content\nSearch by keyword\nOpening hours\n\n" + PROSE,
        "O organizaci\n\n" + PROSE,
        "Téma: Sítě\nCílová skupina: rybáři\n\n" + PROSE,
        "Recent Organization\n\n" + PROSE,
        PROSE + "\nAll Digital Academy December 5, 2023\nLisp November 9, 2023\n",
        "Nät\n\n3 juni 2024, 12:10\n\n" + PROSE + "\nBildrättigheter: Hamnen\n",
        "Bune practici\n\nPlase\n\n" + PROSE,
        PROSE + "\nTarget group\nFishermen\n",
        "Nets\n\nProject name:\nNets\n\nBudget:\n12 EUR\n\n" + PROSE,
        "Start date: 1 March 2022\nEnd date: 1 May 2022\n\nNets\n\n" + PROSE,
        "Diarienummer:\n12\nHandläggare:\nHamnen\n\n" + PROSE,
        PROSE + "\nResources needed\n\n" + PROSE,
        PROSE + "\nInnovative response\n\n" + PROSE,
        "Good Practices\n\n  • Tartu / Estonia\n\n    Nets\n\n    Mended nets.\n",
        "Key Action: mending\nCountries: Malta\n\n" + PROSE,
        "Type\nService\nStatus\nPilot\nService: Nets\nResponsible organisation: Port\n" + PROSE,
    ],
)
def test_pages_that_are_only_alike_are_of_no_family(text):
    document = read_text(text.encode(), "page.txt")
    assert parsers.family_of(document) == "generic"


# Titles -------------------------------------------------------------------------------------------


def test_a_title_comes_from_the_url_with_evidence_that_says_so():
    (practice,) = read(FRAME + PROSE, URLS["dsjp"]).practices
    assert practice.title == "School of the harbour"
    assert practice.id == "dsjp/school-of-the-harbour"
    assert practice.evidence.title.line == 0
    assert practice.evidence.title.raw == "school-of-the-harbour"
    assert "URL" in practice.evidence.title.because


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (FRAME + PROSE, None),
        (FRAME + PROSE, "https://digital-skills-jobs.europa.eu/en/node/291"),
        (FRAME + PROSE, "https://digital-skills-jobs.europa.eu/"),
        (PROSE, "https://skaitmeninekoalicija.lt/index.php/en/node/291"),
        (PROSE, "https://digitalcoalition.gov.cy/?p=20392"),
        (PROSE, "https://digitalcoalition.gov.cy/initiative/%CF%83%CF%87%CE%BF%CE%BB/"),
        (PROSE, URLS["nationalcoalition-gr"]),
        (PROSE, URLS["kohesio"]),
    ],
)
def test_without_words_in_the_url_the_title_is_missing(text, url):
    (practice,) = read(text, url).practices
    assert practice.title is None


def test_a_printed_title_wins():
    (practice,) = read("Nets at night\n\n" + PROSE, URLS["digitalcoalition-ie"]).practices
    assert practice.title == "Nets at night"


def test_the_title_of_the_url_is_proved_and_explained(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/page.txt").write_text(FRAME + PROSE, "utf-8")
    (tmp_path / "in/index.csv").write_text(f"dump,url,fetched\npage.txt,{URLS['dsjp']},\n", "utf-8")
    assert gpkit("ingest", "-q", "in", cwd=tmp_path).code == 0
    assert gpkit("verify", cwd=tmp_path).code == 0
    explained = gpkit("explain", "dsjp/school-of-the-harbour", cwd=tmp_path)
    assert "school-of-the-harbour" in explained.out
    assert "the page prints no title" in explained.out
    assert gpkit("validate", "--fail-on", "error", cwd=tmp_path).code == 0


def test_a_title_that_the_url_lacks_is_disproved(tmp_path):
    (practice,) = read(FRAME + PROSE, URLS["dsjp"]).practices
    (tmp_path / "page.txt").write_text(FRAME + PROSE, "utf-8")
    source = practice.provenance._replace(url="https://example.org/other")
    problems = [p for p in verify([practice._replace(provenance=source)], tmp_path) if p.problem]
    assert [problem.field for problem in problems] == ["title"]
