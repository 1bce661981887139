"""What is known of the words of a page: from the authority, and from their repetition on it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from gpkit.parsers._forms import Form, Kind
from gpkit.parsers._layouts import _OPENERS
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority


class Known:
    """Look-ups for the words of one page, each made once.

    ``keys`` are the lines that recur in the records of a dump, ``records`` is how many agree.
    """

    def __init__(
        self,
        authority: Authority,
        forms: Sequence[Form] = (),
        keys: frozenset[str] = frozenset(),
        records: int = 1,
    ) -> None:
        self.authority = authority
        self.keys = keys
        self.records = records
        self._forms = forms
        self._labels: dict[str, bool] = {}
        self._concepts: dict[str, bool] = {}

    def is_label(self, words: str) -> bool:
        """Tell whether the authority knows words as a label, and as nothing else."""
        if words not in self._labels:
            named = bool(self.authority.facets_of(words)) and not self.is_concept(words)
            self._labels[words] = named
        return self._labels[words]

    def is_concept(self, words: str) -> bool:
        """Tell whether the authority knows words as a value of some facet."""
        if words not in self._concepts:
            find = self.authority.concepts_of
            self._concepts[words] = any(find(scheme, words) for scheme in self._schemes)
        return self._concepts[words]

    def is_heading(self, words: str) -> bool:
        """Tell whether the authority knows words as a heading of prose."""
        return self.authority.role_of(words) is not None

    def is_opener(self, words: str) -> bool:
        """Tell whether words open a block of facets ("Details")."""
        return fold(words) in _OPENERS

    def parts(self, label: str, other: str) -> bool:
        """Tell whether words stand between two recurring lines in some record, none in others."""
        return label in self.openers and other in self.keys and other in self.followers[label]

    @cached_property
    def followers(self) -> dict[str, Counter[str]]:
        """What follows each recurring line."""
        found: dict[str, Counter[str]] = {key: Counter() for key in self.keys}
        for at, after in zip(self._forms, self._forms[1:], strict=False):
            if at.key in found:
                found[at.key][after.key] += 1
        return found

    @cached_property
    def openers(self) -> frozenset[str]:
        """Recurring lines that are followed by this here and by that there: they are labels."""
        return frozenset(key for key, seen in self.followers.items() if len(seen) > 1)

    @cached_property
    def kin(self) -> frozenset[str]:
        """Short lines that share their first or last word with one or two others."""
        ends: dict[str, set[str]] = {}
        for form in self._forms:
            if form.kind is Kind.SHORT and len(form.key) <= 32:
                words = form.key.replace("-", " ").split()
                for word in {words[0], words[-1]} if words else ():
                    if len(word) > 3:
                        ends.setdefault(word, set()).add(form.key)
        return frozenset(key for keys in ends.values() if 1 < len(keys) <= 3 for key in keys)

    @cached_property
    def _schemes(self) -> tuple[str, ...]:
        return self.authority.schemes()
