"""Where each page lies below the root of the site. The place of a practice never moves."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpkit.site.cards import Tally

_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # on Windows, whatever the ending


def practice_page(practice_id: str) -> str:
    """Give the page of a practice.

    >>> practice_page("erasmusly/bees")
    'practice/erasmusly/bees.html'
    """
    return f"practice/{practice_id}.html"


def evidence_page(practice_id: str, number: int = 1) -> str:
    """Give the page that shows a practice beside its dump, or beside that of another place.

    >>> evidence_page("erasmusly/bees", 2)
    'evidence/erasmusly/bees.2.html'
    """
    further = "" if number == 1 else f".{number}"
    return f"evidence/{practice_id}{further}.html"


def list_page(number: int) -> str:
    """Give a page of the list of all practices.

    >>> list_page(1), list_page(2)
    ('index.html', 'list/2.html')
    """
    return "index.html" if number == 1 else f"list/{number}.html"


def root(name: str) -> str:
    """Give the way from a page to the root.

    >>> root("index.html"), root("practice/erasmusly/bees.html")
    ('', '../../')
    """
    return "../" * name.count("/")


class FacetPages:
    """The pages of facets and concepts, with names that every file system takes."""

    def __init__(self, tally: Tally) -> None:
        self._stems: dict[tuple[str, str], str] = {}
        for facet, concepts in tally.counts.items():
            taken: set[str] = set()
            for concept in sorted(concepts):
                stem = _stem(concept)
                if stem in taken:
                    stem = f"{stem}-{_hash(concept)}"
                taken.add(stem)
                self._stems[facet, concept] = stem

    def __call__(self, facet: str, concept: str, number: int = 1) -> str:
        """Give the page of a concept; further pages of its list are numbered."""
        further = "" if number == 1 else f".{number}"
        return f"by/{_stem(facet)}/{self._stems[facet, concept]}{further}.html"

    def get(self, facet: str, concept: str) -> str | None:
        """Give the page of a concept, None where there is none."""
        return self(facet, concept) if (facet, concept) in self._stems else None


def _stem(name: str) -> str:
    stem = name.lower()
    if not _SAFE.fullmatch(stem):
        return f"x-{_hash(name)}"
    return f"{stem}-{_hash(name)}" if _RESERVED.fullmatch(stem) else stem


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
