"""Files that people keep beside the catalogue: they may come with a pull request of a stranger."""

import os

import pytest

from gpkit import limits
from gpkit.errors import GpkitError


@pytest.fixture
def small():
    """A limit of 8 bytes a file."""
    before = limits.now()
    limits.use(before._replace(file=8))
    yield
    limits.use(before)


@pytest.fixture
def beside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path.relative_to(tmp_path) / "words.yaml"


def test_a_file_as_large_as_the_limit_is_read_and_no_larger_one(beside, small):
    beside.write_bytes(b"12345678")
    assert limits.read_bytes(beside) == b"12345678"
    beside.write_bytes(b"123456789")
    with pytest.raises(limits.OverLimit) as found:
        limits.read_bytes(beside)
    assert str(found.value) == "words.yaml: larger than 8 bytes (limit-file)"
    assert found.value.hint == "Or raise the limit in gpkit.toml: [limits] file = 8."
    assert found.value.limit == "file"


def test_a_file_that_is_no_text_is_told_with_the_first_bad_byte(beside):
    beside.write_bytes("Ниво".encode())
    assert limits.read_text(beside) == "Ниво"
    beside.write_bytes(b"ab\xff")
    with pytest.raises(GpkitError) as found:
        limits.read_text(beside)
    assert str(found.value) == "words.yaml: not UTF-8 (byte 2)"
    assert found.value.hint == "Save it as UTF-8, or take it back from Git."


def test_a_mark_of_its_encoding_is_taken_off_where_that_is_asked_for(beside):
    beside.write_bytes(b"\xef\xbb\xbfa")
    assert limits.read_text(beside, "utf-8-sig") == "a"
    assert limits.read_text(beside) == "\ufeffa"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO here")
def test_what_nobody_ever_ends_is_not_waited_for(beside):
    os.mkfifo(beside)
    with pytest.raises(GpkitError, match="not a regular file") as found:
        limits.read_bytes(beside)
    assert found.value.hint == "Take it away, or take it back from Git."


def test_a_folder_in_its_place_is_told(beside):
    beside.mkdir()
    with pytest.raises(GpkitError, match="not a regular file"):
        limits.read_text(beside)


def test_a_file_that_is_missing_is_missing(beside):
    with pytest.raises(FileNotFoundError):
        limits.read_bytes(beside)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 MiB"),
        (1, "1 bytes"),
        (2**20 - 1, "1048575 bytes"),
        (2**20, "1 MiB"),
        (2**20 + 1, "1048577 bytes"),
        (64 * 2**20, "64 MiB"),
    ],
)
def test_sizes_are_written_without_rounding(count, words):
    assert limits.size(count) == words


def test_the_limits_are_those_that_are_promised():
    assert limits.Limits() == limits.DEFAULTS == limits.now()
    assert limits.DEFAULTS._asdict() == {
        "file": 64 * 1024 * 1024,
        "page": 8 * 1024 * 1024,
        "nodes": 200_000,
        "line": 1024 * 1024,
        "record": 8 * 1024 * 1024,
        "title": 500,
        "values": 500,
        "ratio": 200,
        "seconds": 20,
        "memory": 1024 * 1024 * 1024,
    }
