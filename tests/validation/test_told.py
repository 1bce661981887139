"""What was told of the very same files is told again; whatever changed is judged anew."""

import os
import shutil

import pytest

import support
from gpkit.cli import told
from gpkit.store import cache

FORMATS = ("text", "json", "github", "sarif", "markdown")


@pytest.fixture
def place(tmp_path):
    """Give a store of more files than are judged each time."""
    for name in ("raw", "normalized"):
        shutil.copytree(support.ROOT / "data" / name, tmp_path / "data" / name)
    one = next((tmp_path / "data/normalized").rglob("*sparks*.yaml"))
    text = one.read_text("utf-8")
    for number in range(told.LEAST):
        name = f"{one.stem}-{number}"
        (one.parent / f"{name}.yaml").write_text(text.replace(one.stem, name), "utf-8")
    return tmp_path


def validate(place, *words):
    return support.gpkit("validate", "--fail-on", "warning", *words, cwd=place)


def known(place):
    folder = place / "data" / cache.NAME / told.FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("words", [("--format", name) for name in FORMATS] + [("-q",)])
def test_the_same_words_and_the_same_end(place, words):
    first = validate(place, *words)
    assert first.code == 1
    assert len(known(place)) == 1
    assert validate(place, *words) == first
    assert len(known(place)) == 1


def test_it_is_told_and_not_judged(place):
    validate(place)
    (path,) = (place / "data" / cache.NAME / told.FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:-1])  # broken: it is judged
    first = validate(place)
    assert "practices" in first.out
    for rules in (place / "data" / cache.NAME).glob("findings*"):
        rules.unlink()
    assert validate(place) == first
    assert not list((place / "data" / cache.NAME).glob("findings*"))  # nothing was judged


def edit(place):
    path = next((place / "data/normalized").rglob("*sparks*.yaml"))
    path.write_text(path.read_text("utf-8").replace("Sparks", "Sporks"), "utf-8")


def same_size_and_time(place):
    path = next((place / "data/normalized").rglob("*sparks*.yaml"))
    before = path.stat()
    edit(place)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def no_dump(place):
    shutil.rmtree(place / "data/raw")


def excuse(place):
    (place / "data/exceptions.yaml").write_text(
        "- rule: hand-edited\n  practice: '*'\n  reason: made for a test\n", "utf-8"
    )


def settings(place):
    (place / "gpkit.toml").write_text('[rules]\nhand-edited = "off"\n', "utf-8")


@pytest.mark.parametrize("change", [edit, same_size_and_time, no_dump, excuse, settings])
def test_what_changed_is_judged_anew(place, change):
    validate(place, "--format", "json")
    change(place)
    found = validate(place, "--format", "json")
    shutil.rmtree(place / "data" / cache.NAME)
    assert validate(place, "--format", "json") == found


def test_options_are_told_apart(place):
    validate(place)
    assert validate(place, "--fail-on", "never").code == 0
    assert validate(place).code == 1


def test_no_cache_where_none_is_wanted(place, monkeypatch):
    monkeypatch.setenv(cache.SWITCH, "off")
    validate(place)
    assert not (place / "data" / cache.NAME).exists()
