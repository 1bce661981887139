"""An error says the same on the other side of a process, whatever class it is of."""

import pickle

import pytest

from gpkit.documents.inflate import Damaged
from gpkit.errors import GpkitError, NoPractice, StoreLocked, Unreadable

ERRORS = [
    Damaged("crawl.warc", 12, "the packed data is cut short", cut=True),
    GpkitError("what", "type this"),
    NoPractice("page.txt: empty"),
    StoreLocked("here: another run", "wait"),
    Unreadable("page.txt: no text", "take it out"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_travels(error):
    other = pickle.loads(pickle.dumps(error))
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert vars(other) == vars(error)
    assert other.code == error.code
