"""What a text names by form alone, whatever its language: names, acronyms, numbers, addresses."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

_MARKS = "“”„‟«»‹›\"'’‘‚`.,;:!?()[]{}•*·…–—-|/"
_ENDS = ".!?:;•…"
_NUMBER = re.compile(  # a digit first: what begins with it is found five times as quickly
    r"\d(?<![\w.,-]\d)(?:\d{0,2}(?:[ .,'’\u00a0\u202f]\d{3})+(?!\d)|\d+(?![\w-]))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»()\[\]]+"
    # Begun where a run of names begins, once: a run that is no address is not tried at each name.
    r"|(?<![\w-])(?<![\w-]\.)-*+\w[\w-]*(?:\.[\w-]+)*\.(?:eu|org|com|net|info|bg|pt|ro|cz|se|gr|lt|lv|de|it|fr|es|pl|ie|mt"
    r"|cy|sk|si|hr|hu|ee|fi|dk|nl|be|at|lu)(?:/[^\s<>\"“”«»()\[\]]*)?(?![\w@])"
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# Capitals that everybody in the field uses, in the languages seen: they name no one project.
COMMON = frozenset(
    """
    eu ec eea efta ict icts it ai ml ar vr xr iot stem steam vet sme smes msp mme esf erdf esif rrf
    covid covid-19 faq pdf usb gps cv hr pr tv uk usa un unesco oecd nato ngo ngos ngs cso cop
    ka1 ka2 ka201 ka204 ka219 ka220 ka226 ka229 c-vet i-vet he mooc moocs lms oer oers ecvet eqf
    europass digcomp digcompedu ecdl icdl sdg sdgs html css sql php api gdpr kmu tic tik ikt ikt-s
    ues ue eus eu-s esf+ dsjp cc llp r&d h2020 www http https ok id phd it-specialists ios
    gmbh ggmbh gesmbh mbh srl sro doo llc ltd spa eood ood lda kft oyj onlus
    """.split()  # noqa: SIM905 - a table of words
)
# Names of the months and days begin with a capital in some languages; of the field, in all.
_COMMON_NAMES = frozenset(
    """
    europe europa europea europei evropa evropsk europei erasmu januar februa march april june
    july august septem octobe novemb decemb monday tuesda wednes thursd friday saturd sunday
    intern digita englis projec progra commis union member state states minist nation covid
    europi european online
    """.split()  # noqa: SIM905 - a table of words
)
# Hosts that pages of all projects link to.
_COMMON_HOSTS = frozenset(
    """
    facebook.com youtube.com youtu.be twitter.com x.com linkedin.com instagram.com google.com
    docs.google.com forms.gle bit.ly europa.eu ec.europa.eu erasmus-plus.ec.europa.eu vimeo.com
    digital-skills-jobs.europa.eu creativecommons.org wikipedia.org en.wikipedia.org zoom.us
    erasmusly.com digitalalliance.bg kohesio.ec.europa.eu esf.se slideshare.net issuu.com
    """.split()  # noqa: SIM905 - a table of words
)
_MOST = 60  # names, numbers: the first ones of a text tell it from others


class Named(NamedTuple):
    """What a text names: key to the words of the page."""

    names: dict[str, str]
    acronyms: dict[str, str]  # those in capitals or made up of both
    counts: Counter[str]  # of the acronyms
    numbers: dict[str, str]


def named(text: str) -> Named:
    """Find names inside sentences, acronyms anywhere, and numbers; years are no such numbers.

    >>> found = named("In Plovdiv the LIKTA of Women4IT trained 1 400 people, 30 from Smolyan.")
    >>> sorted(found.names), sorted(found.acronyms), sorted(found.numbers)
    (['plovdi', 'smolya'], ['LIKTA', 'WOMEN4IT'], ['1400', '30'])
    """
    names: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for line in text.split("\n"):
        starts = True
        for token in line.split():
            first = token[0]
            if first.isalnum() and not first.isupper() and token.islower():
                starts = token[-1] in _ENDS
                continue
            word = token.strip(_MARKS)
            if is_made_up(word):
                key = word.upper()
                acronyms.setdefault(key, word)
                counts[key] += 1
            elif word[:1].isupper() and not starts and len(word) > 3 and len(names) < _MOST:
                key = stem(word)
                if key not in _COMMON_NAMES:
                    names.setdefault(key, word)
            starts = token[-1] in _ENDS
    return Named(names, acronyms, counts, numbers(text))


def is_made_up(word: str) -> bool:
    """Tell an acronym, or a name that mixes capitals, letters and digits.

    >>> [*filter(is_made_up, ["CCDI", "Women4IT", "DigiWorld", "Plovdiv", "EU", "2019", "III"])]
    ['CCDI', 'Women4IT', 'DigiWorld']
    """
    inner = word[1:]
    if inner.isalpha() and inner.islower():  # most names: what follows would say the same
        return False
    if len(word) < 3 or len(word) > 24 or not word[:1].isalpha():
        return False
    if (
        word.casefold() in COMMON
        or _ROMAN.fullmatch(word)
        or "'" in word
        or "’" in word
        or "/" in word
    ):
        return False
    if word.isupper():
        return sum(map(str.isalpha, word)) > 2
    return any(
        (a.isdigit() and b.isalpha()) or (a.islower() and b.isupper())
        for a, b in zip(word, inner, strict=False)
    )


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the first six letters in ASCII: endings of cases and scripts do not count.

    >>> stem("Пловдив") == stem("Plovdivu"), stem("Lascò")
    (True, 'lasco')
    """
    return ascii_of(word.casefold())[:6]


def ascii_of(text: str) -> str:
    """Transliterate a text in small letters."""
    if text.isascii():
        return text
    from anyascii import anyascii  # 10 ms to import, and many texts are ASCII

    return anyascii(text).casefold()


def numbers(text: str) -> dict[str, str]:
    """Find the numbers of two digits and more, whatever parts their thousands."""
    found: dict[str, str] = {}
    for raw in _NUMBER.findall(text):
        key = "".join(c for c in raw if c.isdigit()).lstrip("0")
        if len(key) > 1 and not (len(key) == 4 and key == raw and _YEAR.match(key)):
            found.setdefault(key, raw)
        if len(found) >= _MOST:
            break
    return found


def years(text: str) -> tuple[str, ...]:
    """Find the years in a title, sorted."""
    return tuple(sorted(set(_YEAR.findall(text))))


def links(text: str) -> dict[str, str]:
    """Find the addresses in a text that are not of a site everybody links to.

    >>> links("See www.projectsparks.eu/ and https://facebook.com/sparks.")
    {'projectsparks.eu': 'www.projectsparks.eu/'}
    """
    if "." not in text:
        return {}
    found: dict[str, str] = {}
    # An address holds no blank: only words that may hold one are searched.
    held = " ".join([word for word in text.split() if "." in word[:-1] or "://" in word])
    for run in _ADDRESS.findall(held):
        raw = run.lstrip("-")
        key = address(raw)
        if host_of(key) not in _COMMON_HOSTS:
            found.setdefault(key, raw)
    return found


def address(raw: str) -> str:
    """Fold an address to its key: no scheme, no ``www.``, no final mark."""
    key = raw.split("://", 1)[-1].rstrip(".,;:!?'’/").partition("#")[0]
    key = key.removeprefix("www.").rstrip("/")
    host, slash, path = key.partition("/")
    return f"{host.casefold()}{slash}{path}"


def host_of(key: str) -> str:
    """Give the host of an address."""
    return key.partition("/")[0]
