"""What is known of the words of a page: from the authority, and from their repetition on it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.parsers._forms import Form, Kind, are_twins, repeats
from gpkit.parsers._layouts import _OPENERS
from gpkit.text.fold import fold
from gpkit.text.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority


_FEW = 3  # names of one form
_LOUD = 5  # letters of a name in capitals; what is shorter is an abbreviation
_KIND = 3  # words of the name of a kind of pages ("Digital skills resource")
_DEEP = 3  # the level of headings that name no page
_NEAR = 14  # lines within which words of one name are likely to recur in another


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
        self.address = frozenset[str]()  # words of the page's URL
        self._forms = forms
        self._heads = [form.words for form in forms[:3]]

    def is_label(self, words: str) -> bool:
        """Tell whether the authority knows words as a label, and as nothing else."""
        return _is_label(self.authority, words)

    def is_concept(self, words: str) -> bool:
        """Tell whether the authority knows words as a value of some facet."""
        return _is_concept(self.authority, words)

    def is_heading(self, words: str) -> bool:
        """Tell whether the authority knows words as a heading of prose."""
        return self.authority.role_of(words) is not None

    def is_opener(self, words: str) -> bool:
        """Tell whether words open a block of facets ("Details")."""
        return fold(words) in _OPENERS

    def is_echo(self, words: str) -> bool:
        """Tell whether words stand within one of the first lines: they are the title again."""
        return len(words) > 5 and any(words in head and words != head for head in self._heads)

    def is_of_address(self, words: str) -> bool:
        """Tell whether words say what the URL of the page says, or most of it."""
        shared = self.address & set(slug(words).split("-"))
        return len(self.address) > 1 and len(shared) * 5 >= len(self.address) * 3

    def is_beside_address(self, words: str) -> bool:
        """Tell whether a few words share none with the URL: they name the kind of the page."""
        own = set(slug(words).split("-"))
        return len(self.address) > 1 and len(own) <= _KIND and not own & self.address

    def without_carrier(self, words: str) -> str:
        """Take off the word that opens a byline ("By Bulgaria, Public").

        It opens the other bylines of the dump too, or the authority knows the first term without
        it, and does not know it with it.
        """
        word, _, rest = words.partition(" ")
        if not rest or word.endswith(","):
            return words
        term, bare = words.partition(",")[0], rest.partition(",")[0]
        if word == self.carrier or (self._is_term(bare) and not self._is_term(term)):
            return rest.lstrip()
        return words

    def _is_term(self, words: str) -> bool:
        return bool(self.authority.facets_of(words)) or self.is_concept(words)

    @cached_property
    def carrier(self) -> str:
        """The word that opens all the lines between a title and the same title, if several do."""
        triples = zip(self._forms, self._forms[1:], self._forms[2:], strict=False)
        opening = [
            between.words.split(" ", 1)[0]
            for one, between, two in triples
            if one.key and one.key == two.key and one.key != between.key
        ]
        return opening[0] if len(opening) > 1 and len({*opening}) == 1 else ""

    def parts(self, label: str, other: str) -> bool:
        """Tell whether words stand between two recurring lines in some record, none in others."""
        return label in self.openers and other in self.keys

    def heads(self, key: str, after: Form | None) -> bool:
        """Tell the heading of a block: one and the same label follows it in all records."""
        if after is None or after.key not in self.keys:
            return False
        _, behind = self._around
        return len(behind[key]) == 1 and not behind[after.key] & self.keys

    @cached_property
    def openers(self) -> frozenset[str]:
        """Recurring lines that are labels for certain, by what stands around them.

        Values follow a label in some records and its next label in others; or other words stand
        both before and behind it in each record.
        """
        before, behind = self._around
        return frozenset(
            key
            for key in self.keys
            if len(behind[key]) > 1 and (len(before[key]) > 1 or behind[key] & self.keys)
        )

    @cached_property
    def headline(self) -> int:
        """The line of the only heading of the highest level; 0 where several share it, or none."""
        levels = [
            (form.hint.level, form.at.line)
            for form in self._forms
            if form.hint and form.hint.kind == "heading"
        ]
        top, line = min(levels, default=(_DEEP, 0))
        return line if top < _DEEP and [level for level, _ in levels].count(top) == 1 else 0

    @cached_property
    def is_airy(self) -> bool:
        """Blank lines stand between most of the short lines."""
        short = [form.gap for form in self._forms if form.kind is Kind.SHORT]
        return sum(short) * 5 > len(short) * 3 and len(short) > 5

    @cached_property
    def carries(self) -> bool:
        """Values stand in sentences that repeat their label and end in a colon and the value."""
        found = (
            one.kind is Kind.SHORT and two.kind is Kind.PAIR and repeats(one, two)
            for one, two in pairwise(self._forms)
        )
        return sum(found) > 1

    @cached_property
    def has_colons(self) -> bool:
        """Names stand alone before a colon: three and more."""
        return sum(form.kind is Kind.OPEN for form in self._forms) >= _FEW

    @cached_property
    def shouts(self) -> bool:
        """Names stand in capitals, and what they name does not: three and more.

        Those who name themselves in capitals stand below a name that the authority knows.
        """
        forms = self._forms
        loud = [
            (one, two, three)
            for one, two, three in zip([None, *forms], forms, forms[1:], strict=False)
            if two.kind is Kind.SHORT and two.words.isupper() and len(two.words) >= _LOUD
        ]
        faced = sum(
            three.kind is not Kind.PROSE and not three.words.isupper() for *_, three in loud
        )
        named = any(
            one and self.is_label(one.words) and not one.words.isupper() for one, *_ in loud
        )
        return faced >= _FEW and 5 * faced >= 4 * len(loud) and not named

    @cached_property
    def leads(self) -> frozenset[str]:
        """Recurring lines behind words that change: of several in a row, the first is the label."""
        before, _ = self._around
        return frozenset(key for key in self.keys if len(before[key]) > 1)

    @cached_property
    def _around(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """What stands before and behind each recurring line."""
        before: dict[str, set[str]] = {key: set() for key in self.keys}
        behind: dict[str, set[str]] = {key: set() for key in self.keys}
        for one, two in pairwise(self._forms):
            if one.key in behind:
                behind[one.key].add(two.key or two.words[:40])
            if two.key in before:
                before[two.key].add(one.key or one.words[:40])
        return before, behind

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Words before a colon: "Service: Its title" names the kind that "Type" had as a value."""
        return frozenset(form.key for form in self._forms if form.kind is Kind.PAIR)

    @cached_property
    def kin(self) -> frozenset[str]:
        """Short lines that share their first or last word with another one near, not adjacent.

        ("Geographic extent", "Geographic coverage"; values of one label stand side by side.)
        The twin of such a line is one as well.
        """
        last: dict[str, int] = {}
        found: set[str] = set()
        for index, form in enumerate(self._forms):
            if form.kind is not Kind.SHORT or len(form.key) > 45:
                continue
            words = form.key.replace("-", " ").split()
            for word in {words[0], words[-1]} if words else ():
                before = last.get(word, index)
                if len(word) > 3 and 1 < index - before <= _NEAR:
                    other = self._forms[before].key
                    found |= {form.key, other} if other != form.key else set()
                last[word] = index
        return frozenset(found | {key for pair in self._twins() for key in pair if found & {*pair}})

    def _twins(self) -> Iterator[tuple[str, str]]:
        for one, two in pairwise(self._forms):
            if are_twins(one, two):
                yield one.key, two.key


# Labels and values are few, and the same on all pages of a site.
@lru_cache(maxsize=20_000)
def _is_label(authority: Authority, words: str) -> bool:
    return bool(authority.facets_meant(words)) and not _is_concept(authority, words)


@lru_cache(maxsize=20_000)
def _is_concept(authority: Authority, words: str) -> bool:
    return any(authority.concepts_of(scheme, words) for scheme in _schemes(authority))


@lru_cache(maxsize=8)
def _schemes(authority: Authority) -> tuple[str, ...]:
    return authority.schemes()
