"""Reading pages as a browser without script does."""

from functools import cache

from bs4 import BeautifulSoup
from lxml import etree

ADDRESSES = ("href", "src", "action", "srcset", "data", "poster", "formaction")


@cache
def page(path):
    """Parse a page."""
    return BeautifulSoup(path.read_bytes(), "lxml", from_encoding="utf-8")


def pages(site):
    """Give all pages of a site."""
    return sorted(site.rglob("*.html"))


def links(path):
    """Give what a page points to: the tag, and the address."""
    for element in page(path).find_all(True):
        yield from ((element.name, element[name]) for name in ADDRESSES if name in element.attrs)


def text(element):
    """Give the words of an element."""
    return element.get_text() if hasattr(element, "get_text") else "".join(element.itertext())


def ids(path):
    return [element["id"] for element in page(path).find_all(id=True)]


def xml(path):
    return etree.parse(str(path)).getroot()
