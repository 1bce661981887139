"""Cures that are safe are applied; whatever else people wrote is never touched."""

from pathlib import Path

import pytest
import shop

from gpkit.store.codec import is_sealed
from support import gpkit, tree

STORE = Path("data/normalized")


def path_of(name):
    return STORE / f"{name}.yaml"


def change(name, old, new):
    path = path_of(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


FORMS = {
    "quotes": ("title: Sparks initiative", 'title: "Sparks initiative"'),
    "a comment": ("\nlanguage: en", "\n# by hand\nlanguage: en"),
    "order of keys": (
        "language: en\npublished: '2024-06-14'",
        "published: '2024-06-14'\nlanguage: en",
    ),
    "block style": ("  - [89]\n", "  - \n    - 89\n"),
    "a blank line": ("\nfacets:", "\n\nfacets:"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_change_of_form_is_undone(form, catalogue):
    before = tree(STORE)
    change(shop.SPARKS, *FORMS[form])
    run = gpkit("validate")
    assert "only the form of the file" in run.out
    shown = gpkit("validate", "--diff")
    assert shown.out.startswith(f"--- a/data/normalized/{shop.SPARKS}.yaml\n+++ b/")
    assert tree(STORE) != before
    fixed = gpkit("validate", "--fix")
    assert "hand-edited" not in fixed.out
    assert tree(STORE) == before
    assert "nothing that can be mended safely" in gpkit("validate", "--fix").err


def test_a_missing_line_feed_and_foreign_line_ends_are_undone(catalogue):
    before = tree(STORE)
    path = path_of(shop.SPARKS)
    path.write_bytes(path.read_bytes()[:-1])
    assert "\\ No newline at end of file\n" in gpkit("validate", "--diff").out
    gpkit("validate", "--fix")
    assert tree(STORE) == before
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    gpkit("validate", "--fix")
    assert tree(STORE) == before


MEANT = {
    "a word": ("title: Sparks initiative", "title: Sparks Initiative"),
    "a value less": ("  - advanced\n", ""),
    "a key more": ("language: en\n", "language: en\ncolour: blue\n"),
    "order of values": ("  - basic\n  - intermediate\n", "  - intermediate\n  - basic\n"),
    "no seal": ("# seal ", "# "),
    "another seal": ("# seal ", "# seal 0"),
    "a number as a word": ("line: 117", "line: '117'"),
}


@pytest.mark.parametrize("what", MEANT)
def test_a_change_of_words_is_left_to_people(what, catalogue):
    change(shop.SPARKS, *MEANT[what])
    before = tree(STORE)
    run = gpkit("validate", "--fix")
    assert "hand-edited" in run.out
    assert tree(STORE) == before
    assert gpkit("validate", "--diff").out == ""


def test_a_renamed_file_gets_its_name_back(catalogue):
    before = tree(STORE)
    path_of(shop.SPARKS).rename(STORE / "digitalalliance-bg/x.yaml")
    run = gpkit("validate")
    assert run.code == 1
    shown = gpkit("validate", "--diff")
    assert f"rename to data/normalized/{shop.SPARKS}.yaml" in shown.out
    assert gpkit("validate", "--fix").code == 0
    assert tree(STORE) == before


def test_a_file_of_another_family_goes_home(catalogue):
    before = tree(STORE)
    (STORE / "generic").mkdir()
    path_of(shop.SPARKS).rename(STORE / "generic/x.yaml")
    assert gpkit("validate", "--fix").code == 0
    assert tree(STORE) == before


def test_a_copy_never_writes_over_the_original(catalogue):
    path = path_of(shop.SPARKS)
    (STORE / "digitalalliance-bg/x.yaml").write_bytes(path.read_bytes())
    before = tree(STORE)
    assert gpkit("validate", "--fix").code == 1
    assert tree(STORE) == before


def test_of_two_copies_one_takes_the_name(catalogue):
    path = path_of(shop.SPARKS)
    data = path.read_bytes()
    (STORE / "digitalalliance-bg/x.yaml").write_bytes(data)
    path.rename(STORE / "digitalalliance-bg/y.yaml")
    assert gpkit("validate", "--fix").code == 1
    assert path.read_bytes() == data
    assert (STORE / "digitalalliance-bg/y.yaml").read_bytes() == data


def test_an_edited_file_is_not_renamed(catalogue):
    change(shop.SPARKS, "title: Sparks", "title: Stars")
    path_of(shop.SPARKS).rename(STORE / "digitalalliance-bg/x.yaml")
    before = tree(STORE)
    gpkit("validate", "--fix")
    assert tree(STORE) == before


def test_an_id_that_leads_out_is_not_followed(catalogue):
    path = path_of(shop.SPARKS)
    text = path.read_text("utf-8").replace(f"id: {shop.SPARKS}", "id: ../../../evil")
    path.write_text(shop.resealed(text), "utf-8")
    before = tree(Path())
    assert gpkit("validate", "--fix").code == 1
    assert tree(Path()) == before


def test_nothing_is_mended_while_another_run_writes(catalogue, monkeypatch):
    from gpkit.errors import StoreLocked
    from gpkit.rules import _fixes as fixes
    from gpkit.store.lock import locked

    change(shop.SPARKS, *FORMS["quotes"])
    before = tree(STORE)
    monkeypatch.setattr(fixes, "locked", lambda root: locked(root, patience=0))
    with locked(STORE), pytest.raises(StoreLocked):
        fixes.apply_all([], [STORE])
    assert tree(STORE) == before


def test_what_is_mended_is_sealed(catalogue):
    change(shop.SPARKS, *FORMS["quotes"])
    gpkit("validate", "--fix", "-q")
    assert is_sealed(path_of(shop.SPARKS).read_text("utf-8"))
