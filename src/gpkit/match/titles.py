"""Titles compared: equal, nearly so, one part of the other, or siblings that tell two apart."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit.match.names import ascii_of
from gpkit.text.slug import title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words that say what kind of thing a title names, and the small words of several languages (in
# ASCII, as compared). They tell no two practices apart.
_KINDS = frozenset(
    """
    project projekt projektas projekts projekti projektet proiect proiectul proyecto progetto projet
    projeto proekt proekta proektat ergo programme program programma programa programmet programul
    programata programm programas initiative initiativ initiativet iniciativa iniciativata
    initsiativa initsiativata iniciatyva iniciativu protovoulia iniziativa erasmus practice
    the a an of for and in to on with by at from its och for i av till med en ett den det der die
    das und fur von mit im in zu zur el la los las de del y en para le les du des et pour un une
    il lo gli per di e con o a do da dos das os em na no za s v u pro ve pri si cu pe din pentru
    si al ale ai un za na s ot v i se gia tou tis ton kai stin sto me ta to oi i ir ar par un no
    or as is
    """.split()  # noqa: SIM905 - a table of words
)
# Words of the field: half of all titles have one.
_FIELD = (
    "digit", "digik", "skill", "compet", "kompet", "train", "educat", "learn", "school", "umeni",
    "strat", "nation", "europ", "cours", "onlin", "smes", "women", "youth", "technol", "dovedn",
    "fardig", "dexio", "psifi", "tsifro", "dighit", "skaitm", "programm", "coali", "innov", "week",
    "platform", "academ", "centr", "cent", "network",
)  # fmt: skip
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_NEAR = 82  # of 100, by rapidfuzz: at this titles are typing variants of each other
_COGNATE = 55
_CUT = 20  # letters of a title that was cut short


class Title(NamedTuple):
    """A title, prepared for comparing."""

    words: tuple[str, ...]  # ASCII, small, without words of kind
    numbers: frozenset[str]  # years, editions, parts
    whole: str  # all its letters and digits
    core: str  # those of its words; empty where the title says nothing


def _letters(words: Iterable[str]) -> str:
    return "".join(c for word in words for c in word if c.isalnum())


def prepare(title: str | None) -> Title:
    """Prepare a title.

    >>> prepare("SPARKS").core == prepare("Sparks initiative").core
    True
    >>> prepare("Robotics Module II").numbers, prepare("Eurobot 2019").numbers
    (frozenset({'2'}), frozenset({'2019'}))
    """
    if not title:
        return Title((), frozenset(), "", "")
    found = [ascii_of(word) for word in title_key(title).split()]
    words = tuple(word for word in found if word not in _KINDS) or tuple(found)
    numbers = frozenset(_number(word, last=i == len(found) - 1) for i, word in enumerate(found))
    return Title(words, numbers - {""}, _letters(found), _letters(words))


def _number(word: str, *, last: bool) -> str:
    if word.isdigit():
        return word.lstrip("0")
    if last and len(word) == 1:
        return "1" if word == "i" else word
    digits = word.rstrip("stndrhaeo.")
    if digits.isdigit():
        return digits
    after_a_name = len(word) > 3 and word[-1] in "23456789" and word[-2].isalpha()
    return word[-1] if after_a_name else _ROMAN.get(word, "")


@lru_cache(maxsize=100_000)
def weight_of(word: str) -> float:
    """Say how much a word of a title tells."""
    if word.startswith(_FIELD):
        return 0.4
    return 0.3 if len(word) < 3 or word.isdigit() else 1.0


def strength(words: tuple[str, ...]) -> float:
    """Say how much it tells that two titles share these words: a share of 1."""
    return min(1.0, (2 + 1.5 * sum(map(weight_of, words))) / 7)


def compare(one: Title, other: Title, *, translated: bool) -> Iterator[tuple[str, float]]:
    """Give the kinds of evidence in two titles, each with its share.

    >>> dict(compare(prepare("Sparks initiative"), prepare("SPARKS"), translated=False))
    {'title': 0.5}
    >>> dict(compare(prepare("Eurobot 2019"), prepare("Eurobot 2020"), translated=False))
    {'number-other': 1.0}
    """
    if not one.words or not other.words:
        return
    one, other = sorted((one, other), key=lambda title: (len(title.whole), title.whole))
    if one.numbers - other.numbers and other.numbers - one.numbers:
        yield "number-other", 1.0
        return
    if any(len(n) == 1 and n.isdigit() for n in one.numbers ^ other.numbers):
        yield "sequel", 1.0
    if one.core == other.core:
        yield "title", strength(one.words)
        return
    if len(one.whole) >= _CUT and other.whole.startswith(one.whole):
        yield "title-near", strength(one.words)
        return
    left, right = _alone(one.words, other.words), _alone(other.words, one.words)
    shared = tuple(word for word in one.words if word not in left)
    if not left or not right:
        yield from _contained(one, other, shared)
    elif left and right:
        yield from _parted(one, other, shared, (left, right), translated=translated)


def _contained(one: Title, other: Title, shared: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    from rapidfuzz.fuzz import ratio

    if ratio(one.core, other.core) >= _NEAR:
        yield "title-near", strength(shared)
    elif any(weight_of(word) == 1 for word in shared):
        longer = max(one.words, other.words, key=len)
        part = sum(map(weight_of, shared)) / sum(map(weight_of, longer))
        yield "title-part", strength(shared) * part


def _parted(
    one: Title,
    other: Title,
    shared: tuple[str, ...],
    alone: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    translated: bool,
) -> Iterator[tuple[str, float]]:
    from rapidfuzz.fuzz import ratio

    alike = ratio(one.core, other.core)
    if translated:
        if alike >= _COGNATE:
            yield "title-cognate", min(1.0, (alike - 40) / 30)
    elif len(shared) >= max(map(len, alone)):
        yield "word-other", 1.0
    else:
        yield "title-other", 1.0


def _alone(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that the other title has not, not even with another ending."""
    return tuple(w for w in words if w not in others and not any(_near(w, o) for o in others))


def _near(word: str, other: str) -> bool:
    """Tell a slip of typing or an ending from another word.

    >>> _near("connected", "conected"), _near("dig", "digital"), _near("tedrilo", "tevilo")
    (True, True, False)
    """
    shorter, longer = (word, other) if len(word) <= len(other) else (other, word)
    if len(shorter) < 3 or shorter.isdigit() or longer.isdigit():
        return False
    if longer.startswith(shorter) and len(shorter) >= 0.4 * len(longer):
        return True
    slips = 1 if len(shorter) < 8 else 2
    if len(shorter) < 4 or len(longer) - len(shorter) > slips:  # as many slips, at the least
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(shorter, longer, score_cutoff=slips) <= slips
