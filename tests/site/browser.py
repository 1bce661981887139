"""A browser for the tests: Debian's Chromium, driven by playwright, cut off from the network."""

import os
import shutil
from contextlib import contextmanager
from importlib.util import find_spec

CHROMIUM = os.environ.get("GPKIT_CHROMIUM") or shutil.which("chromium") or ""
LACKING = (
    "playwright is not installed"
    if find_spec("playwright") is None
    else ""
    if CHROMIUM
    else "there is no chromium here: apt-get install chromium, or set GPKIT_CHROMIUM"
)


@contextmanager
def launched():
    """Give a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


class Visit:
    """A visitor: a page, and all that went wrong while it was read."""

    def __init__(self, browser, **about):
        self.context = browser.new_context(**about)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.wrong = []
        self.requests = []
        self.page.on("console", lambda m: self.wrong.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _dialog(self, dialog):
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, site, name=""):
        """Open a page of a site from the disk; ``name`` may have a fragment."""
        self.page.goto(f"{site.as_uri()}/{name or 'index.html'}")
        self.page.wait_for_selector("html.js", state="attached")
        return self.page

    def outside(self):
        """Give the requests that left the disk."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]
