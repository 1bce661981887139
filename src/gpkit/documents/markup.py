"""Tell HTML from text, and XML that is no page: only where there are pointed brackets."""

from __future__ import annotations

import re

from gpkit.documents.kinds import OPENING

# What may open a page or a piece of one. Text that begins with any other mark in pointed brackets
# ("<click here>") is text.
_TAG = re.compile(
    r"<(?:!doctype\s+html|!--|(?:html|head|body|title|meta|link|base|script|style|noscript|template"
    r"|main|article|section|nav|aside|header|footer|div|span|p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead"
    r"|tbody|tr|td|th|caption|form|fieldset|a|b|i|em|strong|br|hr|img|figure|figcaption|blockquote"
    r"|pre|center|font|iframe|details|summary|address|label|button|select|svg)\b)[^<]{0,4000}?>",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml\b[^>]{0,400}\?>\s*(?:<\?xml-[^>]{0,400}\?>\s*)?", re.IGNORECASE)
_ROOT = re.compile(r"<([a-z_][\w:.-]{0,60})", re.IGNORECASE)
_FEEDS = frozenset(("rss", "feed", "rdf"))
_SITEMAPS = frozenset(("urlset", "sitemapindex"))
_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,4000})?/?>", re.IGNORECASE)


def is_html(text: str, *, declared: bool = False) -> bool:
    """Tell HTML, whole pages and pieces of them, from text.

    ``declared`` is True for what came as HTML: then any tag will do.
    What a server printed before the page ("Warning: ...") does not count, where a page follows.

    >>> is_html(" <ul><li>one</ul>"), is_html("<?xml version='1.0'?><!DOCTYPE html><p>")
    (True, True)
    >>> is_html("<click here> to go on"), is_html("How to write <html> by hand")
    (False, False)
    """
    head = text[:OPENING].lstrip("\ufeff \t\r\n\f")
    if head.startswith("<"):
        prologue = _XML.match(head)
        return bool(_TAG.match(head[prologue.end() :] if prologue else head))
    if "<" not in head:
        return False
    if declared and _ANY_TAG.search(head):
        return True
    if not _DOCUMENT.search(head):
        return False
    return bool(_END.search(text[-OPENING:]))


def xml(text: str) -> str | None:
    """Say what a text is that is XML and no page, None for other text.

    >>> xml("<?xml version='1.0'?><rss version='2.0'>"), xml("<urlset>"), xml("<click here>")
    ('a feed', 'a sitemap', None)
    >>> xml("<?xml version='1.0'?><records>")
    'XML (records)'
    """
    head = text[:OPENING].lstrip("\ufeff \t\r\n\f")
    if not head.startswith("<"):
        return None
    prologue = _XML.match(head)
    found = _ROOT.search(head, prologue.end() if prologue else 0)
    root = found[1].rpartition(":")[2].casefold() if found else ""
    if root in _FEEDS:
        return "a feed"
    if root in _SITEMAPS:
        return "a sitemap"
    return f"XML ({root})" if prologue and root and not is_html(text) else None
