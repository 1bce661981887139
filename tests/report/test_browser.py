"""The page in Chromium: nothing runs, nothing is fetched, and axe-core finds nothing.

Slow, and skipped where Playwright, axe or a Chromium is not installed.
"""

import shutil

import pytest
from catalogues import made
from test_html import CATALOGUE, PAYLOADS, hostile_everywhere

from gpkit.report.health import Health, Rule

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEALTH = Health(40, 1, 0, 0, 39, 0, (Rule("a-rule", "error", "What.", 1, 1, "x", "generic/a"),))


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    """Open a page; gives it, and all that it should not have done."""
    contexts = []

    def open_(text, **how):
        path = tmp_path / "report.html"
        path.write_text(text, "utf-8")
        context = chromium.new_context(**how)
        contexts.append(context)
        page, noted = context.new_page(), []
        page.on("console", lambda message: noted.append(("console", message.text)))
        page.on("pageerror", lambda error: noted.append(("error", str(error))))
        page.on("dialog", lambda dialog: (noted.append(("dialog", "")), dialog.dismiss()))
        page.on("request", lambda request: noted.append(("request", request.url)))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        own = [("request", path.as_uri())]
        return page, [note for note in noted if note not in (*own, ("request", "data:,"))]

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("bypass", [True, False])
def test_no_payload_runs(bypass, page, opened):
    """Also without the page's own policy, which would hold them back."""
    for part in range(10):
        practices, more = hostile_everywhere(PAYLOADS[part::10])
        shown, noted = opened(page(practices, **more), bypass_csp=bypass)
        shown.wait_for_timeout(200)
        assert noted == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(scheme, width, page, opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    practices = [*CATALOGUE, made(99, facets={"target_audience": ("digital_skills_for_all",)})]
    text = page(practices, health=HEALTH)
    size = {"width": width, "height": 900}
    shown, noted = opened(text, color_scheme=scheme, viewport=size, bypass_csp=True)
    found = axe.run(shown, options={"runOnly": RULES}).response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert noted == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
