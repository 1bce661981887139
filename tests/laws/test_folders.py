"""Folders to write in: made where they are missing, and reached through no link of a checkout."""

import errno
import os
import stat
from pathlib import Path

import pytest

from gpkit.errors import GpkitError
from gpkit.store import folders


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working directory, with a folder of somebody else beside it."""
    (tmp_path / "work").mkdir()
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def links(here, name):
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).symlink_to(here.parent / "outside")


def links_beside(here):
    (here.parent / "linked").symlink_to(here.parent / "outside")


def contents(here):
    return sorted(path.relative_to(here).as_posix() for path in here.rglob("*"))


def handles():
    """Give how many files this process has open, 0 where no system tells."""
    open_ = Path("/proc/self/fd")
    return len(list(open_.iterdir())) if open_.is_dir() else 0


# Making ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["one", "one/two/three"])
def test_a_folder_is_made_with_all_above_it(here, name):
    folders.make(here / name)
    folders.make(here / name)  # it is there already
    assert (here / name).is_dir()


def test_a_folder_that_is_named_from_here_is_made_here(here):
    folders.make(here.relative_to(here) / "one/two")
    assert contents(here) == ["one", "one/two"]


def test_a_folder_elsewhere_is_made_as_it_was_typed(here):
    links_beside(here)
    folders.make(here.parent / "linked/one/two")
    assert contents(here.parent / "outside") == ["one", "one/two"]


def test_a_folder_that_somebody_else_makes_meanwhile_is_taken(here, monkeypatch):
    mkdir = os.mkdir

    def twice(name, *, dir_fd):
        mkdir(name, dir_fd=dir_fd)
        mkdir(name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "mkdir", twice)
    folders.make(here / "one")
    assert contents(here) == ["one"]


def test_a_link_that_somebody_else_makes_meanwhile_is_refused(here, monkeypatch):
    def linked(name, *, dir_fd):
        os.symlink(here.parent / "outside", name, dir_fd=dir_fd)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)

    monkeypatch.setattr(os, "mkdir", linked)
    with pytest.raises(GpkitError, match="a link, and nothing is written through links"):
        folders.make(here / "one/two")
    assert contents(here.parent / "outside") == []


@pytest.mark.parametrize("name", ["link", "link/more", "one/link/more"])
def test_a_link_below_here_is_refused_and_named(here, name):
    link = name.removesuffix("/more")
    links(here, link)
    with pytest.raises(GpkitError, match="a link, and nothing is written through links") as found:
        folders.make(here / name)
    assert str(found.value).startswith(f"{link}: ")
    assert found.value.hint == ("Name the folder that it leads to, or put a folder in its place.")
    assert contents(here.parent / "outside") == []


def test_a_file_in_the_way_is_named_with_its_path(here):
    (here / "one").mkdir()
    (here / "one/two").write_text("words")
    with pytest.raises(NotADirectoryError) as found:
        folders.make(here / "one/two/three")
    assert found.value.filename == "one/two"
    assert found.value.errno == errno.ENOTDIR


def test_no_handle_stays_open(here):
    (here / "file").write_text("words")
    links(here, "link")
    before = handles()
    folders.make(here / "one/two/three")
    os.close(folders.create(here / "one/two/new.txt"))
    for name in ("link/one", "file/one"):
        with pytest.raises((GpkitError, OSError)):
            folders.make(here / name)
    assert handles() == before


# Files in them --------------------------------------------------------------------------------


def test_a_file_is_made_with_its_folder_and_emptied_where_it_is(here):
    for words in (b"many words", b"few"):
        with os.fdopen(folders.create(here / "one/new.txt"), "wb") as file:
            file.write(words)
    assert (here / "one/new.txt").read_bytes() == b"few"


@pytest.mark.parametrize(("umask", "mode"), [(0, 0o666), (0o027, 0o640), (0o077, 0o600)])
def test_people_may_read_and_write_what_is_made_as_their_umask_says(here, umask, mode):
    before = os.umask(umask)
    try:
        os.close(folders.create(here / "new.txt"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((here / "new.txt").stat().st_mode) == mode


def test_a_file_that_is_a_link_is_not_written(here):
    target = here.parent / "outside/theirs.txt"
    target.write_text("theirs")
    (here / "ours.txt").symlink_to(target)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)) as found:
        folders.create(here / "ours.txt")
    assert found.value.filename == str(here / "ours.txt")
    assert target.read_text() == "theirs"


def test_a_file_that_must_be_new_is_not_written_over(here):
    (here / "ours.txt").write_text("ours")
    with pytest.raises(FileExistsError):
        folders.create(here / "ours.txt", os.O_WRONLY | os.O_EXCL)
    assert (here / "ours.txt").read_text() == "ours"


# Links, asked for -----------------------------------------------------------------------------


def test_links_are_refused_by_their_name_and_other_paths_are_not(here):
    links(here, "link")
    (here / "folder").mkdir()
    folders.refuse_links(here / "folder", here / "missing")
    with pytest.raises(GpkitError, match="link: a link, and nothing is written through links"):
        folders.refuse_links(here / "folder", here / "link")


@pytest.mark.parametrize("name", ["link/inside", "link"])
def test_a_folder_that_was_made_through_a_link_is_refused(here, name):
    links(here, "link")
    (here.parent / "outside/inside").mkdir()
    with pytest.raises(GpkitError, match="nothing is written through links"):
        folders.refuse_moved(here / name)


def test_a_folder_that_is_where_it_was_named_is_not_refused(here):
    (here / "one/two").mkdir(parents=True)
    links_beside(here)
    for place in (here / "one/two", here, here.parent / "linked"):
        folders.refuse_moved(place)


# Systems that open no file by a folder --------------------------------------------------------


@pytest.fixture
def elsewhere(here, monkeypatch):
    """The working directory, on a system without such calls (Windows)."""
    monkeypatch.setattr(os, "supports_dir_fd", set())
    return here


def test_there_links_are_looked_for_first(elsewhere):
    links(elsewhere, "one/link")
    with pytest.raises(GpkitError, match="one/link: a link, and nothing is written through links"):
        folders.create(elsewhere / "one/link/new.txt")
    assert contents(elsewhere.parent / "outside") == []


def test_there_files_are_made_by_their_path(elsewhere):
    for _ in range(2):
        with os.fdopen(folders.create(elsewhere / "one/two/new.txt"), "wb") as file:
            file.write(b"words")
    assert (elsewhere / "one/two/new.txt").read_bytes() == b"words"
