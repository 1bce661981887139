"""YAML of a stranger is data or a problem with a line; practices are judged without a crash."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gpkit.rules import Stored, rules
from gpkit.rules._stored import practice_of
from gpkit.store import _libyaml
from gpkit.store._seal import MARK, seal
from gpkit.store.codec import NO_PRACTICE, as_yaml, from_yaml
from gpkit.store.yamlio import Loaded, Prose, YamlProblem, dump, load
from targets import _recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.model import Key

_PIECES = (
    *("a: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "  ", "    ", "|-\n", ">+\n", "'"),
    *('"', "&a ", "*a ", "!!int ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "# c\n", "\t", "\\"),
    *("id: bees/wax\n", "family: bees\n", "facets:\n", "observed:\n", "provenance:\n", "title: "),
    *("country: [BG]\n", "sections:\n", "  lines: [1, 2]\n", "  dump: a.txt\n", "  parser: x\n"),
    *("NO", "1e3", "2024-99-99", "99999999999999999999", "~", "\u2028", "\ufeff", "\x85", "🚀"),
)


def check(data: bytes) -> None:
    """Load text as YAML and judge it; write any words as YAML and read them again."""
    mode, data = data[0] % 4 if data else 0, data[1:]
    if mode == 0:
        _there_and_back(_recipe.words(data))
    elif mode == 1:
        _load(_recipe.words(data))
    elif mode == 2:
        _load("".join(_PIECES[byte % len(_PIECES)] for byte in data))
    else:
        _judge(_edited(data))


def _there_and_back(words: str) -> None:
    data = {"key": words, "list": [words, {words: words}], "prose": Prose(words)}
    if words != "<<":
        text = dump(data)
        assert load(text).data == data


def _load(text: str) -> None:
    _agree(f"# forged\n{MARK}{seal(text)}\n{text}")
    try:
        loaded = load(text)
    except YamlProblem as problem:
        assert problem.line >= 1
        return
    _again(practice_of(loaded))


def _agree(sealed: str) -> None:
    """Read a file with a seal by hand and by libyaml: the same data at the same places, or none."""
    by_hand, reference = _loaded(load, sealed), _loaded(_libyaml.load, sealed)
    assert (by_hand is None) == (reference is None), sealed
    if by_hand is not None and reference is not None:
        assert by_hand.data == reference.data, sealed
        for key in _keys(reference.data):
            assert by_hand.mark(key) == reference.mark(key), (key, sealed)


def _keys(data: object, above: Key = ()) -> Iterator[Key]:
    """Give the key of each node."""
    yield above
    if isinstance(data, (dict, list)):
        for key, node in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _keys(node, (*above, key))


def _loaded(reader: Callable[[str], Loaded], text: str) -> Loaded | None:
    try:
        return reader(text)
    except YamlProblem:
        return None


def _again(practice: object) -> None:
    if practice is None:
        return
    try:
        text = as_yaml(practice)
    except NO_PRACTICE:
        return  # of the wrong types: the schema says so
    assert from_yaml(text) is not None


def _judge(text: str) -> None:
    body = text.partition(MARK)[2].partition("\n")[2]
    _agree(f"# forged\n{MARK}{seal(body)}\n{body}")
    try:
        loaded = load(text)
    except YamlProblem as problem:
        stored = Stored("a.yaml", "bees/wax", text, problem=problem)
    else:
        stored = Stored("a.yaml", "bees/wax", text, loaded, practice=practice_of(loaded))
    for rule in rules():
        for issue in rule.issues(stored):
            assert issue.message


def _edited(edits: bytes) -> str:
    """Change a good file: each edit is a place (two bytes) and a piece that is put in there."""
    text = _good()
    for place in range(0, len(edits) - 2, 3):
        at = (edits[place] << 8 | edits[place + 1]) % len(text)
        piece = _PIECES[edits[place + 2] % len(_PIECES)]
        text = text[:at] + piece + text[at + (edits[place + 2] % 5) :]
    return text


@cache
def _good() -> str:
    from gpkit.pipeline import read_dump

    page = "By Bulgaria, Public, INSPIRATIONNo Comments"
    lines = ["Bees", "", page, "", "Bees", "", "18.07.2024 |", "", "About bees.", "Details"]
    block = ["Target audience", "", "Digital skills for all", "Level", "", "Basic", "Country", "PL"]
    return as_yaml(read_dump("\n".join([*lines, *block]).encode(), "bees.txt").practices[0])
