"""The schema library that is used finds what the reference library of JSON Schema finds."""

import copy

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import SOURCES

from gpkit.rules import schema as rule
from gpkit.schema import schema
from gpkit.store.yamlio import load

REFERENCE = jsonschema.Draft202012Validator(schema())
VALUES = st.sampled_from([None, "", "x", "Atlantis", 0, -1, 7, [], ["x"], {}, {"x": 1}, "2024-99"])
GOOD = [load(text).data for text in SOURCES.values()]


def places(data, path=()):
    """Give the way to each node."""
    yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


@st.composite
def broken(draw):
    """Give a practice with some nodes set to something else, taken away, or added."""
    data = copy.deepcopy(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from([path for path in places(data) if path]))
        parent = data
        for key in way:
            parent = parent[key]
        if draw(st.booleans()):
            parent[last] = draw(VALUES)
        elif isinstance(parent, dict) and draw(st.booleans()):
            parent["stranger"] = draw(VALUES)
        else:
            del parent[last]
    return data


def theirs(data):
    return sorted(
        {(tuple(map(str, e.absolute_path)), e.validator) for e in REFERENCE.iter_errors(data)}
    )


def ours(data):
    errors = rule._validator().iter_errors(data)
    return sorted({(tuple(map(str, e.instance_path)), str(e.schema_path[-1])) for e in errors})


@pytest.mark.parametrize("data", GOOD)
def test_good_practices_have_no_findings(data):
    assert ours(data) == theirs(data) == []


@given(data=broken())
def test_the_findings_are_the_same(data):
    assert ours(data) == theirs(data)
