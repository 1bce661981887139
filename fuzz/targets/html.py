"""HTML becomes numbered lines with hints, and then practices, like text."""

from __future__ import annotations

from gpkit import parsers
from gpkit.documents import html
from gpkit.errors import GpkitError
from gpkit.model import Document
from targets import _recipe, split_text

_TAGS = (
    *("<p>", "</p>", "<ul>", "<li>", "</ul>", "<h1>", "<h2>", "</h2>", "<table>", "<tr>", "<td>"),
    *("<th>", "</table>", "<dl>", "<dt>", "<dd>", "</dl>", "<br>", "<a href='https://b.example'>"),
    *("</a>", "<div>", "</div>", "<!--", "-->", "<script>", "</script>", "<style>", "<![CDATA["),
    *(
        "]]>",
        "&amp;",
        "&#0;",
        "&#x1F680;",
        "&nbsp",
        "<img alt='bee'>",
        "<title>",
        "</title>",
        "<svg>",
    ),
    *("<textarea>", "<noscript>", "<template>", "<select><option>", "<pre>", "</pre>", "<span>"),
    *("<meta charset=utf-7>", "<base href='x'>", "<frameset>", "<a ", "<", ">", "='", '"', "\0"),
)


def check(data: bytes) -> None:
    """Read a page made of tags and words."""
    page = _page(data[1:]) if data[:1] > b"\x3f" else _recipe.words(data[1:])
    try:
        lines, hints, left_out = html.read(page, "page.html")
    except GpkitError:
        return
    assert len(hints) in (0, len(lines))
    assert not any("\n" in line or "\r" in line for line in lines)
    "".join(lines).encode("utf-8")  # no lone surrogates
    document = Document("page.html", "0" * 64, lines, hints=hints, left_out=left_out)
    try:
        family = parsers.family_of(document)
    except GpkitError:
        return
    split_text.conserve(document, family)


def _page(data: bytes) -> str:
    """Read a byte below 128 as a tag, any other as the length of the words that follow."""
    parts, place = [], 0
    while place < len(data):
        step = data[place]
        place += 1
        if step < 128:
            table = _TAGS if step < 64 else _recipe.MARKS
            parts.append(table[step % len(table)])
            continue
        parts.append(data[place : place + step - 128].decode("utf-8", "replace"))
        place += step - 128
    return "".join(parts)
