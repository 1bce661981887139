"""What is written and read by hand is what libyaml writes and reads: bytes, data and places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit.store import _emit, _libyaml, _parse
from gpkit.store._seal import MARK
from gpkit.store.codec import as_plain, as_yaml, from_plain, is_sealed, seal
from gpkit.store.yamlio import Flow, YamlProblem, load
from practices import CALM, NASTY, PRACTICE
from support import ROOT


def by_hand(practice):
    try:
        return _emit.emit(practice)
    except _emit.Unsure:
        return None


@settings(deadline=None)
@given(practice=PRACTICE)
def test_a_practice_is_written_as_libyaml_writes_it(practice):
    text = by_hand(practice)
    assert text is None or text == _libyaml.dump(as_plain(practice))


@given(text=NASTY)
def test_words_are_written_as_libyaml_writes_them(text):
    block, flow = (_emit.Words(flow=flow, careful=True) for flow in (False, True))
    if "\n" not in text:
        assert f"k: {block[text]}\n" == _libyaml.dump({"k": text})
    assert f"{{k: {flow[text]}}}\n" == _libyaml.dump(Flow({"k": text}))


# Reading --------------------------------------------------------------------------------------

MARKS = st.sampled_from(
    [
        *(": ", ":", "- ", "-", "\n", "\n\n", "\n  ", "\n- ", "  ", " ", "'", "''", '"', "{", "}"),
        *("[", "]", ", ", ",", "|", "|-", "|2-", "|+", ">", "&a ", "*a", "!t ", "#", " # c", "<<"),
        *("\t", "\r", "\x85", "\u2028", "\ufeff", "\x07", "---\n", "...\n", "? ", "%", "\\", "0"),
        *("raw: x", "title: a\n", "id: a\n", "007", "1", "99999999999999999", "é", "🚀", ""),
    ]
)


@st.composite
def edited(draw):
    """Give a file that was written by gpkit, changed, and sealed again by whoever changed it."""
    body = as_yaml(draw(PRACTICE)).split("\n", 2)[2]
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.sampled_from([0, 0, 1, 2, 5, 30]))
        body = body[:start] + draw(MARKS) + body[start + end :]
    head = draw(st.sampled_from(["# yaml-language-server: $schema=x", "# \x85", "#", "id: b"]))
    return f"{head}\n# seal {seal(body)} note\n{body}"


def same(text):
    """Hold what `load` gives against the reference: data and places, or the problem."""
    try:
        reference, marks = _libyaml.read(text)
    except YamlProblem as problem:
        with pytest.raises(YamlProblem) as found:
            load(text)
        place = (found.value.line, found.value.column)
        return (str(found.value), *place) == (str(problem), problem.line, problem.column)
    loaded = load(text)
    keys = [*marks, *((*key, more) for key in marks for more in ("", "raw", 0, 7))]
    return loaded.data == reference.data and all(
        loaded.mark(key) == reference.mark(key) for key in keys
    )


@settings(deadline=None)
@given(practice=CALM)
def test_what_gpkit_wrote_is_read_as_libyaml_reads_it(practice):
    text = as_yaml(practice)
    assert same(text)


def test_what_is_in_the_catalogue_needs_no_libyaml():
    for path in sorted((ROOT / "data/normalized").rglob("*.yaml")):
        text = path.read_text("utf-8")
        data = _parse.parse(text)
        assert data == _libyaml.load(text).data
        assert text.endswith("\n" + _emit.emit(from_plain(data)))


@settings(deadline=None)
@given(text=edited())
def test_a_sealed_file_is_read_as_libyaml_reads_it_forged_or_not(text):
    assert is_sealed(text)
    assert same(text)


ENDS = (
    "k: |-\n{same}text",
    "k: |-\n{below}text",
    "k:\n{same}- a: 1\n{same}b: 2",
    "k:\n{same}- a: 1\n{below}b: 2",
    "k:\n{same}- a: 1\n{same}- a: 2\n{below}b: {{c: 3}}",
    "k:\n{same}- |-\n{same}text",
    "k:\n{same}- |-\n{below}text",
    "k:\n{same}- {{raw: a, line: 1, concept: {{name: b}}}}",
    "k:\n{below}l:\n{below}- m",
    "k:\n{below}l:\n{same}m: n",
)


@pytest.mark.parametrize("depth", range(8, 13))
@pytest.mark.parametrize("end", ENDS)
def test_what_lies_deep_is_read_as_libyaml_reads_it(depth, end):
    pads = {"same": "  " * depth, "below": "  " * (depth + 1)}
    keys = "".join(f"{'  ' * number}k:\n" for number in range(depth))
    body = f"{keys}{pads['same']}{end.format(**pads)}\n"
    text = f"# head\n{MARK}{seal(body)}\n{body}"
    assert is_sealed(text)
    assert same(text)


ROWS = (
    "{raw: a, line: 1, concept: b}",
    "{raw: a, line: 1, line: 2}",
    "{raw: a, raw: b, line: 1}",
    "{raw: a, line: 1, raw: {b: c}}",
    "{raw: a, line: 1, concept: {name: b}}",
    "{raw: a, line: 1, concept: {name: b, country: c}}",
    "{raw: 'a, b', line: 1, concept: c}",
    "{raw: 'a, line: 1', concept: c}",
    "{raw: 'a}', line: 1, concept: {b: 'c}'}}",
    "{raw: a, line: 1, concept: {name: 'b, c'}}",
    "{raw: a, line: 1, concept: {name: b}",
    "{raw: a, line: 1, concept: b}}",
    "{raw: a, line: 1, concept: {{b: c}}}",
    "{raw: a, line: 1, concept: {b}}",
    "{raw: a, line: 1, concept: }",
    "{raw: a, line: 1",
    "{raw: , line: 1}",
    "{raw: a, b, line: 1}",
    "{raw: a, line: 1} # b",
    "{raw: a, line: [1, 2], concept: b}",
    "{raw: a}",
    "{raw: a, line: 1, concept: b, readings: [c, d]}",
)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_read_as_libyaml_reads_it(row):
    body = f"k:\n- {row}\n- {row}\nl:\n- raw: {row}\n  line: {row}\n"
    text = f"# head\n{MARK}{seal(body)}\n{body}"
    assert is_sealed(text)
    assert same(text)
    body = f"k:\n- {row}\n"
    assert same(f"# head\n{MARK}{seal(body)}\n{body}")
