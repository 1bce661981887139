"""What a repository adds in authority/ counts in every command, and a broken file says where."""

import json
from pathlib import Path
from typing import Any

import pytest

import support
from gpkit import authority
from gpkit.authority import load
from gpkit.errors import GpkitError

FACETS = """\
harbour_theme:
  scheme: harbour_theme
  many: true
  labels:
    en: [Harbour theme]
digital_skill_level:
  labels:
    en: [Rank aboard]
"""
THEMES = """\
title: {en: Harbour theme}
concepts:
  mooring:
    pref: {en: Mooring, mt: Irmiġġ}
"""
LEVELS = """\
concepts:
  intermediate:
    alt:
      en: [Beginer]
"""


def overlaid(repository: Any, folder: str = "authority") -> None:
    repository.write(f"{folder}/facets.yaml", FACETS)
    repository.write(f"{folder}/schemes/harbour_theme.yaml", THEMES)
    repository.write(f"{folder}/schemes/digital_skill_level.yaml", LEVELS)


def test_ingest_uses_facets_and_values_of_the_repository(repository: Any) -> None:
    before = repository.ingest()
    assert "harbour_theme" not in before
    assert "intermediate" not in before
    overlaid(repository)
    after = repository.ingest()
    assert "  harbour_theme:\n  - mooring\n" in after
    assert "{raw: Beginer, line: 5, concept: intermediate}" in after


def test_ingest_uses_labels_of_the_repository(repository: Any) -> None:
    page = (repository.root / "quay.txt").read_text("utf-8").replace("Level\n", "Rank aboard\n")
    repository.write("quay.txt", page)
    overlaid(repository)
    assert "- label: Rank aboard\n  facet: digital_skill_level\n" in repository.ingest()


def test_every_command_knows_the_overlay(repository: Any) -> None:
    overlaid(repository)
    repository.ingest()
    assert "harbour_theme" in repository.run("schema").out
    where = repository.run("export", "--format", "json", "--where", "harbour_theme=mooring")
    (practice,) = json.loads(where.out)
    assert practice["facets"]["harbour_theme"] == ["mooring"]
    lines = json.loads(repository.run("inspect", "quay.txt", "--format", "json").out)["lines"]
    assert next(x for x in lines if x["text"] == "Mooring")["field"] == "harbour_theme"
    explained = repository.run("explain", repository.id, "harbour_theme").out
    assert "mooring  (pref label (en)" in explained
    repository.run("validate", "--fail-on", "error")
    assert "Irmiġġ" in repository.run("vocab", "show", "harbour_theme", "mooring").out


def test_the_configuration_names_another_folder(repository: Any) -> None:
    overlaid(repository, "knowledge")
    repository.write("gpkit.toml", '[authority]\npath = "knowledge"\n')
    assert "mooring" in repository.ingest()


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[authority]\npath = "nowhere"\n', "nowhere: no such directory"),
        ("[authority]\npath = 3\n", "no name of a folder"),
        ('[authority]\npaht = "x"\n', "unknown key 'paht'"),
    ],
)
def test_a_broken_configuration_says_so(repository: Any, toml: str, words: str) -> None:
    repository.write("gpkit.toml", toml)
    assert words in repository.run("vocab", "list", code=2).err


BROKEN = [
    ("facets.yaml", "a: [b\n", "facets.yaml:2: this is not YAML"),
    ("facets.yaml", "a: \xff{\n", "facets.yaml:1: this is not YAML"),
    ("facets.yaml", "a: &x\n  kind: *x\n", "facets.yaml:1: an anchor (&x)"),
    ("facets.yaml", "a: {kind: date}\nb: *x\n", "facets.yaml:2: "),
    ("facets.yaml", "a: !!str x\n", "facets.yaml:1: a tag"),
    ("facets.yaml", "a: " + "[" * 99 + "]" * 99, "facets.yaml:1: nested deeper"),
    ("facets.yaml", "a:\n  labels:\n    en: []\n", "facets.yaml:3: expected a list of words"),
    ("facets.yaml", "Start date: {kind: date}\n", "facets.yaml:1: `Start date` is no facet id"),
    ("facets.yaml", "x:\n  scheme: countri\n", "facets.yaml:2: unknown scheme `countri`; did"),
    (
        "schemes/country.yaml",
        "concepts:\n  BG:\n    alt:\n      en:\n      - Latvia\n",
        "country.yaml:5: `latvia` of `BG` stands for `LV` already",
    ),
    (
        "schemes/country.yaml",
        "concepts:\n  BG:\n    alt: {en: [Z]}\n  LV:\n    alt: {en: [z]}\n",
        "country.yaml:5: `z` (en) stands for `BG` and for `LV`",
    ),
    (
        "schemes/x.yaml",
        "concepts:\n  a:\n    pref: {en: A}\n    broader: b\n",
        "x.yaml:4: unknown concept `b` of x",
    ),
    (
        "schemes/x.yaml",
        "concepts:\n"
        "  a:\n    pref: {en: A}\n    broader: b\n"
        "  b:\n    pref: {en: B}\n    broader: a\n",
        "x.yaml:4: `a` is broader than itself: a -> b -> a",
    ),
    ("schemes/x.yaml", "title: X\n", "x.yaml:1: expected a mapping"),
    ("schemes/x.yaml", "concepts:\n  a:\n    pref: {EN: A}\n", "x.yaml:3: `EN` is no language"),
    ("schemes/x.yaml", "concepts:\n  a:\n    uri: x\n", "x.yaml:3: `x` is no URI"),
    (
        "decisions.yaml",
        "country:\n  Atlantis:\n    accept: ZZ\n",
        "decisions.yaml:3: unknown concept `ZZ` of country",
    ),
    (
        "decisions.yaml",
        "digital_skill_level:\n  A:\n    reject:\n      basik: ''\n",
        "decisions.yaml:2: unknown concept `basik` of digital_skill_level; did you mean basic?",
    ),
    ("decisions.yaml", "contry:\n  A: {accept: BG}\n", "decisions.yaml:1: unknown facet `contry`"),
    ("decisions.yaml", "period:\n  A: {accept: BG}\n", "decisions.yaml:1: `period` has no scheme"),
    (
        "decisions.yaml",
        "country:\n  A b: {accept: BG}\n  a B: {accept: LV}\n",
        "decisions.yaml:3: `A b` stands here already, but for capitals and accents",
    ),
    ("decisions.yaml", "country:\n  A: {}\n", "decisions.yaml:2: nothing is decided"),
    ("decisions.yaml", "country:\n  A:\n    acept: BG\n", "decisions.yaml:3: unknown key `acept`"),
    (
        "decisions.yaml",
        "country:\n  A: {accept: BG, reject: {BG: ''}}\n",
        "decisions.yaml:2: `BG` is accepted and rejected",
    ),
]


@pytest.mark.parametrize(("name", "text", "words"), BROKEN)
def test_a_broken_overlay_says_where(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / "authority" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(GpkitError) as error:
        load([tmp_path / "authority"])
    assert words in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("command", ["ingest quay.txt", "validate", "schema", "vocab list"])
def test_a_broken_overlay_ends_every_command(repository: Any, command: str) -> None:
    repository.ingest()
    repository.write("authority/decisions.yaml", "country:\n  Atlantis:\n    accept: ZZ\n")
    run = repository.run(*command.split(), code=2)
    assert "authority/decisions.yaml:3: unknown concept `ZZ`" in run.err
    assert run.err.count("unknown concept") == 1
    repository.run(command.split(maxsplit=1)[0], "--help")


def test_use_is_undone_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "facets.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(GpkitError):
        authority.use([tmp_path])
    assert authority.overlays() == ()
    assert load() is load()


def test_use_is_for_all_that_follows(tmp_path: Path) -> None:
    (tmp_path / "facets.yaml").write_text("a: {kind: date}\n", encoding="utf-8")
    authority.use([tmp_path])
    try:
        assert "a" in load().facets()
    finally:
        authority.use([])
    assert "a" not in load().facets()


def test_a_folder_of_another_kind_is_no_overlay(repository: Any) -> None:
    repository.write("authority/README.md", "Who has authority here.\n")
    run = support.gpkit("vocab", "check", cwd=repository.root)
    assert run.code == 0
