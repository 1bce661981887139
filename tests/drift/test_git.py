"""Revisions as sides, the history of one practice, and the merge driver."""

import json
import subprocess
import sys

import pytest
from test_diff import made, write

from gpkit.diff.merge import merge
from gpkit.store.codec import as_yaml, is_sealed
from support import environment, gpkit

PAGE = """A title of a page

Every word of this page was written for this test, and a long line of prose it is as well.

Country
Latvia
Level
Basic
Start date
2024-05-06
"""
PATH = "data/normalized/generic/practice-1.yaml"


def git(*words, check=True):
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    call = ["git", *author, *words]
    return subprocess.run(call, check=check, capture_output=True, text=True, env=environment())


def commit(root, subject, *practices, gone=()):
    write(root / "data/normalized", practices)
    for practice_id in gone:
        (root / f"data/normalized/{practice_id}.yaml").unlink()
    git("add", "-A")
    git("commit", "-qm", subject)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    one = made(1)
    commit(tmp_path, "Add two", one, made(2))
    commit(tmp_path, "Know the country", one._replace(facets={"country": ("GR",)}))
    moved = one._replace(id="generic/practice-9", facets={"country": ("GR", "BG")})
    commit(tmp_path, "Move it", moved, gone=["generic/practice-1"])
    commit(tmp_path, "Say when", moved._replace(published="2025-05-05"))
    return tmp_path


def test_a_revision_is_its_store(repository):
    run = gpkit("diff", "HEAD~1", "HEAD")
    assert run.out.splitlines()[1] == "  published: 2024-01-02 -> 2025-05-05"
    assert gpkit("diff", "HEAD:data/normalized", "--exit-code").code == 0


def test_renames_between_revisions(repository):
    out = gpkit("diff", "HEAD~2", "HEAD~1").out
    assert "renamed generic/practice-1 -> generic/practice-9" in out


def test_a_revision_of_dumps(repository):
    (repository / "raw").mkdir()
    (repository / "raw/page.txt").write_text(PAGE, "utf-8")
    git("add", "raw")
    git("commit", "-qm", "Scrape")
    run = gpkit("drift", "HEAD:raw", "raw")
    assert (run.code, run.out) == (0, "1 practice compared: nothing drifted; 0 reopened\n")


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("nowhere", "neither a folder nor a revision"),
        ("HEAD:nowhere", "at HEAD there is no nowhere"),
        ("--output=x", ""),
    ],
)
def test_what_is_not_there_is_named(repository, side, words):
    run = gpkit("diff", side, "data/normalized")
    assert run.code == 2
    assert words in run.err


def test_log_follows_a_rename(repository):
    run = gpkit("log", "generic/practice-9", "--format", "json")
    steps = json.loads(run.out)
    assert [(s["what"], s["subject"]) for s in steps] == [
        ("changed", "Say when"),
        ("renamed", "Move it"),
        ("changed", "Know the country"),
        ("added", "Add two"),
    ]
    assert steps[1]["before"] == "generic/practice-1"
    assert [c["field"] for c in steps[1]["changes"]] == ["facets.country"]
    assert steps[1]["changes"][0]["added"] == ["BG"]


def test_log_of_nothing(repository):
    run = gpkit("log", "generic/none")
    assert run.code == 2
    assert "no commit here touched data/normalized/generic/none.yaml" in run.err


# Merging ------------------------------------------------------------------------------------------


def facets(practice, **changes):
    return practice._replace(facets={**practice.facets, **changes})


def merged(base, ours, theirs):
    return merge(*(as_yaml(practice) for practice in (base, ours, theirs)))


def test_sets_take_what_either_side_did():
    base = facets(made(1), country=("BG", "LV", "GR"))
    ours = facets(base, country=("BG", "IE", "LV", "GR"))
    theirs = facets(base, country=("BG", "GR", "other"))
    expected = facets(base, country=("BG", "IE", "GR", "other"))
    found = merged(base, ours, theirs)
    assert found.conflicts == ()
    assert found.text == as_yaml(expected)
    assert is_sealed(found.text)


def test_each_side_changes_another_field():
    base = made(1)
    sections = (base.sections[0]._replace(text="New prose"), *base.sections[1:])
    ours = facets(base._replace(title="Ours"), digital_skill_level=())
    theirs = facets(base._replace(sections=sections), country=("GR",))
    expected = facets(
        base._replace(title="Ours", sections=sections), digital_skill_level=(), country=("GR",)
    )
    assert merged(base, ours, theirs) == (as_yaml(expected), ())


def test_a_field_of_one_value_is_in_conflict():
    base = facets(made(1), start_date=("2020",))
    one, other = facets(base, start_date=("2021",)), facets(base, start_date=("2022",))
    found = merged(base, one, other)
    assert found.conflicts == ("facets",)
    assert "<<<<<<< ours\n  - '2021'\n=======\n  - '2022'\n>>>>>>> theirs\n" in found.text


def test_what_people_edited_is_not_sealed_again():
    base = made(1)
    edited = as_yaml(base).replace("title: Practice generic 1", "title: Mine")
    found = merge(as_yaml(base), edited, as_yaml(facets(base, country=("GR",))))
    assert "title: Mine" in found.text
    assert not is_sealed(found.text)


@pytest.fixture
def branches(tmp_path, monkeypatch):
    """A repository with the driver installed as the docs say, and two branches."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    driver = f'"{sys.executable}" -m gpkit merge-driver %O %A %B %P'
    git("config", "merge.gpkit.driver", driver)
    (tmp_path / ".gitattributes").write_text("data/normalized/**/*.yaml merge=gpkit\n")
    commit(tmp_path, "Add", made(1))
    git("checkout", "-qb", "side")
    return tmp_path


def test_git_merges_by_facet(branches):
    base = facets(made(1), country=("BG", "LV"))
    commit(branches, "Side", facets(base, country=("BG", "LV", "GR")))
    git("checkout", "-q", "main")
    commit(branches, "Main", facets(base, country=("BG", "IE", "LV")))
    assert git("merge", "-q", "--no-edit", "side").returncode == 0
    expected = as_yaml(facets(base, country=("BG", "IE", "LV", "GR")))
    assert (branches / PATH).read_text("utf-8") == expected


def test_a_conflict_is_reported_at_its_line(branches):
    commit(branches, "Side", made(1)._replace(title="Theirs"))
    git("checkout", "-q", "main")
    commit(branches, "Main", made(1)._replace(title="Ours"))
    assert git("merge", "-q", "--no-edit", "side", check=False).returncode == 1
    lines = (branches / PATH).read_text("utf-8").splitlines()
    line = lines.index("<<<<<<< ours") + 1
    run = gpkit("validate", "data/normalized")
    assert run.code == 1
    assert f"{PATH}:{line}:1: error [merge-conflict]" in run.out
    assert "both sides changed title" in run.out


def test_a_file_that_is_no_practice_is_merged_by_lines(branches):
    for name, text in (("base", "a\nb\nc\n"), ("ours", "a\nb\nc\nd\n"), ("theirs", "z\nb\nc\n")):
        (branches / name).write_text(text)
    assert gpkit("merge-driver", "base", "ours", "theirs").code == 0
    assert (branches / "ours").read_text() == "z\nb\nc\nd\n"
