"""A site that nothing changed for is not built again; whatever changed, it is built as from new."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.site import build, remembered
from gpkit.store import cache, prints
from support import ROOT


@pytest.fixture(autouse=True)
def builds(tmp_path, monkeypatch):
    """Note the builds; few files are enough to be remembered."""
    seen = []
    real = build.build
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setattr(remembered, "LEAST", 1)
    monkeypatch.setattr(prints, "code", lambda: "the same code")
    monkeypatch.setattr(build, "build", lambda *args: seen.append(args) or real(*args))
    for name in ("raw", "normalized"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    return seen


def site(*args):
    done = CliRunner().invoke(app, ["site", *args])
    assert done.exit_code == 0, done.output
    return done.output


def files(root):
    return {p.relative_to(root): p.read_bytes() for p in Path(root).rglob("*") if p.is_file()}


def practice():
    return min(Path("data/normalized").rglob("*.yaml"))


def test_the_second_build_is_spared_and_says_the_same(builds):
    site()
    whole = files("site")
    second = site()
    assert len(builds) == 1
    assert files("site") == whole
    assert ", 0 written, 0 removed" in second
    site("--force")
    assert len(builds) == 2


def _edit_practice():
    path = practice()
    path.write_text(path.read_text("utf-8").replace("language: en", "language: de"), "utf-8")


def _edit_dump():
    path = min(Path("data/raw").glob("*.txt"))
    path.write_bytes(path.read_bytes() + b"\nmore\n")


def _remove_page():
    min(Path("site").rglob("*.html")).unlink()


def _edit_page():
    path = min(Path("site").rglob("*.html"))
    path.write_bytes(path.read_bytes().replace(b"e", b"a"))


def _configure():
    Path("gpkit.toml").write_text("[rules]\n", "utf-8")


@pytest.mark.parametrize(
    "change", [_edit_practice, _edit_dump, _remove_page, _configure, lambda: practice().unlink()]
)
def test_after_a_change_the_site_is_that_of_a_new_build(builds, change):
    site()
    change()
    site()
    assert len(builds) == 2
    site("-o", "new")
    assert files("site") == files("new")


def test_an_edited_page_is_seen(builds):
    site()
    _edit_page()
    CliRunner().invoke(app, ["site"])
    assert len(builds) == 2


def test_other_settings_are_another_site(builds):
    site()
    site("--lang", "de")
    site("--lang", "de", "--title", "Another")
    assert len(builds) == 3


@pytest.mark.parametrize("wreck", ["", "{}", "[]", "x", "gone", "number"])
def test_a_broken_note_is_no_harm(builds, wreck):
    site()
    whole = files("site")
    (note,) = Path("data", cache.NAME).glob("site-*.json")
    if wreck == "gone":
        note.unlink()
    elif wreck == "number":
        note.write_text(note.read_text("ascii").replace('"practices": ', '"practices": 1'), "ascii")
    else:
        note.write_text(wreck, "ascii")
    site()
    assert len(builds) == 2
    assert files("site") == whole


def test_a_site_among_the_data_and_no_cache_are_built_each_time(builds, monkeypatch):
    for _ in range(2):
        site("-o", "data/site")
    monkeypatch.setenv(cache.SWITCH, "off")
    for _ in range(2):
        site()
    assert len(builds) == 4
