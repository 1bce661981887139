# ruff: noqa: E501 - a table of patterns
"""Codes of projects, calls and posts, told by their form alone.

A code of a *project* names one project; a code of a *call* names the call that many projects
answered; a *post* is the number of a page on its site, whatever its address.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = "call"
POST = "post"


class Code(NamedTuple):
    """A code: its kind, the key it is compared by, and the words of the page."""

    kind: str
    key: str
    raw: str


class Form(NamedTuple):
    """How codes of one kind look; the key is the groups that are named in the pattern."""

    kind: str
    pattern: str


# The longer forms first: of two codes on the same words the first wins.
FORMS = (
    # 2017-1-TR01-KA204-046226, 2021-1-BG01-KA220-ADU-000033567; "_2" marks one partner's share
    Form(
        "erasmus",
        r"(?P<k>20[0-3]\d-[1-3]-[A-Z]{2}\d{2}-[A-Z]{2,4}\d{0,3}(?:-[A-Z]{2,4})?-\d{6,9})(?:_\d{1,2})?",
    ),
    # 539399-LLP-1-2013-1-TR-LEONARDO-LMP, 2013-1-TR1-LEO05-47549
    Form(
        "llp",
        r"(?P<k>\d{6}-(?:LLP|EPP|CITIZ|CREA|TEMPUS)-\d-20\d\d-\d-[A-Z]{2}-[A-Z0-9-]+[A-Z0-9])",
    ),
    Form("llp", r"(?P<k>20[01]\d-1-[A-Z]{2}\d-[A-Z]{3}\d{2}-\d{5})"),
    # BG05M9OP001-4.001-0135-C02: -C02 is the contract's second version
    Form("bg", r"(?P<k>BG\d{2}[0-9A-Z]{3,8}-\d{1,2}\.\d{3}-\d{4})(?:-C\d{2})?"),
    Form(CALL, r"(?P<k>BG\d{2}[0-9A-Z]{3,8}-\d{1,2}\.\d{3})"),
    # CZ.03.1.51/0.0/0.0/17_055/0007097
    Form("cz", r"(?P<k>CZ\.\d{2}\.\d{1,2}\.\d{2}/0\.0/0\.0/\d{2}_\d{3}/\d{7})"),
    # POWR.02.10.00-00-3000/18, FERS.01.03-IP.09-0001/23
    Form(
        "pl",
        r"(?P<k>(?:POWR|POPC|POIR|RP[A-Z]{2}|FERS|FERC|FENG)\.\d{2}\.\d{2}(?:\.\d{2})?-(?:\d{2}|IP\.\d{2})-\d{4}/\d{2})",
    ),
    # POCU/860/3/12/143177
    Form(
        "ro",
        r"(?P<k>(?:POCU|POSDRU|PEO|PEICU|POC)/\d{1,4}/\d{1,3}(?:\.\d{1,2})?/\d{1,3}(?:\.[a-z0-9]{1,2})?/\d{5,6})",
    ),
    # EFOP-3.2.4-16-2016-00001
    Form("hu", r"(?P<k>[A-Z]{4,5}(?:_PLUSZ)?-\d\.\d{1,2}\.\d{1,2}-\d{2}-20\d\d-\d{5})"),
    # 09.4.3-ESFA-V-834-01-0001
    Form("lt", r"(?P<k>\d{2}\.\d\.\d-[A-Z]{3,4}-[A-Z]-\d{3}-\d{2}-\d{4})"),
    # 8.4.1.0/16/I/001
    Form("lv", r"(?P<k>\d{1,2}\.\d\.\d\.\d/\d{2}/[A-Z]{1,3}/\d{3})"),
    # UP.03.1.1.03.0001
    Form("hr", r"(?P<k>(?:UP|KK|SF)\.\d{2}\.\d\.\d\.\d{2}\.\d{4})"),
    # 2014-2020.5.01.17-0123
    Form("ee", r"(?P<k>20\d\d-20\d\d\.\d{1,2}\.\d{2}\.\d{2}-\d{4})"),
    # POISE-03-4639-FSE-000123
    Form("pt", r"(?P<k>[A-Z]{4,7}-\d{2}-[0-9A-Z]{2}\d{2}-(?:FSE|FEDER)-\d{6})"),
    # J12H18000450007, the Italian CUP
    Form("it", r"(?P<k>[A-Z]\d{2}[A-Z]\d{11})"),
    # 22-043-S01, Swedish ESF council
    Form("esf-se", r"(?P<k>[12]\d-\d{3}-[A-Z]\d{2})"),
    # RF-YOUTH-0001, and 2017-1-094: two numbers of the EEA and Norway grants
    Form("eea", r"(?P<k>RF-(?:YOUTH|COOP|REGIONAL)-\d{4})"),
    Form("eea-number", r"(?P<k>20[12]\d-\d-\d{3,4})"),
    Form("interreg", r"(?P<k>PGI\d{5})"),
    # DIGITAL-2023-SKILLS-05-CYBERACADEMY, ERASMUS-EDU-2022-PI-FORWARD, HORIZON-CL2-2021-...
    Form(
        CALL,
        r"(?P<k>(?:DIGITAL|HORIZON|ERASMUS|ESF|CEF|CREA|CERV|SMP|LIFE|AMIF|H2020|EU4H|I3|EDF)(?:-[A-Z0-9]+)*-20[12]\d(?:-[A-Z0-9]+)+)",
    ),
    Form(CALL, r"(?P<k>EAC/[AS]\d{2}/20[12]\d)"),
)
# Only behind words that announce it: a bare number of nine digits may be anything.
_GRANT = re.compile(
    r"(?i:grant agreement|project (?:number|reference|id))\D{0,12}(?P<k>(?:1010|10[12])\d{5,6}|[5-8]\d{5})\b"
)
_KOHESIO = re.compile(
    r"(?:kohesio\.[\w.]{1,60}/[\w/]{0,100}|linkedopendata\.eu/[\w/]{0,100})(?P<k>Q\d{4,9})\b"
)
_HOST = re.compile(r"(?:https?://)?(?<![\w-])(?<![\w-]\.)(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)/")
_POST = re.compile(
    r"\S*?[?&]p=(?P<p>\d{2,9})\b|\S*?-(?P<e>\d{3,9})\.html\b|\S*?node/(?P<n>\d{1,9})\b"
)
_LONGEST = 2000  # characters of an address that browsers and servers agree on
# Letters of Cyrillic and Greek that look Latin: people type codes with the keyboard they have.
_LOOKS = str.maketrans("АВЕКМНОРСТУХΑΒΕΗΙΚΜΝΟΡΤΥΧ‐‑‒–—−", "ABEKMHOPCTYXABEHIKMNOPTYX------")
_DIGIT = re.compile(r"\d")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form.kind, re.compile(rf"(?<![\w/.-]){form.pattern}(?![\w/])")) for form in FORMS)


def codes(text: str) -> Iterator[Code]:
    """Find the codes in a text, each once, in a fixed order.

    >>> [(c.kind, c.key) for c in codes("See 2017-1-TR01-KA204-046226 and BG05M9OP001-4.001.")]
    [('erasmus', '2017-1-TR01-KA204-046226'), ('call', 'BG05M9OP001-4.001')]
    """
    seen: set[tuple[str, str]] = set()
    for found in _found(text):
        if found[:2] not in seen:
            seen.add((found.kind, found.key))
            yield found


def _found(text: str) -> Iterator[Code]:
    words = [word for word in text.split() if len(word) > 6 and _DIGIT.search(word)]
    if not words:
        return
    plain = " ".join(words).translate(_LOOKS)
    for kind, form in _forms():
        for match in form.finditer(plain):
            yield Code(kind, match["k"], match[0])
        plain = form.sub(" ", plain)
    if "rant agreement" in text or "roject" in text:
        yield from (Code("grant", m["k"], m["k"]) for m in _GRANT.finditer(text))
    yield from addresses(text)


def addresses(text: str) -> Iterator[Code]:
    """Find what an address says about its page: the number of a post, an item of Kohesio.

    >>> [c.key for c in addresses("https://www.example.eu/sparks-erasmus-project-13844.html")]
    ['example.eu#13844']
    >>> [c.key for c in addresses("https://www.example.eu/?p=13844")]
    ['example.eu#13844']
    """
    if "/" not in text:
        return
    for match in _KOHESIO.finditer(text):
        yield Code("kohesio", match["k"], match["k"])
    for word in text.split():
        if "/" in word and len(word) <= _LONGEST:
            yield from _posts(word)


def _posts(word: str) -> Iterator[Code]:
    at = 0
    # What has no number behind its first host has none behind a later one.
    while (host := _HOST.search(word, at)) and (post := _POST.match(word, host.end())):
        number, at = post["p"] or post["e"] or post["n"], post.end()
        yield Code(POST, f"{host['host'].casefold()}#{number}", word[host.start() : at])


def own_number(words: str) -> Code:
    """Read the value of a label that announces a project's number.

    What has no known form is a number of its own kind: two sites may count alike, so it is
    compared only as a whole and tells nothing against a pair.
    """
    for found in codes(words):
        if found.kind not in (CALL, POST):
            return found
    key = " ".join(words.translate(_LOOKS).split()).upper()
    return Code("number", key, words)
