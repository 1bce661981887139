"""Files whose writing fails: the old bytes stay, nothing is left over, the error names the file."""

import ctypes
import errno
import itertools
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from gpkit.store import files

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has syncfs")


@pytest.fixture
def target(tmp_path):
    (tmp_path / "one.yaml").write_bytes(b"old")
    return tmp_path / "one.yaml"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def fails(number, *, after=0):
    """Make a call that fails with an error that names no file, after so many that do nothing."""
    calls = itertools.count()

    def call(*_):
        if next(calls) >= after:
            raise OSError(number, os.strerror(number))

    return call


# One file -------------------------------------------------------------------------------------


def test_a_file_is_written_and_then_left_alone(target):
    assert files.write_atomic(target, b"new") is True
    before = target.stat().st_ino
    assert files.write_atomic(target, b"new") is False
    assert target.read_bytes() == b"new"
    assert target.stat().st_ino == before
    assert names(target.parent) == ["one.yaml"]


def test_a_link_to_the_same_bytes_is_replaced_by_a_file(target):
    (target.parent / "link.yaml").symlink_to(target)
    assert files.write_atomic(target.parent / "link.yaml", b"old") is True
    assert not (target.parent / "link.yaml").is_symlink()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_the_old_bytes_and_is_told(target, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", fails(number))
    with pytest.raises(OSError, match=os.strerror(number)) as found:
        files.write_atomic(target, b"new")
    assert (found.value.errno, found.value.filename) == (number, str(target))
    assert names(target.parent) == ["one.yaml"]
    assert target.read_bytes() == b"old"


def test_an_error_without_words_keeps_what_is_known(target, monkeypatch):
    def broken(*_):
        raise OSError("no number at all")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="no number at all") as found:
        files.write_atomic(target, b"new")
    assert found.value.filename == str(target)


def test_an_interruption_leaves_nothing_over_and_goes_on(target, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomic(target, b"new")
    assert names(target.parent) == ["one.yaml"]
    assert target.read_bytes() == b"old"


def test_what_does_not_read_back_equal_is_not_moved_into_place(target, monkeypatch):
    def spoil(handle):
        os.pwrite(handle, b"X", 0)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(OSError, match="what was written does not read back equal") as found:
        files.write_atomic(target, b"new")
    assert (found.value.errno, found.value.filename) == (errno.EIO, str(target))
    assert names(target.parent) == ["one.yaml"]
    assert target.read_bytes() == b"old"


def test_a_temporary_file_of_another_run_is_not_written_into(target, monkeypatch):
    monkeypatch.setattr(files, "_counter", itertools.repeat(0))
    theirs = target.parent / f"{files.TEMPORARY}{os.getpid()}-0"
    theirs.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        files.write_atomic(target, b"new")
    assert target.read_bytes() == b"old"


# Many -----------------------------------------------------------------------------------------

MANY = 20


def items(folder):
    return [(folder / f"{number % 2}/{number}.yaml", b"words") for number in range(MANY)]


def test_an_interruption_of_many_leaves_nothing_over(tmp_path, monkeypatch):
    def interrupted(self, _target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_many(items(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@linux
def test_a_disk_that_fails_while_all_is_made_durable_moves_nothing(tmp_path, monkeypatch):
    class Library:
        def __init__(self, *_, **__):
            pass

        def syncfs(self, _handle):
            ctypes.set_errno(errno.EIO)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", Library)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as found:
        files.write_many(items(tmp_path))
    assert found.value.errno == errno.EIO
    assert Path(found.value.filename).parent.parent == tmp_path
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("platform", "release"),
    [("darwin", "23.0"), ("linux", "5.7.99"), ("linux", "4.19.0"), ("linux", "unknown")],
)
def test_where_syncfs_tells_of_no_failure_each_file_is_synced(
    tmp_path, monkeypatch, platform, release
):
    synced, fsync = [], os.fsync
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release=release))
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(fsync(handle)))
    assert files.write_many(items(tmp_path)) == MANY
    assert len(synced) == MANY + 2  # and the two folders


@linux
@pytest.mark.parametrize("release", ["5.8.0-1", "5.10", "6.1.0", "10.0"])
def test_where_it_does_one_call_is_enough(tmp_path, monkeypatch, release):
    synced, fsync = [], os.fsync
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release=release))
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(fsync(handle)))
    assert files.write_many(items(tmp_path)) == MANY
    assert len(synced) == 2


@linux
def test_a_system_library_without_syncfs_is_done_without(tmp_path, monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    assert files.write_many(items(tmp_path)) == MANY
    assert files.write_many(items(tmp_path)) == 0


@pytest.mark.parametrize(("count", "size"), [(512, 1), (513, 1), (17, 2 * 2**20)])
def test_a_batch_ends_at_512_files_or_32_mebibytes(tmp_path, monkeypatch, count, size):
    batches = []
    monkeypatch.setattr(files, "_write_batch", lambda batch: batches.append(len(batch)))
    monkeypatch.setattr(files, "write_atomic", lambda path, _data: batches.append(path.name))
    files.write_many((tmp_path / str(number), b"x" * size) for number in range(count))
    assert batches == {512: [512], 513: [512, "512"], 17: [16, "16"]}[count]


# Folders --------------------------------------------------------------------------------------


def test_a_file_system_that_cannot_sync_a_folder_is_no_failure(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fails(errno.EINVAL))
    files.sync_directory(tmp_path)


def test_a_folder_that_cannot_be_made_durable_is_told_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fails(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as found:
        files.sync_directory(tmp_path)
    assert found.value.filename == str(tmp_path)


def handles():
    """Give how many files this process has open, 0 where no system tells."""
    open_ = Path("/proc/self/fd")
    return len(list(open_.iterdir())) if open_.is_dir() else 0


def test_no_handle_stays_open_whatever_fails(tmp_path, monkeypatch):
    before = handles()
    monkeypatch.setattr(os, "fsync", fails(errno.EIO))
    for call in (files.sync_directory, lambda folder: files.write_many(items(folder))):
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            call(tmp_path)
    assert handles() == before


def test_windows_opens_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "os", SimpleNamespace(name="nt"))
    files.sync_directory(tmp_path)


def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path):
    (tmp_path / f"{files.TEMPORARY}1-0").write_bytes(b"half")
    (tmp_path / "one.yaml").write_bytes(b"whole")
    files.sweep([tmp_path, tmp_path / "missing"])
    assert names(tmp_path) == ["one.yaml"]
