"""The folder of a site: only what is ours is written over or removed."""

import json

import pytest

from gpkit.errors import GpkitError
from gpkit.site.output import MANIFEST, opened
from support import gpkit, times, tree


def build(root, files, **how):
    with opened(root, **how) as output:
        for name, data in files.items():
            output.write(name, data)
        return output.finish()


@pytest.fixture
def root(tmp_path):
    build(tmp_path / "site", {"index.html": b"one", "by/a/b.html": b"two"})
    return tmp_path / "site"


def test_a_page_that_is_no_longer_made_goes_with_its_folder(root):
    assert build(root, {"index.html": b"one"}) == 1
    assert sorted(path.name for path in root.iterdir() if path.name[0] != ".") == ["index.html"]


def test_a_page_that_somebody_changed_stays(root):
    (root / "by/a/b.html").write_bytes(b"mine now")
    assert build(root, {"index.html": b"one"}) == 0
    assert (root / "by/a/b.html").read_bytes() == b"mine now"


def test_files_of_others_stay(root):
    (root / "by/a/mine.txt").write_bytes(b"mine")
    assert build(root, {"index.html": b"one"}) == 1
    assert (root / "by/a/mine.txt").read_bytes() == b"mine"


def test_a_file_of_others_is_not_written_over(root):
    (root / "new.html").write_bytes(b"mine")
    with pytest.raises(GpkitError, match=r"new\.html: this file was not written by gpkit site"):
        build(root, {"new.html": b"ours"})
    assert (root / "new.html").read_bytes() == b"mine"
    build(root, {"new.html": b"ours"}, force=True)
    assert (root / "new.html").read_bytes() == b"ours"


def test_after_a_build_that_broke_off_the_next_goes_on(root):
    with opened(root) as output:
        output.write("new.html", b"first")
        output._flush()
    assert not json.loads((root / MANIFEST).read_text())["whole"]
    build(root, {"index.html": b"one", "new.html": b"second"})
    assert (root / "new.html").read_bytes() == b"second"
    assert not (root / "by").exists()


def test_a_folder_of_others_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(GpkitError, match="not empty, and not made by gpkit site"):
        build(tmp_path, {"index.html": b"one"})
    build(tmp_path, {"index.html": b"one"}, force=True)
    assert (tmp_path / "thesis.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("where", ["by", "by/a"])
def test_nothing_is_written_through_a_link(root, tmp_path, where):
    outside = tmp_path / "outside"
    (outside / "a").mkdir(parents=True)
    build(root, {"index.html": b"one"})
    (root / where).parent.mkdir(exist_ok=True)
    (root / where).symlink_to(outside)
    with pytest.raises(GpkitError, match="not written through links"):
        build(root, {"by/a/b.html": b"two"})
    assert not list(outside.rglob("*.html"))


@pytest.mark.parametrize("name", ["../thesis.txt", "/etc/x", "a/../../thesis.txt", "", "a\\b"])
def test_a_manifest_cannot_point_outside(root, tmp_path, name):
    import hashlib

    (tmp_path / "thesis.txt").write_bytes(b"mine")
    digest = hashlib.sha256(b"mine").hexdigest()[:16]
    (root / MANIFEST).write_text(json.dumps({"whole": True, "files": {name: digest}}))
    build(root, {"index.html": b"one"}, force=True)
    assert (tmp_path / "thesis.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 1}', "\udcff"])
def test_a_broken_manifest_is_said(root, text):
    (root / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(GpkitError, match="not a manifest of gpkit site"):
        build(root, {})


def test_a_second_build_touches_nothing(workplace):
    before = times("site")
    assert ", 0 written, 0 removed" in gpkit("site").err
    after = times("site")
    manifest = {path for path in before if path.name in (MANIFEST, ".gpkit.lock")}
    assert {p: t for p, t in before.items() if p not in manifest} == {
        p: t for p, t in after.items() if p not in manifest
    }


def test_a_practice_that_is_gone_leaves_the_site(workplace):
    (workplace / "data/normalized/digitalalliance-bg/sparks-initiative.yaml").unlink()
    assert gpkit("site", "-q").code == 0
    named = [n for n, data in tree("site").items() if b"sparks-initiative.html" in data]
    assert named == []
    assert not (workplace / "site/practice/digitalalliance-bg/sparks-initiative.html").exists()


# Wrong use ----------------------------------------------------------------------------------------

WRONG = [
    (["--lang", "xx"], "there are no labels in 'xx'"),
    (["--lang", ""], "--lang is empty"),
    (["--base-url", "example.org"], "is no address of a site"),
    (["--base-url", "javascript:alert(1)"], "is no address of a site"),
    (["--base-url", "https://example.org/?q=1"], "is no address of a site"),
    (["--style", "nowhere.css"], "--style nowhere.css: no such file"),
    (["--style", "data"], "--style data: no such file"),
    (["--from", "nowhere"], "nowhere: no such directory"),
    (["-o", "data"], "data: not empty, and not made by gpkit site"),
    (["-o", "data/raw/README.md"], "is no folder"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong_use_is_said_before_anything_is_written(workplace, options, message):
    (workplace / "data/raw/README.md").write_text("words")
    before = tree(".")
    run = gpkit("site", *options)
    assert run.code == 2
    assert message in run.err
    assert tree(".") == before


def test_two_files_of_one_practice_are_said(workplace):
    folder = workplace / "data/normalized/digitalalliance-bg"
    (folder / "twin.yaml").write_bytes((folder / "sparks-initiative.yaml").read_bytes())
    run = gpkit("site", "-q")
    assert run.code == 2
    assert "two files say they are this practice" in run.err


@pytest.mark.parametrize("practice_id", ["../../evil", "a/../b", "/etc/x", "a/b/c", "con"])
def test_an_id_never_leads_out(workplace, practice_id):
    path = workplace / "data/normalized/digitalalliance-bg/sparks-initiative.yaml"
    text = path.read_text("utf-8")
    own = "id: digitalalliance-bg/sparks-initiative"
    assert own in text
    path.write_text(text.replace(own, f"id: {practice_id}"), "utf-8")
    run = gpkit("site", "-q")
    assert run.code == 2
    assert "is no id of a practice" in run.err


def test_the_extra_that_lacks_is_named(monkeypatch):
    import importlib.util

    from gpkit.cli.site import settings

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GpkitError) as found:
        settings(None, None, "en", "x")
    assert "good-practice-kit[site]" in found.value.hint


def test_an_empty_store_gives_an_empty_list(tmp_path):
    (tmp_path / "data/normalized").mkdir(parents=True)
    run = gpkit("site", cwd=tmp_path)
    assert run.code == 0
    assert "0 practices" in run.err
