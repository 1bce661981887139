"""The flow of a build: practices in, pages out, one practice at a time.

Practices are read from YAML once, into the JSON Lines download; every later pass reads that. What
is held for all of them is small: a card each, and the words of the search index. A page is rendered
where something that goes into it is new (`kept`): all that does is named beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.site import downloads, index, listing, proof
from gpkit.site.cards import Card, Tally, card, in_order
from gpkit.site.dumps import Shelf
from gpkit.site.pages import Pages
from gpkit.site.places import practice_page
from gpkit.site.words import Speech, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gpkit.model import Practice
    from gpkit.rules import Finding
    from gpkit.site.kept import Kept
    from gpkit.site.output import Output
    from gpkit.site.pages import Page
    from gpkit.store.tree import Tree

_STATIC = Path(__file__).with_name("static")


class Settings(NamedTuple):
    """What a site is made of."""

    tree: Tree
    archive: Path
    language: str = "en"
    title: str = "Good practices"
    base_url: str = ""  # "" or an address that ends in "/"
    style: str = ""  # a style sheet that comes after ours


class Built(NamedTuple):
    """What a build did: how many practices and files there are, how many files it touched."""

    practices: int
    files: int
    changed: int
    removed: int


def build(
    settings: Settings,
    output: Output,
    findings: Mapping[str, Sequence[Finding]],
    kept: Kept,
    step: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build a site into a folder; pages that are ``kept`` from the last build stay as they are.

    Raises:
        GpkitError: a file is no practice, two say they are the same one, or other people's files
            are in the way.
    """
    cards, tally = _first_pass(settings, output, step)
    site = _Site(settings, output, (cards, tally), kept)
    site.practices(findings, step)
    site.lists()
    site.index()
    site.downloads()
    site.others()
    removed = output.finish()
    return Built(len(cards), len(output.written), output.changed, removed)


def _first_pass(
    settings: Settings, output: Output, step: Callable[[str], None]
) -> tuple[list[Card], Tally]:
    """Read all practices into the download, and keep a card of each."""
    cards: dict[str, Card] = {}
    tally = Tally()

    def counted() -> Iterator[Practice]:
        for practice in settings.tree.practices():
            settings.tree.path(practice.id)  # refuses an id that leads out of the site
            if practice.id in cards:
                raise GpkitError(
                    f"{practice.id}: two files say they are this practice",
                    f"See which: gpkit validate {settings.tree.root.as_posix()}",
                )
            cards[practice.id] = card(practice)
            tally.add(practice, cards[practice.id])
            step(practice.id)
            yield practice

    downloads.export(output, downloads.data_file("jsonl"), "jsonl", counted())
    return in_order(cards.values()), tally


class _Site:
    """The pages of one build."""

    def __init__(
        self, settings: Settings, output: Output, found: tuple[list[Card], Tally], kept: Kept
    ) -> None:
        self._settings = settings
        self._output = output
        self._cards, self._tally = found
        speech = Speech(settings.language)
        about = (settings.title, settings.base_url, bool(settings.style))
        self._pages = Pages(speech, self._tally, *about)
        self._kept = kept
        self._words = index.Words()
        self._latest: list[Practice] = []  # for the feeds
        self._spool = output.root / downloads.data_file("jsonl")

    def _page(self, template: str, name: str, **about: Any) -> None:
        self._output.write(name, self._pages.page(template, name, **about))

    def _page_of(self, page: Page) -> None:
        """Write a page, unless it is as it was."""
        key = self._kept.key(page.template, page.name, page.made_of)
        if self._kept.is_right(page.name, key, self._output):
            return
        about = page.about()
        self._page(page.template, page.name, **about)
        if about.get("is_lasting", True):
            self._kept.note(page.name, key, self._output)

    def practices(
        self, findings: Mapping[str, Sequence[Finding]], step: Callable[[str], None]
    ) -> None:
        """Write both pages of each practice, and take in what index and feeds need of it."""
        numbers = {card.id: number for number, card in enumerate(self._cards)}
        latest = {one.id for one in [c for c in self._cards if c.published][: downloads.LATEST]}
        shelf = Shelf(self._settings.archive)
        for line in downloads.lines(self._spool):
            source = proof.Source(line)
            found = source.practice
            number = numbers[found.id]
            self._page_of(proof.practice(source, self._cards[number], self._pages))
            for page in proof.evidence(source, findings.get(found.id, ()), shelf):
                self._page_of(page)
            self._words.add(number, found)
            if found.id in latest:
                self._latest.append(found)
            step(found.id)

    def lists(self) -> None:
        """Write the list of all practices, those of each value, and the page that leads to these.

        The first page of all is the home page. What follows from all practices is always made.
        """
        counted = {"tally": self._tally, "by_count": index.by_count}
        self._page("index", "index.html", **counted, **listing.first_of_all(self._cards))
        for page in listing.all_others(self._cards):
            self._page_of(page)
        for page in listing.by_value(self._cards, self._pages.facet_page):
            self._page_of(page)
        self._page("browse", "browse.html", **counted)

    # Data

    def index(self) -> None:
        """Write what search needs: the index, summaries, words, labels in each language."""
        for number, data in index.summaries(self._cards):
            self._output.write(f"data/summaries/{number}.js", data)
        known = []
        for part, data in self._words.parts():
            self._output.write(f"data/words/{part}.js", data)
            known.append(part)
        self._output.write("data/index.js", index.index(self._cards, self._tally, known))
        for language in names():
            data = index.script("gpkit.speech", Speech(language).as_data(self._tally))
            self._output.write(f"data/speech/{language}.js", data)

    def downloads(self) -> None:
        """Write the downloads and the feeds."""
        for format_ in downloads.FORMATS:
            name = downloads.data_file(format_)
            if name not in self._output.written:
                downloads.export(self._output, name, format_, downloads.again(self._spool))
        for format_ in downloads.FEEDS:
            name = downloads.feed_file(format_)
            downloads.export(self._output, name, format_, map(self._linked, self._latest))

    def _linked(self, practice: Practice) -> Practice:
        """Let a feed lead to our page, where that has an address."""
        url = self._pages.url(practice_page(practice.id))
        source = practice.provenance
        return practice._replace(provenance=source._replace(url=url or source.url))

    def others(self) -> None:
        """Write the page about the data, the map of the site, style and script."""
        self._page("data", "data.html", formats=downloads.FORMATS, total=len(self._cards))
        for path in sorted(_STATIC.iterdir()):
            self._output.write(f"static/{path.name}", path.read_bytes())
        if self._settings.style:
            self._output.write("static/theme.css", self._settings.style.encode())
        if self._settings.base_url:
            pages = ["index.html", "browse.html", "data.html"]
            pages += [practice_page(one.id) for one in self._cards]
            urls = [f"{self._settings.base_url}{page}" for page in pages]
            for name, data in downloads.sitemap(urls):
                self._output.write(name, data)
