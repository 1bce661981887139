"""Files that are the same on both sides are spared, and what is said of the others stays."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_diff import made, write
from test_git import git

from gpkit.diff import diff, pairs, sides
from gpkit.drift import drift
from gpkit.errors import GpkitError

NUMBER = 12


@pytest.fixture
def read(monkeypatch):
    """Note the files that are read into practices."""
    seen = []
    real = pairs.practice_of
    monkeypatch.setattr(
        pairs, "practice_of", lambda name, data: seen.append(name) or real(name, data)
    )
    return seen


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "data/normalized"
    write(store, [made(number) for number in range(NUMBER)])
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "Add")
    shutil.copytree(store, tmp_path / "before")
    write(store, [made(3)._replace(title="Another")])
    (store / "generic/practice-5.yaml").unlink()
    git("add", "-A")
    git("commit", "-qm", "Change")
    return tmp_path


SIDES = [("before", "data/normalized"), ("HEAD~1", "data/normalized"), ("HEAD~1", "HEAD")]


@pytest.mark.parametrize(("old", "new"), SIDES)
def test_only_what_differs_is_read(repository, read, old, new):
    one, other = pairs.differing(old, new)
    assert len(read) == 3  # practice 3 on both sides, practice 5 on the old one
    whole = sides.read(old).practices, sides.read(new).practices
    assert diff(one.practices, other.practices) == diff(*whole)
    assert diff(*whole).changed[0].id == "generic/practice-3"
    assert [p.id for p in diff(*whole).removed] == ["generic/practice-5"]


@pytest.mark.parametrize(("old", "new"), SIDES)
def test_what_is_the_same_is_read_once_for_drift(repository, read, old, new):
    one, other = pairs.both(old, new)
    assert len(read) == NUMBER + 1
    whole = sides.read(old), sides.read(new)
    assert (one, other) == whole
    assert list(other.practices) == list(whole[1].practices)
    assert drift(one, other) == drift(*whole)


def test_a_file_that_says_it_is_another_practice_has_all_read(repository):
    store = repository / "data/normalized"
    text = (store / "generic/practice-3.yaml").read_text("utf-8")
    liar = store / "generic/zzz.yaml"
    liar.write_text(text.replace("practice-3", "practice-7"), "utf-8")
    one, other = pairs.differing("before", "data/normalized")
    assert one == sides.read("before")
    assert other == sides.read("data/normalized")


def test_the_folder_at_hand_is_a_side_too(repository, monkeypatch, read):
    monkeypatch.chdir(repository / "data/normalized")
    one, other = pairs.differing(".", "../../before")
    assert list(one.practices) == ["generic/practice-3"]
    assert len(other.practices) == 2
    assert len(read) == 3


def test_a_broken_file_is_named_where_it_differs(repository):
    path = repository / "data/normalized/generic/practice-1.yaml"
    path.write_text("none", "utf-8")
    with pytest.raises(GpkitError, match="practice-1"):
        pairs.differing("before", "data/normalized")


def test_sides_that_are_no_files_of_practices_are_read_as_ever(repository):
    dumps = repository / "dumps"
    dumps.mkdir()
    (dumps / "a.txt").write_text("A page of nobody\n", "utf-8")
    for found in (pairs.differing, pairs.both):
        assert found("before", "dumps") == (sides.read("before"), sides.read("dumps"))


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.integers(0, 5), st.sampled_from("abc")),
    st.dictionaries(st.integers(0, 5), st.sampled_from("abc")),
)
def test_any_two_folders_differ_as_if_all_were_read(tmp_path_factory, old, new):
    place = tmp_path_factory.mktemp("sides")
    for name, numbers in (("old", {**old, 6: "a"}), ("new", {**new, 6: "a"})):
        found = [made(n)._replace(summary=word) for n, word in numbers.items()]
        write(place / name, found)
    one, other = f"{place}/old", f"{place}/new"
    spared = [side.practices for side in pairs.differing(one, other)]
    assert diff(*spared) == diff(sides.read(one).practices, sides.read(other).practices)
    assert pairs.both(one, other) == (sides.read(one), sides.read(other))
