"""Text repair that explains itself: an ordered table of small repairs, each named as a step.

Only what is evident is repaired: typography, quotes, ligatures and width are content and stay.
Repairs are pure functions, and a repair of repaired words changes nothing, so the steps can be
replayed from the raw words.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ftfy import TextFixerConfig

LIMIT = 10_000  # characters: what is longer is prose, and stays as it is

# Zero-width characters and direction controls. ZWJ and ZWNJ are text: they join emoji, and part
# letters in several scripts.
_ZERO_WIDTH = (0x180E, 0x200B, 0x2060, 0xFEFF)
_STEERING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = dict.fromkeys((*_ZERO_WIDTH, *_STEERING))
_ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = f" *[{_ODD_BLANKS}][ {_ODD_BLANKS}]*"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

# Encodings in which pages were misread. One lead byte of UTF-8 before one continuation byte is
# the cheap sign of it; 0x80-0x9F are control characters where Latin-1 was meant.
_MISREAD = ("cp1252", "latin-1", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257")
_MISREAD_BY_FEW = ("iso8859-2", "mac-roman", "cp437")
_LEADS, _CONTINUATIONS = bytes(range(0xC2, 0xF5)), bytes(range(0x80, 0xC0))

# Words that lost the blank between them. Both halves are closed lists: eGovernment, iPhone and
# theFork are names, and so may be any other word with a capital inside.
_GLUED = (
    r"\b(the|of|and|with|from|by|for|in)"
    r"(Austrian|Belgian|British|Bulgarian|Croatian|Cypriot|Czech|Danish|Dutch|Estonian|European"
    r"|Finnish|French|German|Greek|Hungarian|Irish|Italian|Latvian|Lithuanian|Luxembourgish"
    r"|Maltese|Norwegian|Polish|Portuguese|Romanian|Serbian|Slovak|Slovene|Slovenian|Spanish"
    r"|Swedish|Swiss|Turkish|Ukrainian)\b"
)


# At first use: a run that reads no dump has no need of them.
_compiled = cache(re.compile)


class Repair(NamedTuple):
    """A named repair, and why it is sure."""

    name: str
    apply: Callable[[str], str]
    why: str


def repair(words: str) -> tuple[str, tuple[Step, ...]]:
    r"""Repair words as far as it is sure: the repaired words, and each step that changed them.

    >>> repair("Action d&#39;apprentissage")[0], repair("EUâ€™s theLatvian")[0]
    ("Action d'apprentissage", 'EU’s the Latvian')
    >>> repair("naïve ‘quotes’ in “Lascò”")
    ('naïve ‘quotes’ in “Lascò”', ())

    Bytes that were lost are reported, and nothing is guessed:

    >>> words, steps = repair("Ð‘ÑŠÐ»Ð³Ð°Ñ€Ð¸Ñ")
    >>> words, [step.name for step in steps]
    ('Ð‘ÑŠÐ»Ð³Ð°Ñ€Ð¸Ñ', ['lost bytes'])
    """
    if words.isascii() and "&" not in words and not _compiled(_GLUED).search(words):
        return words, ()
    if len(words) > LIMIT:
        return words, ()
    repaired, steps = _once(words)
    while steps:
        again, more = _once(repaired)
        if not more:
            break
        repaired, steps = again, steps + more
    if _is_damaged(repaired):
        steps = (*steps, Step(LOST.name, repaired, LOST.why))
    return repaired, steps


def replay(raw: str, steps: Iterable[Step]) -> str:
    """Apply the repairs that steps name, again from the raw words.

    >>> replay("R&amp;D", repair("R&amp;D")[1])
    'R&D'
    """
    for step in steps:
        raw = NAMED[step.name].apply(raw)
    return raw


def _once(words: str) -> tuple[str, tuple[Step, ...]]:
    steps: list[Step] = []
    for name, apply, why in REPAIRS:
        repaired = apply(words)
        if repaired != words:
            steps.append(Step(name, repaired, why))
            words = repaired
    return words, tuple(steps)


# The repairs ------------------------------------------------------------------------------------


def unescape(words: str) -> str:
    """Read HTML entities that end in a semicolon ("&copy=" is a part of a URL), nested ones too.

    >>> unescape("EU&#39;s R&amp;amp;D &Eacute;t&eacute; AT&T &unknown; ?a&copy=1")
    "EU's R&D Été AT&T &unknown; ?a&copy=1"
    """
    while "&" in words and (read := _compiled(_ENTITY).sub(_entity, words)) != words:
        words = read
    return words


def _entity(found: re.Match[str]) -> str:
    import html  # 1 ms of tables, and few words hold an entity

    meant = html.unescape(found[0])
    is_text = (
        meant.isprintable()
        or _compiled(_BLANKS).fullmatch(meant)
        or meant in "\u00ad\u200b\u200c\u200d"
    )
    return meant if meant and is_text and "\ufffd" not in meant else found[0]


def unscramble(words: str) -> str:
    """Read UTF-8 that was taken for another encoding, where the way back is exact.

    >>> unscramble("Ð¢ÐµÑ…Ð½Ð¾Ð»Ð¾Ð³Ð¸Ñ‡ÐµÐ½"), unscramble("вЂњMade in EuropeвЂќ")
    ('Технологичен', '“Made in Europe”')
    """
    if not _is_suspicious(words):
        return words
    import ftfy  # 30 ms, for the few pages that were misread

    read, done = ftfy.fix_encoding_and_explain(words, _conservative())
    return read if done and _back(read, done) == words else words


def _back(words: str, done: Sequence[tuple[str, ...]]) -> str | None:
    """Undo what was done: encoded and decoded the other way round."""
    try:
        for (_, read_as), (_, meant) in zip(done[-2::-2], done[::-2], strict=True):
            words = words.encode(meant).decode(read_as)
    except (LookupError, UnicodeError, ValueError):
        return None
    return words


@cache
def _conservative() -> TextFixerConfig:
    """Only what re-reads bytes: nothing about quotes, ligatures, width, or lost bytes."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=False,
        fix_c1_controls=False,
        normalization=None,
    )


def _is_suspicious(words: str) -> bool:
    """Tell whether words may be misread: one mark alone ("–", "ò") never is, but for a C1 control.

    That is asked first because compiling the pattern takes 1 ms, and few pages need it.
    """
    marks = [c > "\x7f" for c in words]
    if not any(a and b for a, b in pairwise(marks)) and not any(
        "\x80" <= c <= "\x9f" for c in words
    ):
        return False
    return _suspicious().search(words) is not None


@cache
def _suspicious() -> re.Pattern[str]:
    """A lead byte before a continuation byte, as each encoding shows them, or a C1 control."""
    pairs = (
        f"[{re.escape(_LEADS.decode(encoding, 'ignore'))}]"
        f"[{re.escape(_CONTINUATIONS.decode(encoding, 'ignore'))}\x80-\x9f]"
        for encoding in (*_MISREAD, *_MISREAD_BY_FEW)
    )
    return re.compile("|".join(("[\x80-\x9f]", *pairs)))


def _is_damaged(words: str) -> bool:
    """Tell whether words look misread still: bytes were lost, so nothing reads them exactly."""
    if not _is_suspicious(words):
        return False
    from ftfy.badness import is_bad

    return is_bad(words)


def unhyphenate(words: str) -> str:
    r"""Take out soft hyphens.

    >>> unhyphenate("digi\xadtal")
    'digital'
    """
    return words.replace("\u00ad", "")


def show_all(words: str) -> str:
    r"""Take out zero-width characters and direction controls; joiners stay.

    >>> show_all("\ufeffBasic\u200b \u202eskills"), show_all("👩\u200d💻") == "👩\u200d💻"
    ('Basic skills', True)
    """
    seen = words.translate(_INVISIBLE)
    return words if seen == words else seen.strip(" ")


def fold_blanks(words: str) -> str:
    r"""Make one space of a no-break space or another odd blank, with the blanks around it.

    >>> fold_blanks("of the \xa0“Human”")
    'of the “Human”'
    """
    return _compiled(_BLANKS).sub(" ", words)


def unglue(words: str) -> str:
    """Part words that lost their blank, where both are known.

    >>> unglue("theLatvian partner, theFork, eGovernment")
    'the Latvian partner, theFork, eGovernment'
    """
    return _compiled(_GLUED).sub(r"\1 \2", words)


# In this order: entities can hold mojibake; what is invisible is in none of the encodings that
# pages are misread in, and soft hyphens and no-break spaces are in all of them.
REPAIRS = (
    Repair("entities", unescape, "HTML entities"),
    Repair("invisible", show_all, "zero-width characters and direction controls"),
    Repair("mojibake", unscramble, "UTF-8 that was read in another encoding; exact both ways"),
    Repair("soft hyphens", unhyphenate, "they only say where a line may break"),
    Repair("blanks", fold_blanks, "no-break spaces and other odd blanks"),
    Repair("glued words", unglue, "two known words without a blank between them"),
)
LOST = Repair("lost bytes", str, "looks misread, but bytes are lost: kept as it is")
NAMED = {known.name: known for known in (*REPAIRS, LOST)}
