"""What bytes are, told from the bytes: names and declared types lie."""

from __future__ import annotations

import re

# What may open a page or a piece of one. Text that begins with any other mark in pointed brackets
# ("<click here>") is text.
_TAG = re.compile(
    r"<(?:!doctype\s+html|!--|(?:html|head|body|title|meta|link|base|script|style|noscript|template"
    r"|main|article|section|nav|aside|header|footer|div|span|p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead"
    r"|tbody|tr|td|th|caption|form|fieldset|a|b|i|em|strong|br|hr|img|figure|figcaption|blockquote"
    r"|pre|center|font|iframe|details|summary|address|label|button|select|svg)\b)[^<]{0,4000}?>",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml\b[^>]{0,400}\?>\s*", re.IGNORECASE)
_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HEAD = 4096


def is_html(text: str) -> bool:
    """Tell HTML, whole pages and pieces of them, from text.

    What a server printed before the page ("Warning: ...") does not count, where a page follows.

    >>> is_html(" <ul><li>one</ul>"), is_html("<?xml version='1.0'?><!DOCTYPE html><p>")
    (True, True)
    >>> is_html("<click here> to go on"), is_html("How to write <html> by hand")
    (False, False)
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n\f")
    if head.startswith("<"):
        declared = _XML.match(head)
        return bool(_TAG.match(head[declared.end() :] if declared else head))
    if "<" not in head or not _DOCUMENT.search(head):
        return False
    return bool(_END.search(text[-_HEAD:]))
