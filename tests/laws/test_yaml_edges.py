"""The edges of YAML: what is refused, what is left to libyaml, memories that are full."""

import codecs
import importlib

import pytest
import yaml

from gpkit import limits
from gpkit.errors import GpkitError
from gpkit.model import Place
from gpkit.store import _emit, _libyaml, _parse
from gpkit.store._seal import MARK, is_sealed, seal
from gpkit.store.codec import as_plain, as_yaml, from_plain
from gpkit.store.yamlio import Flow, FlowList, Prose, YamlProblem, decoded, dump, load
from support import ROOT

FILE = min((ROOT / "data/normalized").rglob("*.yaml"))


@pytest.fixture
def practice():
    """A practice of the catalogue."""
    return from_plain(_parse.parse(FILE.read_text("utf-8")))


def sealed(body):
    return f"# head\n{MARK}{seal(body)}\n{body}"


def read_by_hand(text):
    try:
        return _parse.parse(text)
    except _emit.Unsure:
        return None


def problem(text):
    """Give what is wrong with a text, and where."""
    with pytest.raises(YamlProblem) as found:
        load(text)
    return str(found.value), found.value.line, found.value.column


# What is refused ------------------------------------------------------------------------------

REFUSED = {
    "a: &b c": ("an anchor (&...): write the value out", 1, 4),
    "a: 1\nb: *a": ("an alias (*...): write the value out", 2, 4),
    "a:\n- !t b": ("a tag (!...): gpkit reads strings and numbers only", 2, 3),
    "a: !!str b": ("a tag (!...): gpkit reads strings and numbers only", 1, 4),
    "a: 1\n--- \nb: 2": ("a second document: one practice a file", 2, 1),
    "<<: a": ("a merge key (<<): write the values out", 1, 1),
    "a: 1\nb: 2\na: 3": ("the key 'a' stands here twice", 3, 1),
    f"{'k' * 100}: 1\n{'k' * 100}: 2": (f"the key '{'k' * 80}' stands here twice", 2, 1),
    "? [a]\n: b": ("a key that is a list or a mapping", 1, 3),
    "? {a: b}\n: c": ("a key that is a list or a mapping", 1, 3),
    "[" * 65 + "]" * 65: ("nested deeper than 64", 1, 65),
    "a: 'b": ("found unexpected end of stream", 1, 6),
    "a: 1\n\tb: 2": ("found a tab character that violates indentation", 2, 1),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_told_with_its_place(text):
    assert problem(text) == REFUSED[text]


def test_depth_up_to_the_limit_is_read():
    assert load("[" * 64 + "]" * 64).data != []
    assert load("[[], {}]").data == [[], {}]


def test_a_character_that_yaml_does_not_allow_is_told_with_its_line():
    message, line, _ = problem("a: 1\nb: \x07")
    assert message.startswith("a character that YAML does not allow (")
    assert line == 2


def test_half_a_character_is_a_problem_and_no_error_of_python():
    assert problem("a: \ud800")[1:] == (1, 1)
    assert problem(sealed("a: \ud800\n"))[1:] == (1, 1)


def test_a_text_above_the_limit_is_refused_before_it_is_read():
    before = limits.now()
    limits.use(before._replace(record=20))
    try:
        assert load("a: " + "b" * 17).data == {"a": "b" * 17}
        assert problem("a: " + "b" * 18) == ("larger than 20 bytes (limit-record)", 1, 1)
    finally:
        limits.use(before)


def test_an_empty_text_says_nothing():
    assert load("").data == ""
    assert load("# only a comment").mark(("a",)) == (1, 1)


def test_pyyaml_without_libyaml_is_refused_with_a_cure(monkeypatch):
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(GpkitError, match="PyYAML comes without libyaml") as found:
        importlib.reload(_libyaml)
    assert "--only-binary :all: pyyaml" in found.value.hint


# Bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (codecs.BOM_UTF16_LE + b"a\0", "UTF-16, not UTF-8", 1, 1),
        (codecs.BOM_UTF16_BE + b"\0a", "UTF-16, not UTF-8", 1, 1),
        (b"a\0:\0", "UTF-16, not UTF-8", 1, 1),
        (b"\0a\0:", "UTF-16, not UTF-8", 1, 1),
        (b"\xff", "not UTF-8 (byte 0)", 1, 1),
        (b"ab\xff", "not UTF-8 (byte 2)", 1, 3),
        (b"a: 1\nb: \xe4", "not UTF-8 (byte 8)", 2, 4),
        ("ä: 1\nöü: ".encode() + b"\xe4x", "not UTF-8 (byte 12)", 2, 5),
    ],
)
def test_bytes_that_are_no_utf8_are_told_with_their_place(data, message, line, column):
    with pytest.raises(YamlProblem) as found:
        decoded(data)
    assert (str(found.value), found.value.line, found.value.column) == (message, line, column)


def test_bytes_that_are_utf8_are_their_text():
    assert [decoded(data) for data in (b"", b"a", b"\0\0", "ä: Ж".encode())] == [
        "",
        "a",
        "\0\0",
        "ä: Ж",
    ]


# Places ---------------------------------------------------------------------------------------


def test_a_node_that_is_not_there_has_the_place_of_its_nearest_parent():
    for text in ("a: 1\nb:\n- c\n- d: e\n", sealed("a: 1\nb:\n- c\n- d: e\n")):
        below, loaded = text.count("\n") - 4, load(text)
        assert loaded.mark(("b", 1, "d")) == (below + 4, 6)
        assert loaded.mark(("b", 1, "x", 7)) == (below + 4, 3)
        assert loaded.mark(("b", 9)) == (below + 3, 1)
        assert loaded.mark(("a", "x")) == (below + 1, 4)


@pytest.mark.parametrize(
    "body",
    [
        "a:\n  t: |-\n    x\n\n    y\n  z: 1\n",
        "a:\n- t: |-\n    x\n\n    y\n- z\n",
        "a:\n- |-\n  x\n\n  y\n- z\nb: 1\n",
        "a: |-\n  x\n\n  y\nb: {c: [d, {e: f}], g: 'h, i'}\n",
        "a:\n- b: 1\n  c:\n  - d\n  - e\n  f: {}\n- []\ng: 2\n",
        "a:\n- {raw: b, line: 1}\n- {raw: c, line: 2, readings: [d, 'e']}\n",
    ],
)
def test_each_node_of_what_is_read_by_hand_has_its_place(body):
    text = sealed(body)
    assert read_by_hand(text) is not None
    reference, marks = _libyaml.read(text)
    loaded = load(text)
    assert loaded.data == reference.data
    for key in marks:
        assert loaded.mark(key) == marks[key]
        for more in ("t", "zz", 0, 9):
            assert loaded.mark((*key, more)) == reference.mark((*key, more))


def told(reader, text):
    """Give the data of a text, or what is wrong with it, and where."""
    try:
        return reader(text).data
    except YamlProblem as wrong:
        return str(wrong), wrong.line, wrong.column


# What is left to libyaml ----------------------------------------------------------------------

LEFT = [
    "a: 1\na: 2\n",
    "a:\nb: 1\n",
    "a: 1\n\nb: 2\n",
    "a: 1\n  b: 2\n",
    "a: {b: {c: {d: {e: {f: {g: h}}}}}}\n",
    "a: {b: 1, 2c: {d: e}}\n",
    "a: {b: 1, b: {c: d}}\n",
    "a: {b: {c: d}, b: 1}\n",
    "a: {b: 1, b: 2}\n",
    "a: [b, c\n",
    "a: [b]]\n",
    "a: {b: c]\n",
    "a: 'b\n",
    "a: 'b'c'\n",
    "a: '\n",
    "a: |2-\n    b\n",
    "a: |-\nb: 1\n",
    "a: |-\n    b\n",
    "a: |-\n  b\n  \n",
    "a: |+\n  b\n",
    "a: b #c\n",
    "a: ?\n",
    "a b: c\n",
    "a b:\n  c: d\n",
    f"{'k' * 65}: a\n",
    "a: b\tc\n",
    "- a\n",
    "a: b",
]


@pytest.mark.parametrize("body", LEFT)
def test_what_is_not_sure_is_left_to_libyaml(body):
    text = sealed(body)
    assert is_sealed(text)
    assert read_by_hand(text) is None
    assert told(load, text) == told(_libyaml.load, text)


@pytest.mark.parametrize(
    "text", ["", "# a", "# a\n# seal x\n", "a: 1\n# seal x\nb: 2\n", "#\n#\n#\n"]
)
def test_a_text_without_the_two_comments_is_not_read_by_hand(text):
    assert read_by_hand(text) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one._replace(title="-" * 402),
        lambda one: one._replace(title="1" * 500),
        lambda one: one._replace(summary="a\tb"),
        lambda one: one._replace(summary="x\x85y"),
        lambda one: one._replace(summary="".join(map(chr, range(0x4E00, 0x4E00 + 7000)))),
        lambda one: one._replace(facets={"yes": ("BG",)}),
        lambda one: one._replace(facets={"Not a key": ("BG",)}),
        lambda one: one._replace(sections=(one.sections[0]._replace(text="a\tb\nc"),)),
        lambda one: one._replace(sections=(one.sections[0]._replace(text="a\n"),)),
        lambda one: one._replace(sections=(one.sections[0]._replace(text=" a\n\n\nb"),)),
        lambda one: one._replace(sections=(one.sections[0]._replace(text="a \nb"),)),
        lambda one: one._replace(sections=(one.sections[0]._replace(text=""),)),
        lambda one: with_place(one, label="a\n\nb"),
        lambda one: with_place(one, label="a: b"),
    ],
)
def test_a_practice_is_written_as_libyaml_writes_it(practice, change):
    one = change(practice)
    assert as_yaml(one).split("\n", 2)[2] == _libyaml.dump(as_plain(one))


def with_place(one, label):
    seen = one.observed[0]._replace(label=label)
    place = Place("d.txt", "0" * 64, (1, 2), (), observed=(seen,))
    return one._replace(provenance=one.provenance._replace(also=(place,)))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one._replace(title=7),
        lambda one: one._replace(id=7),
        lambda one: one._replace(title="\ud800"),
        lambda one: one._replace(sections=(one.sections[0]._replace(text=7),)),
        lambda one: one._replace(observed=(one.observed[0]._replace(line=True),)),
        lambda one: one._replace(provenance=None),
        lambda one: one._replace(summary="".join(map(chr, range(0x4E00, 0x4E00 + 7000)))),
        lambda one: one._replace(facets={"null": ()}),
        lambda one: one._replace(facets={"x" * 65: ()}),
    ],
)
def test_what_has_another_shape_is_not_written_by_hand(practice, change):
    with pytest.raises(_emit.Unsure):
        _emit.emit(change(practice))


@pytest.mark.parametrize("odd", [*"\t\r\x00\x1b\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff", " "])
def test_prose_that_no_block_can_hold_stands_on_one_line(practice, odd):
    section = practice.sections[0]._replace(text=f"a{odd}\nb")
    body = _emit.emit(practice._replace(sections=(section,)))
    line = next(line for line in body.splitlines() if line.startswith("  text: "))
    assert load(line.strip()).data == {"text": section.text}


def test_a_block_that_libyaml_makes_of_it_is_not_put_on_one_line(practice, monkeypatch):
    monkeypatch.setattr(_libyaml, "dump", lambda _data: "k: |-\n  a\n")
    with pytest.raises(_emit.Unsure):
        _emit.emit(practice._replace(sections=(practice.sections[0]._replace(text=""),)))


# Memories -------------------------------------------------------------------------------------


def test_full_memories_are_emptied_and_change_nothing(practice, monkeypatch):
    text = FILE.read_text("utf-8")
    tables = (_emit.BLOCK, _emit.FLOW, _parse.BLOCK, _parse.FLOW, _parse._PAIRS, _parse._KEYS)
    for module in (_emit, _parse):
        monkeypatch.setattr(module, "_KEPT", 3)
    for table in tables:
        table.clear()
    for _ in range(2):
        assert from_plain(_parse.parse(text)) == practice
        assert text.endswith("\n" + _emit.emit(practice))
    assert max(map(len, tables)) <= 3


def test_long_words_are_not_kept(practice):
    for length, kept in ((64, True), (65, False)):
        words = "q" * length
        assert _emit.BLOCK[words] == words
        assert _parse.BLOCK[words] == words
        assert (words in _emit.BLOCK, words in _parse.BLOCK) == (kept, kept)


# Writing --------------------------------------------------------------------------------------


def test_mappings_and_lists_on_one_line_and_blocks_of_prose():
    data = {
        "a": Flow({"b": "NO", "c": 1, "d": "x, y"}),
        "e": FlowList(["yes", "f"]),
        "g": Prose("one line"),
        "h": "two\nlines",
        "i": ["~", {"j": []}],
        "🚀": "\ue000🏴 and 🚀",
        "l": "bell \x07",
    }
    text = dump(data)
    assert text == (
        "a: {b: 'NO', c: 1, d: 'x, y'}\n"
        "e: ['yes', f]\n"
        "g: |-\n  one line\n"
        "h: |-\n  two\n  lines\n"
        "i:\n- '~'\n- j: []\n"
        "🚀: \ue000🏴 and 🚀\n"
        'l: "bell \\a"\n'
    )
    assert load(text).data == data
    assert yaml.safe_load(text) == data


def test_a_thing_that_stands_twice_is_written_twice():
    same = ["a"]
    assert dump({"b": same, "c": same}) == "b:\n- a\nc:\n- a\n"


TYPED = [
    "~",
    "=",
    "<<",
    "null",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    ".inf",
    "0x1F",
]


@pytest.mark.parametrize("words", TYPED)
def test_what_some_reader_would_type_is_quoted_in_any_case_and_nothing_near_it(words):
    for typed in (words, words.upper(), words.title()):
        for text, form in ((typed, f"'{typed}'"), (f"{typed}q", None)):
            expected = _libyaml.dump({"k": text})[3:-1]
            assert form in (expected, None)
            assert _emit.Words(flow=False)[text] == expected


@pytest.mark.parametrize("words", ["a" * 5000, "word " * 2000 + "end"])
def test_no_line_is_folded(words):
    assert dump({"a": words}) == f"a: {words}\n"
