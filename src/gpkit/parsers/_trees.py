"""The elements of an HTML page that hold lines, told by the way to each line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Form, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

_NAMING = (Kind.PAIR, Kind.OPEN)
_FEW = 3  # children that can be a list of records
_ASIDE = ("/nav", "/select", "/aside", "/footer", "/datalist", "/button", "/fieldset", "/label")
_FURNITURE = ("/header", "/footer")
_CONTENT = ("/article", "/li", "/main", "/section", "/td")


class Tree(NamedTuple):
    """The elements of a page that hold lines."""

    ways: list[str]  # of each line, without positions
    sizes: list[float]  # of each line, in letters; 0 for page furniture
    links: list[int]  # of each line: the number of the link around it, 0 for none
    names: list[bool]  # of each line: a term or a heading cell, which names what follows
    values: list[bool]  # of each line: what a term names
    labels: list[str]  # of each line: the key of what it names, "" where it names nothing
    nodes: dict[str, list[Span]]  # of each pattern, in the order of the page
    children: dict[str, list[list[tuple[str, Span]]]]  # of each pattern: those of each element


class _Open(NamedTuple):
    step: str
    pattern: str
    first: int
    children: list[tuple[str, Span]]


def tree_of(forms: Sequence[Form]) -> Tree:
    """Build the elements around the lines from the ways to them."""
    tree = Tree([], [], [], [], [], [], defaultdict(list), defaultdict(list))
    numbers: dict[str, int] = {}
    stack: list[_Open] = []
    for index, form in enumerate(forms):
        path = form.hint.path if form.hint else ""
        steps = path.split("/")[1:]
        same = _common(stack, steps)
        _close(stack, same, index, tree)
        for step in steps[same:]:
            above = stack[-1].pattern if stack else ""
            stack.append(_Open(step, f"{above}/{step.partition('[')[0]}", index, []))
        way = stack[-1].pattern if stack else ""
        tree.ways.append(way)
        is_name = form.hint is not None and form.hint.kind in ("th", "dt")
        tree.names.append(is_name)
        tree.values.append(form.hint is not None and form.hint.kind == "dd")
        tree.labels.append(form.key if is_name or form.kind in _NAMING else "")
        tree.links.append(_link(path, numbers))
        tree.sizes.append(0.0 if is_furniture(way) else _size(form.words))
    _close(stack, 0, len(forms), tree)
    for spans in tree.nodes.values():
        spans.sort()
    return tree


def _size(words: str) -> float:
    """Give how much a line says: a number says less than words."""
    letters = sum(map(str.isalpha, words))
    return letters + (len(words) - letters) / 2


def _link(path: str, numbers: dict[str, int]) -> int:
    """Number the links of a page."""
    place = path.rfind("/a[")
    if place < 0:
        return 0
    end = path.find("/", place + 1)
    way = path if end < 0 else path[:end]
    return numbers.setdefault(way, len(numbers) + 1)


def _common(stack: Sequence[_Open], steps: Sequence[str]) -> int:
    same = 0
    for node, step in zip(stack, steps, strict=False):
        if node.step != step:
            break
        same += 1
    return same


def _close(stack: list[_Open], depth: int, end: int, tree: Tree) -> None:
    while len(stack) > depth:
        node = stack.pop()
        span = (node.first, end)
        tree.nodes[node.pattern].append(span)
        if len(node.children) > _FEW:
            tree.children[node.pattern].append(node.children)
        if stack:
            stack[-1].children.append((node.step.partition("[")[0], span))


def surroundings(path: str) -> str:
    """Say what part of the page's frame a line lies in; "" for its content.

    >>> surroundings("/html/body/nav[1]/ul[1]"), surroundings("/html/body/footer[1]/p[2]")
    ('navigation', 'foot of the page')
    >>> surroundings("/html/body/article[1]/footer[1]/p[1]")
    ''
    """
    if "/nav[" in path:
        return "navigation"
    head, found, _ = path.partition("/footer[")
    if not found or any(f"{content}[" in head for content in _CONTENT):
        return ""
    return "foot of the page"


def is_furniture(way: str) -> bool:
    """Tell whether a line lies in what surrounds the content of a page.

    >>> is_furniture("/html/body/nav/ul/li"), is_furniture("/html/body/main/article/header/h2")
    (True, False)
    """
    if any(f"{mark}/" in f"{way}/" for mark in _ASIDE):
        return True
    for mark in _FURNITURE:
        head, found, _ = f"{way}/".partition(f"{mark}/")
        if found and not any(f"{content}/" in f"{head}/" for content in _CONTENT):
            return True
    return False
