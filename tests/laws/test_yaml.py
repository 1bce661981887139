"""Every YAML reader reads the same strings, and loading and dumping gives the same bytes."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gpkit.errors import GpkitError
from gpkit.store.codec import as_json, as_yaml, from_plain, from_yaml, is_sealed
from gpkit.store.yamlio import Prose, YamlProblem, dump, load
from strategies import ANY_STRING, DUMP, HOSTILE
from support import read

READERS = [yaml.CBaseLoader, yaml.BaseLoader, yaml.CSafeLoader, yaml.SafeLoader]


@given(dump_=DUMP)
def test_practices_round_trip(dump_):
    try:
        practices = read(dump_).practices
    except GpkitError:
        return
    for practice in practices:
        text = as_yaml(practice)
        assert from_yaml(text) == practice
        assert as_yaml(from_yaml(text)) == text
        assert is_sealed(text)
        assert from_plain(as_json(practice)) == practice


@given(words=ANY_STRING)
def test_strings_round_trip(words):
    data = {"key": words, "list": [words], "prose": Prose(words)}
    text = dump(data)
    assert load(text).data == data
    assert dump(load(text).data | {"prose": Prose(words)}) == text


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(words=ANY_STRING)
def test_readers_agree(reader, words):
    text = dump({"key": words, "list": [words], "prose": Prose(words)})
    read_back = yaml.load(text, Loader=reader)
    assert read_back == {"key": words, "list": [words], "prose": words}


@given(word=ANY_STRING, other=ANY_STRING)
def test_keys_round_trip(word, other):
    data = {word: other}
    if word != "<<":
        assert load(dump(data)).data == data


# fmt: off
TYPED = [
    "NO", "No", "no", "y", "n", "yes", "off", "on", "~", "null", "Null", "true", "False", "1_000",
    "0x1F", "0o17", "017", "08", "1e3", "1.5", ".5", "-1", "+1", "12:30", "2024-07-18",
    "18.07.2024", "153956,87", "=", "<<", ".inf", "-.INF", ".NaN", "0b1", "1e400",
    "2024-07-18T12:00:00Z", "190:20:30", "EL", "UK", "", " ", " a", "a ", "a\n", "\n",
    "x" * 100_000,
]
# fmt: on


@pytest.mark.parametrize("word", [*TYPED, *HOSTILE])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_what_looks_typed_is_a_string_to_every_reader(word, reader):
    read_back = yaml.load(dump({"a": word, "b": [word]}), Loader=reader)
    assert read_back == {"a": word, "b": [word]}


@given(number=st.integers(min_value=0, max_value=10**14))
def test_numbers_stay_numbers(number):
    assert load(dump({"n": number})).data == {"n": number}


@given(text=st.one_of(ANY_STRING, st.lists(ANY_STRING).map("\n".join)))
def test_reading_anything_ends_in_data_or_in_a_problem_with_a_line(text):
    try:
        load(text)
    except YamlProblem as problem:
        assert problem.line >= 1  # noqa: PT017
