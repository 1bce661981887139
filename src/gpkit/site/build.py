"""The flow of a build: practices in, pages out, one practice at a time.

Practices are read from YAML once, into the JSON Lines download; every later pass reads that. What
is held for all of them is small: a card each, and the words of the search index.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.site import downloads, index
from gpkit.site.cards import Card, Tally, card, in_order
from gpkit.site.dumps import Shelf, show
from gpkit.site.facts import Facts, readings
from gpkit.site.pages import Pages
from gpkit.site.places import evidence_page, list_page, practice_page
from gpkit.site.view import linked_data, notes, others, rows
from gpkit.site.words import Speech, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gpkit.model import Practice
    from gpkit.rules import Finding
    from gpkit.site.output import Output
    from gpkit.site.view import Note
    from gpkit.store.tree import Tree

PAGE = 50  # practices in one page of a list
_STATIC = Path(__file__).with_name("static")


class Settings(NamedTuple):
    """What a site is made of."""

    tree: Tree
    archive: Path
    language: str = "en"
    title: str = "Good practices"
    base_url: str = ""  # "" or an address that ends in "/"


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
    step: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build a site into a folder.

    Raises:
        GpkitError: a file is no practice, two say they are the same one, or other people's files
            are in the way.
    """
    cards, tally = _first_pass(settings, output, step)
    speech = Speech(settings.language)
    pages = Pages(speech, tally, settings.title, settings.base_url)
    site = _Site(settings, output, pages, cards, tally)
    site.practices(findings, step)
    site.lists()
    site.facets()
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
        self, settings: Settings, output: Output, pages: Pages, cards: list[Card], tally: Tally
    ) -> None:
        self._settings = settings
        self._output = output
        self._pages = pages
        self._cards = cards
        self._tally = tally
        self._words = index.Words()
        self._spool = output.root / downloads.data_file("jsonl")

    def _page(self, template: str, name: str, **about: Any) -> None:
        self._output.write(name, self._pages.page(template, name, **about))

    # Practices

    def practices(
        self, findings: Mapping[str, Sequence[Finding]], step: Callable[[str], None]
    ) -> None:
        """Write both pages of each practice, and take in its words."""
        numbers = {card.id: number for number, card in enumerate(self._cards)}
        shelf = Shelf(self._settings.archive)
        for practice in downloads.again(self._spool):
            seen = [(one, Facts(one)) for one in readings(practice)]
            self._practice(practice, [facts for _, facts in seen])
            for number, (one, facts) in enumerate(seen, 1):
                about = findings.get(practice.id, ()) if number == 1 else ()
                placed = notes(one, about, facts)
                self._evidence(one, facts, placed, shelf, (number, len(seen)))
            self._words.add(numbers[practice.id], practice)
            step(practice.id)

    def _practice(self, practice: Practice, facts: list[Facts]) -> None:
        name = practice_page(practice.id)
        self._page(
            "practice",
            name,
            practice=practice,
            rows=rows(practice, facts, self._pages.facet_page),
            others=others(facts[0]),
            data=linked_data(practice, self._settings.language, self._pages.url(name)),
        )

    def _evidence(
        self,
        practice: Practice,
        facts: Facts,
        placed: list[Note],
        shelf: Shelf,
        place: tuple[int, int],
    ) -> None:
        document = shelf.document(practice.provenance)
        self._page(
            "evidence",
            evidence_page(practice.id, place[0]),
            place=place,
            practice=practice,
            facts=facts,
            kinds={fact.number: fact.kind for fact in facts.all},
            notes=placed,
            dump=show(practice, document, facts.all) if document else None,
        )

    # Lists

    def lists(self) -> None:
        """Write the list of all practices: its first page is the home page."""
        parts = _parts(self._cards)
        for number, part in enumerate(parts, 1):
            name = list_page(number)
            self._page(
                "index" if number == 1 else "list",
                name,
                cards=part,
                facet=None,
                concept=None,
                tally=self._tally,
                by_count=index.by_count,
                total=len(self._cards),
                number=number,
                first=(number - 1) * PAGE + 1,
                names=[list_page(n) for n in range(1, len(parts) + 1)],
            )

    def facets(self) -> None:
        """Write a list for each value of each facet, and the page that leads to all of them."""
        found: dict[tuple[str, str], list[Card]] = {}
        for one in self._cards:
            for pair in one.pairs:
                found.setdefault(pair, []).append(one)
        for facet, concept in sorted(found):
            self._facet(facet, concept, found[facet, concept])
        self._page("browse", "browse.html", tally=self._tally, by_count=index.by_count)

    def _facet(self, facet: str, concept: str, cards: list[Card]) -> None:
        parts = _parts(cards)
        places = [self._pages.facet_page(facet, concept, n) for n in range(1, len(parts) + 1)]
        for number, (name, part) in enumerate(zip(places, parts, strict=True), 1):
            self._page(
                "list",
                name,
                cards=part,
                facet=facet,
                concept=concept,
                total=len(cards),
                number=number,
                first=(number - 1) * PAGE + 1,
                names=places,
            )

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
        latest = {one.id for one in [c for c in self._cards if c.published][: downloads.LATEST]}
        found = [p for p in downloads.again(self._spool) if p.id in latest]
        for format_ in downloads.FEEDS:
            name = downloads.feed_file(format_)
            downloads.export(self._output, name, format_, map(self._linked, found))

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
        if self._settings.base_url:
            pages = ["index.html", "browse.html", "data.html"]
            pages += [practice_page(one.id) for one in self._cards]
            urls = [f"{self._settings.base_url}{page}" for page in pages]
            for name, data in downloads.sitemap(urls):
                self._output.write(name, data)


def _parts(cards: list[Card]) -> list[list[Card]]:
    starts = range(0, max(len(cards), 1), PAGE)
    return [cards[start : start + PAGE] for start in starts]
