"""What is said of an authority of one's own that is broken: the line, what is wrong, the cure."""

from pathlib import Path

import pytest

from gpkit import authority
from gpkit.errors import GpkitError
from here import gpkit, lay, told

LOOK = "Mend that line, and look again: gpkit vocab check"
SCHEME = "authority/schemes/funding_type.yaml"
BROKEN = [  # what stands in the file -> its line, what is said
    ("concepts: *all\n", 1, "an alias (*all): write the words out"),
    ("concepts: &all {}\n", 1, "an anchor (&all): write the words out where they belong"),
    ("concepts: {}\n---\nconcepts: {}\n", 2, "a second document (---): one to a file"),
    ("concepts: {}\nconcepts: {}\n", 2, "`concepts` stands here already, on line 1"),
]


@pytest.mark.parametrize(("text", "line", "says"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_broken_scheme(tmp_path, monkeypatch, text, line, says):
    monkeypatch.chdir(tmp_path)
    lay({SCHEME: text})
    run = gpkit("vocab", "list")
    assert (run.code, run.err) == (2, told(f"{SCHEME}:{line}: {says}", LOOK))


def test_a_folder_that_is_not_there():
    with pytest.raises(GpkitError) as error:
        authority.use([Path("nowhere")])
    assert str(error.value) == "nowhere: no such folder of authority files"
    assert error.value.hint == "Name another."
