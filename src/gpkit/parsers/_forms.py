"""What a line looks like, whatever its words say.

Everything here is decided by length, case, digits and punctuation, so that a page reads the same
when each of its words is replaced by a nonsense word of the same shape.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Hint
    from gpkit.parsers._layouts import Numbered


class Kind(IntEnum):
    """The form of a line."""

    SHORT = 0  # a few words: a label, a value, a heading, a title
    PROSE = 1  # a sentence or more
    PAIR = 2  # "Label: value"
    OPEN = 3  # "Label:"
    PAIRS = 4  # "Label: value | Label: value"
    ROW = 5  # "cell | cell | cell"
    TYPED = 6  # a number, a date, an address: never a label
    ITEM = 7  # behind a bullet
    LONG = 8  # long, and no sentence: a title or a value


class Form(NamedTuple):
    """A line and its form."""

    at: Numbered
    kind: Kind
    key: str  # what must recur for two lines to be the same: the folded words, or label
    gap: bool  # a blank line stands before it
    indent: int
    hint: Hint | None
    label: str = ""
    value: str = ""

    @property
    def words(self) -> str:
        """The words of the line."""
        return self.at.words


LABEL_LENGTH = 60  # the longest labels seen have 53 ("Projektägare organisationsnummer" has 32)
_LABEL_WORDS = 8
_PROSE_LENGTH = 100
_SENTENCE_LENGTH = 45
_BROKEN = 45  # characters of a line that is broken at a width, at the least
_BREAKABLE = (Kind.SHORT, Kind.LONG, Kind.PROSE)
LONGEST = 220  # of titles and values; what is longer is prose
_ENDS = (".", "!", "?", "…", ".”", '."', ";", ":", ",", ")")
_STOPS = (".", "!", "?", "…", ".”", '."', ";")

_ADDRESS = re.compile(r"\w{1,12}://\S+|www\.\S+|\S{1,99}@\S{1,99}\.\w{1,20}")
# "**Label:** value", "**Label** : value"; "**Words** that are stressed" is no pair.
_STRONG = re.compile(r"(\*\*|__)([^*_:]{1,60}(?:\s?:\s?\1|\1\s?:))\s*(\S.*)")
_CELLS = re.compile(r"\s{0,3}\|\s{0,3}|\t+")
_RULE = re.compile(r"[-|:+=\s]{3,400}")
_DATE = re.compile(
    r"(?:\d{1,2}[.)/-]? ?(?:\d{1,2}|\w{3,12}\.?)[./ -] ?,? ?\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\w{3,12}\.? \d{1,2}(?:\w\w)?, \d{4})"
    r"(?:(?:[,T ]{1,2}| [-–|] )\d{1,2}[:.]\d\d(?::\d\d)?(?: \w\w)?)?(?: ?(?:\||г\.|\w\.))?"
)


def forms(lines: Sequence[Numbered], hints: Sequence[Hint | None] = ()) -> list[Form]:
    """Give the form of each line."""
    found = []
    before = 0
    for at in lines:
        hint = hints[at.line - 1] if hints else None
        found.append(_form(at, at.line > before + 1, hint))
        before = at.line
    is_html = any(hint is not None and hint.path for hint in hints[:1])
    return found if is_html else _unwrapped(found)


def _unwrapped(found: list[Form]) -> list[Form]:
    """Tell prose by its lines together, where a printer or a browser broke it at a width."""
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _goes_on(found[end - 1], found[end]):
            end += 1
        run = found[start:end]
        broken = any(map(_is_broken, run, run[1:]))
        if broken and sum(len(form.words) for form in run) > _PROSE_LENGTH:
            found[start:end] = [form._replace(kind=Kind.PROSE, key="") for form in run]
        start = end
    return found


def _goes_on(one: Form, two: Form) -> bool:
    """Tell whether a line can be the next one of a paragraph that is broken at a width."""
    if two.gap or len(one.words) < _BROKEN or one.words.endswith((*_STOPS, ":")):
        return False
    return one.kind in _BREAKABLE and two.kind in _BREAKABLE


def _is_broken(one: Form, two: Form) -> bool:
    is_cut = one.words.endswith("-") and one.words[-2:-1].isalpha()
    return two.words[0].islower() or is_cut


def _form(at: Numbered, gap: bool, hint: Hint | None) -> Form:
    words, text = at.words, at.text
    indent = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
    kind, label, value = shape(words, text)
    key = "" if kind is Kind.PROSE else fold(label or words[:LONGEST])
    return Form(at, kind, key, gap, indent, hint, label, value)


def shape(words: str, text: str = "") -> tuple[Kind, str, str]:
    """Tell the form of words, with label and value where they are a pair.

    >>> shape("Start date: 1 September 2023")
    (<Kind.PAIR: 2>, 'Start date', '1 September 2023')
    >>> shape("2 382 460,56 €")[0].name, shape("Anything at all")[0].name
    ('TYPED', 'SHORT')
    """
    if bullet(text or words) is not None:
        return Kind.ITEM, "", ""
    cells = row(words) if len(words) <= 400 else ()
    if cells and all(map(is_pair, cells)):
        return Kind.PAIRS, "", ""
    if cells and pair_of(cells[0]) is None:
        return Kind.ROW, "", ""
    if words.endswith(":") and len(words) <= LABEL_LENGTH and _is_label(words[:-1]):
        return Kind.OPEN, words[:-1].rstrip(), ""
    pair = pair_of(words)
    return (Kind.PAIR, *pair) if pair else (_plain(words), "", "")


def _plain(words: str) -> Kind:
    if is_typed(words):
        return Kind.TYPED
    if not is_prose(words):
        return Kind.SHORT
    is_long = len(words) <= LONGEST and not words.endswith(_ENDS) and ". " not in words
    return Kind.LONG if is_long else Kind.PROSE


def is_prose(words: str) -> bool:
    """Tell a sentence from a few words.

    >>> is_prose("Digital skills for all.")
    False
    >>> is_prose("We met the teachers of the school. They said that it helped.")
    True
    """
    size = len(words)
    if size > _PROSE_LENGTH:
        return True
    return size > _SENTENCE_LENGTH and words.endswith(_STOPS) and ". " in words


def is_typed(words: str) -> bool:
    """Tell whether words are a number, an amount, a date or an address.

    >>> [is_typed(w) for w in ("2020 -", "15 Oct, 2017", "https://a.eu/b", "EUR 5,988.64")]
    [True, True, True, True]
    >>> is_typed("Top 10 ideas"), is_typed("web 2.0 for schools")
    (False, False)
    """
    if len(words) > 2000:
        return False
    if is_address(words):
        return True
    digits = sum(map(str.isdigit, words))
    return digits > 0 and (
        digits >= sum(map(str.isalpha, words)) or (digits >= 4 and is_date(words))
    )


def is_address(words: str) -> bool:
    """Tell addresses of pages or people, one or more, and nothing else.

    >>> is_address("https://a.eu/b"), is_address("office@a.eu"), is_address("see a.eu/b")
    (True, True, False)
    """
    if "/" not in words and "@" not in words and not words.startswith("www."):
        return False
    return all(_ADDRESS.fullmatch(part.rstrip(",;")) for part in words.split())


def is_date(words: str) -> bool:
    """Tell whether words are one date and nothing else, by their form.

    >>> [is_date(w) for w in ("18.07.2024 |", "14 June 2024", "July 7, 2020 12:00 am", "2020 -")]
    [True, True, True, False]
    """
    return len(words) <= 40 and _DATE.fullmatch(words) is not None


def pair_of(words: str) -> tuple[str, str] | None:
    """Split "Label: value" at its colon; None where there is no such form.

    >>> pair_of("Téma: Digitální dovednosti"), pair_of("see http://x.eu"), pair_of("at 12:00")
    (('Téma', 'Digitální dovednosti'), None, None)
    >>> pair_of("**Country:** Malta"), pair_of("**Country**: Malta"), pair_of("**All** of us")
    (('Country', 'Malta'), ('Country', 'Malta'), None)
    """
    if words[:2] in ("**", "__") and (strong := _STRONG.fullmatch(words)):
        return strong[2].strip(" :*_"), strong[3]
    place = words.find(":", 1, LABEL_LENGTH + 2)
    if place < 0 or not words[place + 1 : place + 2].isspace():
        return None
    label = words[:place].rstrip()
    value = words[place + 1 :].strip()
    return (label, value) if value and _is_label(label) else None


def is_pair(words: str) -> bool:
    """Tell whether words have the form "Label: value" or "Label:"."""
    return pair_of(words) is not None or (words.endswith(":") and _is_label(words[:-1].rstrip()))


def _is_label(words: str) -> bool:
    """Tell whether words before a colon can be a label: few, and no sentence before them."""
    if not words or len(words) > LABEL_LENGTH or words[0].islower() or not words[0].isalnum():
        return False
    return any(map(str.isalpha, words)) and words.count(" ") < _LABEL_WORDS and ". " not in words


def row(words: str) -> tuple[str, ...]:
    """Give the cells of a row of a table; () where words are none.

    >>> row("Country: PL | Year: 2018"), row("| a | b |"), row("18.07.2024 |")
    (('Country: PL', 'Year: 2018'), ('a', 'b'), ())
    """
    if "|" not in words and "\t" not in words:
        return ()
    cells = tuple(cell for part in _CELLS.split(words) if (cell := part.strip()))
    return cells if len(cells) > 1 else ()


def is_drawn(words: str) -> bool:
    """Tell a line of marks alone, which says nothing wherever it stands.

    >>> is_drawn("=====") and is_drawn("- - -"), is_drawn("--"), is_drawn("...")
    (True, False, False)
    """
    return len(words) > 2 and not words.strip("-=*_~#+ –—") and len(words.replace(" ", "")) > 2


def is_rule(words: str) -> bool:
    """Tell whether a line only draws: dashes, bars, equal signs.

    >>> is_rule("---|---|---"), is_rule("a | b")
    (True, False)
    """
    return _RULE.fullmatch(words) is not None


def bare(form: Form) -> str:
    """Give the words behind a bullet, or all of them."""
    item = bullet(form.at.text) if form.kind is Kind.ITEM else None
    return form.at.words if item is None else item


def paired(form: Form, label: str, value: str) -> Form:
    """Give a line as a pair of label and value."""
    return form._replace(kind=Kind.PAIR, key=fold(label), label=label, value=value)


def are_twins(one: Form, two: Form) -> bool:
    """Tell lines that share their first or last word ("Start date", "End date").

    Both are names then, or both are values.
    """
    if one.kind is not Kind.SHORT or two.kind is not Kind.SHORT:
        return False
    a, b = one.key.replace("-", " ").split(), two.key.replace("-", " ").split()
    if not 1 < len(a) == len(b) < 5 or max(map(len, (one.key, two.key))) > 32:
        return False
    return (a[0] == b[0] and len(a[0]) > 3) or (a[-1] == b[-1] and len(a[-1]) > 3)


def repeats(label: Form | None, at: Form | None) -> bool:
    """Tell whether a line repeats the words of the label above it: a carrier of its value."""
    if label is None or at is None or label.kind is not Kind.SHORT or len(label.words) > 45:
        return False
    names = {word for word in label.key.split() if len(word) > 3}
    if not names or len(at.words) <= len(label.words):
        return False
    if ":" not in at.words and at.key.split(" ", 1)[0] == label.key.split(" ", 1)[0]:
        return False  # "Skills for all", "Skills for the workforce": both are values, or labels
    shared = names & set(fold(at.words[:120]).replace(":", " ").split())
    return len(shared) > 1 or (len(names) == 1 and ":" in at.words and bool(shared))
