"""Practices of every shape that the model allows, with nasty words in every place."""

import types
import typing

from hypothesis import strategies as st

from gpkit.model import Practice
from strategies import HOSTILE

# fmt: off
PIECES = [
    " ", "  ", "\n", "\n\n", "\t", "\r", ":", ": ", " #", "#", "-", "- ", "--- ", "...", ",", ", ",
    "?", "? ", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", '"', "%", "@", "`", "~", "=",
    "<<", "yes", "NO", "y", "null", "True", ".inf", "0x1F", "0o7", "1e3", "12:30", "1_000", "08",
    "2024-01-31", "18.07.2024", "007", "15", "+1", ".5", "\x85", "\u2028", "\u2029", "\ufeff",
    "\ufffe", "\ufffd", "\x00", "\x1b", "\x7f", "\x9f", "\xa0", "\xad", "\u200b", "\u200d", "é",
    "ß", "Łódź", "…", "’", "Ж", "中", "🚀", "🏴\U000e0067", "\U0010ffff", "\ue000", "\uf8ff",
    "word", "Two words", "a", "raw: x, line: 1", "# seal 0123456789abcdef", "\\", "x" * 70,
]
# fmt: on
NASTY = st.one_of(
    st.sampled_from([*HOSTILE, *PIECES]),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
LONG = st.lists(st.one_of(st.just("Some prose of our own, with a comma. "), NASTY), max_size=8).map(
    "".join
)
LINE = st.integers(0, 10**6)
ID = st.from_regex(r"[a-z]{1,8}/[a-z0-9-]{1,20}", fullmatch=True)
NAME = st.from_regex(r"[a-z_]{2,12}", fullmatch=True)
# Fields that may have several lines; all others stand on one.
SEVERAL = ("title", "summary", "text", "heading", "label", "raw", "because", "differs", "reasons")


def practices(word, text, name=NAME, id_=ID):
    """Give practices with every field of the model: what is added there comes here by itself."""
    number = st.integers(-5, 10**16)

    def of(kind, field=""):
        if typing.get_origin(kind) in (typing.Union, types.UnionType):
            return st.one_of([of(one, field) for one in typing.get_args(kind)])
        if typing.get_origin(kind) is tuple:
            first, *rest = typing.get_args(kind)
            if rest == [...]:
                return st.lists(of(first, field), max_size=3).map(tuple)
            return st.tuples(of(first), *(of(one) for one in rest))
        if typing.get_origin(kind) is dict:
            return st.dictionaries(name, of(typing.get_args(kind)[1], field), max_size=4)
        if hasattr(kind, "_fields"):
            hints = typing.get_type_hints(kind)
            return st.builds(kind, **{f: of(hint, f) for f, hint in hints.items()})
        if kind is int:
            return number if field in ("facets", "concept", "readings") else LINE
        if kind is float:
            return st.just(1.0) | st.floats(0, 1)
        if kind is types.NoneType:
            return st.none()
        assert kind is str
        return text if field in SEVERAL else word

    of_one = of(Practice)
    return st.builds(lambda practice, new: practice._replace(id=new), of_one, id_)


WORD = NASTY.map(lambda words: words.replace("\n", " "))
TEXT = st.one_of(WORD, LONG.map(lambda words: words.rstrip("\n")))
TAME = practices(WORD, TEXT)  # what is written by hand
PLAIN = st.one_of(  # what is read by hand
    st.sampled_from(
        [p for p in PIECES if p.isprintable()] + [h for h in HOSTILE if h.isprintable()]
    ),
    st.lists(st.sampled_from([p for p in PIECES if p.isprintable()]), max_size=5).map("".join),
)
LINES = st.lists(PLAIN.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n".join)
CALM = practices(PLAIN, LINES)
WILD = practices(NASTY, st.one_of(NASTY, LONG), NAME | NASTY, ID | NASTY)
PRACTICE = st.one_of(TAME, CALM, WILD)
