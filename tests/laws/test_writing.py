"""Files are written whole or not at all: one by one, and by the batch."""

import os
from pathlib import Path

import pytest

from gpkit.store import files
from gpkit.store.tree import Tree

MANY = 40  # more than are synced one by one


def items(root, number=MANY, words="words"):
    return [(root / f"{i % 3}/{i}.yaml", f"{words} {i}\n".encode()) for i in range(number)]


def contents(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def calls(monkeypatch):
    """Note the calls that make files durable and visible, in their order."""
    noted = []
    replace, fsync, find = Path.replace, os.fsync, files._syncfs

    def noting(handle):
        noted.append(("syncfs", ""))
        find()(handle)

    def replaced(self, target):
        noted.append(("replace", str(target.parent)))
        return replace(self, target)

    def synced(handle):
        noted.append(("fsync", os.path.realpath(f"/proc/self/fd/{handle}")))
        return fsync(handle)

    if find() is not None:
        monkeypatch.setattr(files, "_syncfs", lambda: noting)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(os, "fsync", synced)
    return noted


@pytest.mark.parametrize("number", [1, 15, 16, 40, 513])
def test_many_files_hold_what_was_given(tmp_path, number):
    assert files.write_many(items(tmp_path, number)) == number
    assert contents(tmp_path) == {
        path.relative_to(tmp_path).as_posix(): data for path, data in items(tmp_path, number)
    }


def test_files_with_these_bytes_are_left_alone(tmp_path):
    files.write_many(items(tmp_path))
    (tmp_path / "0/0.yaml").write_bytes(b"others")
    before = {path: path.stat().st_ino for path, _ in items(tmp_path)[1:]}
    assert files.write_many(items(tmp_path)) == 1
    assert {path: path.stat().st_ino for path, _ in items(tmp_path)[1:]} == before


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc")
@pytest.mark.parametrize("number", [3, MANY])
def test_what_is_moved_is_durable_and_so_is_its_name_in_the_end(tmp_path, calls, number):
    files.write_many(items(tmp_path, number))
    moves = [place for place, (name, _) in enumerate(calls) if name == "replace"]
    assert len(moves) == number
    before = [name for name, where in calls[: moves[-1]] if files.TEMPORARY in where]
    assert ("syncfs", "") in calls[: moves[0]] or before == ["fsync"] * number
    after = {where for name, where in calls[moves[-1] :] if name == "fsync"}
    assert after == {os.path.realpath(path.parent) for path, _ in items(tmp_path, number)}


def test_without_syncfs_each_file_is_synced(tmp_path, monkeypatch, calls):
    monkeypatch.setattr(files, "_syncfs", lambda: None)
    files.write_many(items(tmp_path))
    first = [name for name, _ in calls].index("replace")
    assert [name for name, _ in calls[:first]] == ["fsync"] * MANY


@pytest.mark.parametrize("fails_at", range(3))
def test_an_error_in_the_middle_leaves_whole_files_and_no_temporary_ones(
    tmp_path, monkeypatch, fails_at
):
    files.write_many(items(tmp_path, words="old"))
    moved, replace = [], Path.replace

    def full(self, target):
        if len(moved) == fails_at * 10:
            raise OSError(28, "No space left on device", str(self))
        moved.append(target)
        replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left") as error:
        files.write_many(items(tmp_path, words="new"))
    assert error.value.filename == str(items(tmp_path)[fails_at * 10][0])
    found = contents(tmp_path)
    assert len(found) == MANY
    assert sum(data.startswith(b"new") for data in found.values()) == fails_at * 10


def test_a_tree_writes_practices_by_the_batch(tmp_path):
    texts = [(f"family/slug-{i}", f"text {i}\n") for i in range(MANY)]
    tree = Tree(tmp_path)
    assert tree.write_all(texts) == MANY
    assert [tree.text(name) for name, _ in texts] == [text for _, text in texts]
    assert tree.write_all(texts) == 0
