"""Crawls: pages of the corpus among many others, in the shapes and encodings that crawls have."""

import gzip
import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "documents"))

import packing  # noqa: E402

_OPEN = ("b", "br", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_CLOSE = ("", "n", "r", "s", "t", "nd", "l", "ing", "ed")
_COMMON = re.findall(
    r"\w+", "the of and to in a is that for it as was with be by on not at this have from or"
)
# Words of the families' own labels, about as often as they stand in any English text.
_NEAR = re.findall(
    r"\w+",
    "evidence organisation organization limited strategy commission comments implementation "
    "keyword coalition program governance responsible european countries recent national digital "
    "resources projects practices skills details success action period impact",
)
_LETTERS = "бвгдезиклмнопрстуфхц"


def words(chance, count, near=0.004):
    """Write words of no language, with some of ours among them."""
    written = []
    for _ in range(count):
        pick = chance.random()
        if pick < 0.4:
            written.append(chance.choice(_COMMON))
        elif pick < 0.4 + near:
            written.append(chance.choice(_NEAR))
        else:
            parts = (chance.choice(_OPEN) + chance.choice(_VOWELS) for _ in range(2))
            written.append("".join(parts) + chance.choice(_CLOSE))
    return " ".join(written)


def paragraphs(seed, count=400):
    """Write paragraphs that pages are put together from."""
    chance = random.Random(seed)
    made = [words(chance, chance.randint(5, 90)).capitalize() + "." for _ in range(count)]
    letters = "".join(chance.choice(_LETTERS + "   ") for _ in range(300))
    extra = ("Home | About | Contact", "12 Comments", "Start | 2024 | Now", letters)
    return made, extra


def noise(chance, made, lines=(10, 60)):
    """Write the text of a page that is no practice."""
    paras, extra = made
    picked = [chance.choice(paras) for _ in range(chance.randint(*lines))]
    if chance.random() < 0.05:
        picked.insert(chance.randrange(len(picked)), chance.choice(extra))
    return "\n".join(picked) + "\n"


def cases(families):
    """Give the dumps of the corpus, of the families named: name, text."""
    for family in families:
        for path in sorted((ROOT / "tests" / "cases" / family).glob("*/dump.txt")):
            yield f"{family}/{path.parent.name}", path.read_text("utf-8")


def conversion(text, url, digest=False):
    return packing.record("conversion", text.encode(), url, "text/plain", digest)


def crawl(pages, packed=False):
    """Write a WARC of records that are given as bytes, each in a member of its own if packed."""
    records = [packing.record("warcinfo", b"software: by hand\r\n"), *pages]
    return b"".join(gzip.compress(one, mtime=0) for one in records) if packed else b"".join(records)


# Shapes -------------------------------------------------------------------------------------------


def html(text, url):
    return packing.response(packing.as_html(text), url)


def capped(text, url):
    """Write a page whose lines begin with a large letter of its own."""
    page = packing.as_html(text).decode()
    lines = [
        f"<p><b>{line[3]}</b>{line[4:]}" if line[:3] == "<p>" and line[3:5].isalpha() else line
        for line in page.split("\n")
    ]
    return packing.response("\n".join(lines).encode(), url)


def entities(text, url):
    """Write every letter that is not ASCII as an entity."""
    page = packing.as_html(text).decode().encode("ascii", "xmlcharrefreplace")
    return packing.response(page, url)


def spaced(text, url):
    """Put line ends of the source and tags between the words of each line."""
    page = packing.as_html(text.replace(" ", "\ue000")).decode()
    chance = random.Random(len(text))
    pieces = page.split("\ue000")
    gaps = (chance.choice((" ", " ", " ", "\n   ", " <i>", "</i> ")) for _ in pieces)
    return packing.response("".join(a + b for a, b in zip(pieces, gaps, strict=True)).encode(), url)


def broken(text, url):
    """Put soft hyphens into the words."""
    page = packing.as_html(text).decode().replace("ti", "t\u00adi").replace("en", "e&shy;n")
    return packing.response(page.encode(), url)


def chunked(text, url):
    page = packing.as_html(text)
    parts = [page[i : i + 37] for i in range(0, len(page), 37)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    return packing.response(body, url, "Transfer-Encoding: chunked\r\n")


def squeezed(text, url):
    page = gzip.compress(packing.as_html(text), mtime=0)
    return packing.response(page, url, "Content-Encoding: gzip\r\n")


def mailed(text, url):
    return packing.record("resource", packing.mhtml(packing.as_html(text)), url, "text/html")


def wide(text, url):
    return packing.record("conversion", text.encode("utf-16"), url, "text/plain")


def eight_bit(text, url):
    """Write a page in the 8-bit coding that has all its letters; in UTF-8 if none has."""
    for coding in ("iso-8859-1", "iso-8859-2", "windows-1251", "koi8-u"):
        try:
            page = text.encode(coding)
        except UnicodeEncodeError:
            continue
        return packing.record("resource", page, url, f"text/plain; charset={coding}")
    return conversion(text, url)


def large(text, url):
    return conversion(text.upper(), url)


SHAPES = {
    one.__name__: one
    for one in (
        *(conversion, html, capped, entities, spaced, broken, chunked, squeezed),
        *(mailed, wide, eight_bit, large),
    )
}
