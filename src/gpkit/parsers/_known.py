"""What is known of the words of a page: from the authority, and from their repetition on it."""

from __future__ import annotations

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

    ``keys`` are the lines that recur in all records of a dump, ``often`` those that recur in most
    of them, and ``records`` is how many records agree.
    """

    def __init__(
        self,
        authority: Authority,
        forms: Sequence[Form] = (),
        keys: frozenset[str] = frozenset(),
        often: frozenset[str] = frozenset(),
        records: int = 1,
    ) -> None:
        self.authority = authority
        self.keys = keys
        self.often = often
        self.records = records
        self._forms = forms
        self._heads = [form.words for form in forms[:3]]
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

    def is_echo(self, words: str) -> bool:
        """Tell whether words stand within one of the first lines: they are the title again."""
        return len(words) > 5 and any(words in head and words != head for head in self._heads)

    def parts(self, label: str, other: str) -> bool:
        """Tell whether words stand between two recurring lines in some record, none in others."""
        return label in self.openers and other in self.keys

    @cached_property
    def openers(self) -> frozenset[str]:
        """Recurring lines that are labels for certain, by what stands around them.

        Values follow a label in some records and its next label in others; or other words stand
        both before and behind it in each record.
        """
        before: dict[str, set[str]] = {key: set() for key in self.keys}
        behind: dict[str, set[str]] = {key: set() for key in self.keys}
        for one, two in zip(self._forms, self._forms[1:], strict=False):
            if one.key in behind:
                behind[one.key].add(two.key)
            if two.key in before:
                before[two.key].add(one.key)
        return frozenset(
            key
            for key in self.keys
            if len(behind[key]) > 1 and (len(before[key]) > 1 or behind[key] & self.keys)
        )

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
