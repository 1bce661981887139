"""Pages out of templates. What comes from a dump is escaped, and its controls are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.exporters._cells import shown
from gpkit.site.cards import chips, is_named
from gpkit.site.index import as_json
from gpkit.site.places import FacetPages, evidence_page, practice_page, root
from gpkit.site.view import blocks, href
from gpkit.site.words import names
from gpkit.templates import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from gpkit.site.cards import Tally
    from gpkit.site.words import Speech

# Controls become their pictures, what no page can hold becomes a replacement character.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xFDD0, 0xFDF0), 0xFFFD),
    **{plane << 16 | last: 0xFFFD for plane in range(17) for last in (0xFFFE, 0xFFFF)},
}


def visible(text: str) -> str:
    r"""Show what a page cannot hold; the text keeps its length.

    >>> visible("a\x00b\x1b"), len(visible("\ud800"))
    ('a␀b␛', 1)
    """
    shown = text.translate(_PICTURES)
    return shown.encode("utf-8", "replace").decode() if _has_surrogate(shown) else shown


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


class Page(NamedTuple):
    """A page to be made: ``about`` gives what it says, and follows from ``made_of`` alone.

    ``made_of`` is plain data. Beside it, a page follows from what all pages of a site follow from.
    """

    template: str
    name: str
    made_of: object
    about: Callable[[], dict[str, Any]]


class Pages:
    """Renders pages of one site."""

    def __init__(
        self, speech: Speech, tally: Tally, title: str, base_url: str = "", is_themed: bool = False
    ) -> None:
        self.speech = speech
        self.base_url = base_url
        self.facet_page = FacetPages(tally)
        self._spans: dict[tuple[str, str], Markup] = {}
        self._environment = environment("gpkit.site", "templates", _finalize)
        self._environment.globals.update(
            site_title=title,
            is_themed=is_themed,
            language=speech.language,
            languages=names(),
            word=speech.words,
            w=self._word,
            f=self._facet,
            c=self._concept,
            practice_page=practice_page,
            evidence_page=evidence_page,
            facet_page=self.facet_page,
            blocks=blocks,
            chips=chips,
            is_named=is_named,
            shown=shown,
            href=href,
            json=_json,
        )

    def page(self, template: str, name: str, **about: Any) -> bytes:
        """Render a page; ``name`` is its place, from which its links start."""
        text = self._environment.get_template(f"{template}.html").render(
            root=root(name), canonical=self.url(name), here=name, **about
        )
        return text.encode("utf-8", "backslashreplace")

    def url(self, name: str) -> str | None:
        """Give the address of a page, None where nobody said where the site will be."""
        return f"{self.base_url}{name}" if self.base_url else None

    # Words that the reader can switch to another language

    def _word(self, key: str) -> Markup:
        return self._span("w", key, lambda: self.speech.words[key])

    def _facet(self, facet: str) -> Markup:
        return self._span("f", facet, lambda: self.speech.facet(facet))

    def _concept(self, facet: str, concept: str) -> Markup:
        key = f"{facet}:{concept}"
        return self._span("c", key, lambda: self.speech.concept(facet, concept))

    def _span(self, kind: str, key: str, words: Callable[[], str]) -> Markup:
        if (kind, key) not in self._spans:
            from markupsafe import Markup

            pattern = Markup('<span data-{}="{}">{}</span>')
            self._spans[kind, key] = pattern.format(kind, visible(key), visible(words()))
        return self._spans[kind, key]


def _json(data: Any) -> Markup:
    from markupsafe import Markup

    return Markup(as_json(data))  # noqa: S704 - no "<" is left in it


def _finalize(value: Any) -> Any:
    return visible(value) if type(value) is str else value
