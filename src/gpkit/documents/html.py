"""HTML: a page becomes the numbered lines that its text dump would have, each with a hint.

libxml2's parser feeds events to one flat loop: no tree is built, nothing recurses over tags, and
a page of 100,000 nested tags costs what any page of its size costs. What a line is:

* The edge of a block ends a line, and so does ``<br>``; each cell of a table is a line.
* Blanks collapse as in a browser (``<pre>`` keeps its own); a no-break space is a character.
* An item of a list begins with ``- ``, as text extractors print it: so its line reads the same in
  a text dump, and a parser needs no second way to know items. Where the page prints a bullet of
  its own, and in ``<nav>``, where items are links and no list of the text, nothing is added.
* Where a line begins with an element of its own (``<b>Country</b> Poland``), its hint says how
  many characters stand behind that one; a link at the beginning names what it leads to.
* The alternative text of an image is a line of its own (hint ``alt``) where the image stands
  alone; inside a sentence it is left out.
* What no reader sees (scripts, hidden elements, the ``<title>``) is no line; it is counted in
  ``Document.left_out``.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gpkit import limits
from gpkit.documents.text import too_long
from gpkit.errors import Unreadable
from gpkit.model import Hint
from gpkit.text.lines import bullet, split_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup

MAX_PATH = 100  # elements: deeper ones are left out of the paths, or those grow with the square

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br button caption center dd details dialog dir div "
        "dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header "
        "hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search "
        "section select summary table tbody td textarea tfoot th thead tr ul xmp",
    )
)
_KEEPS_BLANKS = frozenset(("pre", "listing", "plaintext", "xmp", "textarea"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_UNSEEN = frozenset(
    (
        *("script", "style", "template", "title", "noscript", "noembed", "noframes"),
        *("audio", "canvas", "iframe", "object", "svg", "video"),  # what they hold is a stand-in
    )
)
_NEVER_HIDDEN = frozenset(("html", "body", "main"))  # hidden until a script has run: not for us
_KINDS: dict[str, tuple[str, int]] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    **{name: (name, 0) for name in ("dt", "dd", "th", "td")},
}
_TEXT = ("text", 0)
_FACT = 400  # characters of a line that can name something and say it
_IN_WORDS = frozenset(("sub", "sup", "wbr"))
_EMPHASIS = frozenset(re.findall(r"\w+", "abbr b em font i mark s small strong u"))

# What an element does to a line, told by one look-up: the numbers above _BLOCK are blocks as well.
_WITHIN, _EMPHATIC, _OTHER, _LINK, _IMAGE, _BLOCK, _OF_A_KIND, _NESTING, _ROOT, _GONE = range(10)
_FORMS: dict[str, int] = {
    **dict.fromkeys(_IN_WORDS, _WITHIN),
    **dict.fromkeys(_EMPHASIS, _EMPHATIC),
    "a": _LINK,
    "img": _IMAGE,
    **dict.fromkeys(_BLOCKS, _BLOCK),
    **dict.fromkeys(_KINDS, _OF_A_KIND),
    **dict.fromkeys(_LISTS | _KEEPS_BLANKS | {"nav", "li"}, _NESTING),
    **dict.fromkeys(("html", "body"), _ROOT),  # one of each: their steps have no number
    **dict.fromkeys(_UNSEEN, _GONE),
}

# What stands between two texts: emphasis begins or ends, another element begins, or ends, or one
# ends and the next begins. The last parts words best.
_TAG, _BEGIN, _END, _SIBLINGS = 1, 2, 3, 4

_BLANKS = re.compile(r"[ \t\n\r\f]+")  # what collapses; NBSP and its kin do not
_BLANK = " \t\n\r\f"
_SLIDE = re.compile(r"(?:^|;)(?:min-)?width:(?!0)")


class Page(NamedTuple):
    """The lines of a page, a hint for each, and how often what was left out."""

    lines: tuple[str, ...]
    hints: tuple[Hint, ...]
    left_out: tuple[tuple[str, int], ...]


def read(text: str, where: str) -> Page:
    """Read the text of an HTML page, or of a piece of one.

    >>> page = read("<h2>Aims</h2> To <b>learn</b>,<br> and <ul><li>to teach</ul>", "page")
    >>> page.lines
    ('Aims', 'To learn,', 'and', '- to teach')
    >>> [(hint.kind, hint.path) for hint in page.hints][::3]
    [('heading', '/html/body/h2[1]'), ('item', '/html/body/ul[1]/li[1]')]

    Raises:
        Unreadable: larger than the limits for a page, its elements or its lines.
    """
    from lxml import etree  # 8 ms; text dumps need none of it

    data = text.encode("utf-8", "replace")
    most = limits.now().page
    if len(data) > most:
        raise limits.over("page", f"{where}: larger than {limits.size(most)} of HTML", _TOO_LARGE)
    target = _Target(where)
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        target=target,
    )
    try:
        etree.fromstring(data, parser)
    except etree.LxmlError as error:
        if data.strip():
            raise Unreadable(f"{where}: this is no HTML that can be read ({error})") from error
    return target.page()


_TOO_LARGE = "A page is a few hundred KiB; save the page without what it embeds, or split the file."


def soup(text: str) -> BeautifulSoup:
    """Give the tree of a page to a parser that needs more than lines.

    Always with lxml: html.parser and html5lib take for ever on pages made to harm them.
    """
    from bs4 import BeautifulSoup

    return BeautifulSoup(text, "lxml")


# An open element: the kind of the lines in it, the way to it, how deep it lies, what it does to a
# line. Nothing in it is mutable: the garbage collector then forgets it, however many are open.
_Open: TypeAlias = tuple[tuple[str, int], str, int, int]


class _Target:
    """Takes the events of the parser, and cuts the text into lines."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._most, self._longest = limits.now().nodes, limits.now().line
        self._lines: list[str] = []
        self._marks: list[tuple[str, int, str, int]] = []  # a hint for each line
        self._left_out: Counter[str] = Counter()
        self._nodes = 0
        self._top: _Open = (_TEXT, "", 0, _WITHIN)
        self._stack: list[_Open] = []  # the open elements around the top one
        # How many children of each name the open element of each depth has had.
        self._counts: list[dict[str, int]] = [{} for _ in range(MAX_PATH + 1)]
        self._roots: dict[str, dict[str, int]] = {}
        self._lists = self._navs = self._pres = 0  # how many are open
        self._link = 0  # how deep the open link lies
        self._fresh_item = False  # an item was opened, and has no line yet
        self._unseen = 0  # how deep we are inside an element that is left out
        self._why = ""
        # The line at hand: its words, the innermost element around all of it, and the outermost
        # one that was on top since.
        self._parts: list[str] = []
        self._alts: list[tuple[str, str]] = []
        self._around: _Open = self._top
        self._low: _Open = self._top
        self._led = 0  # how many parts stand in the element that the line begins with, once closed
        self._line_link = 0
        self._seam = 0

    # Events: the hot loop -------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._nodes += 1
        if self._unseen:
            self._unseen += 1
            return
        if self._nodes > self._most:
            raise self._too_many()
        top = self._top
        kind, path, depth, _ = top
        form = _FORMS.get(tag, _OTHER)
        if depth < MAX_PATH:
            counts = self._counts[depth]
            number = counts[tag] = counts.get(tag, 0) + 1
            if form == _ROOT:  # damaged pages open one again: it goes on where it ended
                path = f"{path}/{tag}"
                self._counts[depth + 1] = self._roots.setdefault(path, {})
            else:
                path = f"{path}/{tag}[{number}]"
                self._counts[depth + 1] = {}
        if form == _GONE or (
            ("style" in attributes or "hidden" in attributes or "aria-hidden" in attributes)
            and _hidden(tag, attributes)
        ):
            self._leave_out(tag)
            return
        if form >= _BLOCK:
            if self._parts or self._alts:
                self._flush()
            if form > _BLOCK:
                kind = _KINDS[tag] if form == _OF_A_KIND else self._nest(tag, 1, kind)
        elif form != _WITHIN:
            self._open_inline(form, attributes)
        self._stack.append(top)
        self._top = (kind, path, depth + 1, form)

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        top = self._top
        form = top[3]
        if form >= _BLOCK:
            if self._parts or self._alts:
                self._flush()
            if form == _NESTING:
                self._nest(tag, -1, _TEXT)
        else:
            if form == _LINK:
                self._link = 0
            if self._seam < _END and form != _WITHIN and self._parts:
                self._seam = _END if form != _EMPHATIC else self._seam or _TAG
        if self._stack:
            self._top = self._stack.pop()
            if self._low is top:
                self._low = self._top

    def data(self, text: str) -> None:
        if self._unseen:
            if not text.isspace():
                self._left_out[self._why] += 1
        elif self._parts:
            if self._low is not self._around and text.strip(_BLANK):
                if not self._led and "/a[" not in self._around[1][len(self._low[1]) :]:
                    self._led = len(self._parts)
                self._around = self._low
            if self._seam:
                if are_cells(self._parts[-1], text, self._seam):
                    self._parts.append(" ")
                self._seam = 0
            self._parts.append(text)
        elif text.strip(_BLANK):
            self._seam = 0
            self._parts.append(text)
            self._around = self._low = self._top
            self._led = 0
            self._line_link = self._link

    def close(self) -> None:
        self._flush()

    def page(self) -> Page:
        self._check_lines()
        counted = tuple(sorted((+self._left_out).items()))
        hints = map(tuple.__new__, repeat(Hint), self._marks)  # Hint(...) takes twice as long
        return Page(tuple(self._lines), tuple(hints), counted)

    def _check_lines(self) -> None:
        longest = self._longest
        if max(map(len, self._lines), default=0) > longest:
            lines = enumerate(self._lines, 1)
            number = next(number for number, line in lines if len(line) > longest)
            raise limits.over("line", *too_long(self._where, number, longest))

    def _too_many(self) -> limits.OverLimit:
        self._check_lines()
        what = f"{self._where}: more than {self._most} elements of HTML"
        return limits.over("nodes", what, _TOO_LARGE)

    # Elements -------------------------------------------------------------------------------------

    def _leave_out(self, tag: str) -> None:
        self._unseen = 1
        self._why = tag if tag in _UNSEEN else "hidden"

    def _open_inline(self, form: int, attributes: Mapping[str, str]) -> None:
        """Open an element inside of a line: it may part words."""
        if form == _EMPHATIC:
            self._seam = self._seam or _TAG
            return
        self._seam = _SIBLINGS if self._seam >= _END else _BEGIN
        if form == _LINK:
            self._link = len(self._stack) + 1
        elif form == _IMAGE:
            self._image(attributes)

    def _nest(self, tag: str, step: int, kind: tuple[str, int]) -> tuple[str, int]:
        """Count what opens (step 1) or closes (step -1) among the elements that nest."""
        if tag == "li":
            self._fresh_item = step == 1
            return ("item", self._lists)
        if tag in _LISTS:
            self._lists += step
        elif tag in _KEEPS_BLANKS:
            self._pres += step
        elif tag == "nav":
            self._navs += step
        return kind

    def _image(self, attributes: Mapping[str, str]) -> None:
        alt = _BLANKS.sub(" ", attributes.get("alt", "")).strip(_BLANK)
        if alt:
            self._alts.append((alt, f"{self._top[1]}/img"))

    # Lines ----------------------------------------------------------------------------------------

    def _flush(self) -> None:
        parts = self._parts
        if not parts:
            for alt, path in self._alts:
                self._lines.append(alt)
                self._marks.append(("alt", 0, path, 0))
            self._alts.clear()
            return
        text = parts[0] if len(parts) == 1 else "".join(parts)
        tail = "".join(parts[self._led :]) if self._led and len(text) <= _FACT else ""
        parts.clear()
        if self._pres:
            for line in split_lines(text):
                self._emit(line)
        else:
            text = text.strip(_BLANK)
            if "  " in text or not text.isprintable():  # most lines have single blanks alone
                text = _BLANKS.sub(" ", text)
            self._emit(text, len(_BLANKS.sub(" ", tail).strip(_BLANK)) if tail else 0)
        if self._alts:
            self._left_out["alt"] += len(self._alts)
            self._alts.clear()

    def _emit(self, text: str, tail: int = 0) -> None:
        if not text or text.isspace():  # nothing but no-break spaces: no word, no line
            return
        kind, level = self._top[0]
        around = self._around
        if kind == "item":
            if not self._fresh_item:
                kind, level = _TEXT
            elif not self._navs and bullet(text) is None:
                text = f"- {text}"
        self._fresh_item = False
        if kind == "text" and 0 < self._line_link <= around[2]:
            kind = "link"
        self._lines.append(text)
        self._marks.append((kind, level, around[1], tail))


_LAST_WORD = re.compile(r"[^\W_]+\Z")
_FIRST_WORD = re.compile(r"[^\W_]+")


def are_cells(before: str, after: str, seam: int) -> bool:
    """Tell texts of two elements that a page sets apart by its style from one word in two.

    Where no blank stands between, the form of the words tells: a year and a duration are two, a
    number and its "th", a large first letter, or letters that move one by one are one.

    >>> are_cells("2008", "2h 33m", _SIBLINGS), are_cells("Rating", "4.5", _TAG)
    (True, True)
    >>> are_cells("H", "ello", _SIBLINGS), are_cells("15", "th", _SIBLINGS)
    (False, False)
    """
    if not before[-1:].isalnum() or not after[:1].isalnum():
        return False
    one, two = _LAST_WORD.search(before[-40:]), _FIRST_WORD.match(after[:40])
    if one is None or two is None:
        return False
    left, right = one[0], two[0]
    if left[-1].isdigit() != right[0].isdigit():
        return len(left if right[0].isdigit() else right) > 2
    if left[-1].islower() and right[0].isupper():
        return seam > _TAG and len(left) > 1 and len(right) > 1
    return seam == _SIBLINGS and min(len(left), len(right)) > (1 if right[0].isdigit() else 2)


def _hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is hidden by its own attributes.

    ``hidden="until-found"`` is what pages put on folded sections that a reader may open. A slide
    that a script has given its width waits for its turn: it is hidden from screen readers alone.
    """
    if tag in _NEVER_HIDDEN:
        return False
    if attributes.get("hidden", "until-found").lower() != "until-found":
        return True
    style = _BLANKS.sub("", attributes.get("style") or "").lower()
    if attributes.get("aria-hidden") == "true" and not _SLIDE.search(style):
        return True
    return "display:none" in style
