"""Practices of every shape that the model allows, with nasty words in every place."""

from hypothesis import strategies as st

from gpkit.model import (
    Container,
    Evidence,
    Money,
    Observed,
    ObservedValue,
    Organisation,
    Place,
    Practice,
    Provenance,
    Section,
    Term,
    Witness,
)
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
LINES = st.tuples(LINE, LINE)
ID = st.from_regex(r"[a-z]{1,8}/[a-z0-9-]{1,20}", fullmatch=True)
NAME = st.from_regex(r"[a-z_]{2,12}", fullmatch=True)


def _some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


def practices(word, text, name=NAME, id_=ID):
    """Give practices: ``word`` stands on one line, ``text`` may have several."""
    maybe = st.none() | word
    value = st.one_of(
        word,
        st.integers(-5, 10**16),
        st.builds(Money, word, maybe),
        st.builds(Organisation, word, maybe),
    )
    values = _some(value)
    container = st.none() | st.builds(Container, word, word, LINE)
    witness = st.none() | st.builds(Witness, text, LINE, st.none() | text, values)
    shown = st.builds(ObservedValue, text, LINE, st.none() | value, values)
    return st.builds(
        Practice,
        id_,
        word,
        st.none() | text,
        maybe,
        maybe,
        st.none() | text,
        _some(st.builds(Section, st.none() | text, word, text)),
        st.dictionaries(name, values, max_size=4),
        _some(st.builds(Observed, text, st.none() | name, LINE, _some(shown))),
        st.builds(
            Evidence,
            witness,
            witness,
            st.none() | LINE,
            _some(st.builds(Term, text, maybe, maybe)),
            _some(_some(LINE)),
        ),
        st.builds(
            Provenance,
            *(word, word, word, LINES, maybe, maybe, maybe, container),
            st.just("utf-8") | word,
            _some(LINE),
            _some(st.builds(Place, word, word, LINES, _some(text), container)),
            st.just(1.0) | st.floats(0, 1),
            _some(text),
        ),
        _some(text),
    )


WORD = NASTY.map(lambda words: words.replace("\n", " "))
TEXT = st.one_of(WORD, LONG.map(lambda words: words.rstrip("\n")))
TAME = practices(WORD, TEXT)  # what is written by hand
WILD = practices(NASTY, st.one_of(NASTY, LONG), NAME | NASTY, ID | NASTY)
PRACTICE = st.one_of(TAME, WILD)
