"""The committed index is up to date, an edited YAML wins, a broken one says where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gpkit.authority
from gpkit.authority import Authority, load
from gpkit.authority.compile import AuthorityError, compile_file, sources
from gpkit.authority.terms import dump, read
from gpkit.errors import GpkitError

INDEX = Path(gpkit.authority.__file__).parent / "index"


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_index_is_up_to_date(path: Path) -> None:
    """If this fails: python -m gpkit.authority.compile."""
    for name, index in compile_file(path).items():
        assert (INDEX / f"{name}.json").read_text(encoding="utf-8") == dump(index)


def test_no_index_without_a_source() -> None:
    made = {name for path in sources() for name in compile_file(path)}
    assert {path.stem for path in INDEX.glob("*.json")} == made


def test_a_stale_or_broken_index_is_not_used(tmp_path: Path) -> None:
    source, index = tmp_path / "a.yaml", tmp_path / "a.json"
    source.write_text("a: b\n", encoding="utf-8")
    assert read(index, source) is None
    index.write_text("{", encoding="utf-8")
    assert read(index, source) is None
    index.write_text('{"sha256": "0"}', encoding="utf-8")
    assert read(index, source) is None


def test_a_start_needs_no_yaml() -> None:
    code = (
        "import sys; from gpkit.authority import load; load().facets_of('Level');"
        "load().concepts_of('country', 'Bulgaria'); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_load_is_cached_without_overlays() -> None:
    assert load() is load()


def overlay(folder: Path, **files: str) -> Authority:
    (folder / "schemes").mkdir(exist_ok=True)
    for name, text in files.items():
        place = folder if name in {"facets", "sections"} else folder / "schemes"
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load([folder])


def test_overlay_adds_and_wins(tmp_path: Path) -> None:
    authority = overlay(
        tmp_path,
        digital_skill_level=(
            "concepts:\n"
            "  basic:\n    pref: {en: Starter, bg: Начинаещ}\n    alt: {en: [Rookie]}\n"
            "  wizard:\n    pref: {en: Wizard}\n"
        ),
        colour="title: {en: Colour}\nconcepts:\n  red: {pref: {en: Red}}\n",
        facets=(
            "colour:\n  scheme: colour\n  labels: {en: [Colour]}\n"
            "digital_skill_level:\n  labels: {en: [How hard]}\n"
        ),
        sections="aims: {en: [What we want]}\nresults: {en: [Purpose]}\n",
    )
    found = {
        words: authority.concepts_of("digital_skill_level", words)[0].concept
        for words in ("rookie", "Starter", "Basic", "Average", "Wizard")
    }
    assert list(found.values()) == ["basic", "basic", "basic", "intermediate", "wizard"]
    assert authority.label("digital_skill_level", "basic") == "Starter"
    assert authority.label("digital_skill_level", "basic", "bg") == "Начинаещ"
    assert authority.label("digital_skill_level", "basic", "de") == "Grundkenntnisse"
    assert authority.facet("digital_skill_level") == load().facet("digital_skill_level")
    assert authority.facet_label("colour") == "Colour"
    assert authority.facets_of("how hard")[0][0] == "digital_skill_level"
    assert authority.concepts_of("colour", "red")[0].concept == "red"
    assert (authority.role_of("What we want"), authority.role_of("Purpose")) == ("aims", "results")
    assert load().concepts_of("digital_skill_level", "rookie") == ()


def test_overlay_decides_a_homograph(tmp_path: Path) -> None:
    authority = overlay(
        tmp_path,
        industry=("homographs: {Education: [f011]}\nconcepts:\n  f011: {alt: {en: [Education]}}\n"),
    )
    assert authority.concepts_of("industry", "Education")[0].concept == "f011"


def test_last_overlay_is_on_top(tmp_path: Path) -> None:
    folders = []
    for word in ("One", "Two"):
        folder = tmp_path / word
        (folder / "schemes").mkdir(parents=True)
        text = f"concepts: {{basic: {{pref: {{en: {word}}}}}}}\n"
        (folder / "schemes" / "digital_skill_level.yaml").write_text(text, encoding="utf-8")
        folders.append(folder)
    assert load(folders).label("digital_skill_level", "basic") == "Two"


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("facets", "a: [b\n", 2, "not YAML"),
        ("facets", "- a\n", 1, "expected a mapping"),
        ("facets", "a:\n  kind: date\n  lables: {}\n", 3, "unknown key `lables`"),
        ("facets", "a:\n  kind: color\n", 2, "`kind` is one of"),
        ("facets", "a:\n  scheme: nowhere\n", 2, "unknown scheme `nowhere`"),
        ("facets", "a:\n  kind: date\na:\n  kind: year\n", 3, "already, on line 1"),
        ("sections", "aims:\n  en:\n    x: y\n", 2, "list of words"),
        ("sections", "aims: {en: [X]}\nresults:\n  en: [x]\n", 3, "stands for `aims`"),
        ("country", "concepts:\n  BG:\n    pref: Bulgaria\n", 3, "expected a mapping"),
        ("country", "concepts:\n  A B:\n    pref: {en: x}\n", 2, "no concept id"),
        ("country", "concepts:\n  BG:\n    alt:\n      en: [Latvia]\n", 4, "for `LV` already"),
        ("country", "concepts:\n  BG:\n    codes: [FR]\n", 3, "for `FR` already"),
        (
            "country",
            "concepts:\n  BG: {alt: {en: [Z]}}\n  LV:\n    alt:\n      en:\n        - z\n",
            6,
            "stands for `BG` and for `LV`",
        ),
        ("country", "homographs:\n  Z: [BG]\n", 2, "is no form of BG"),
        ("country", "concepts:\n  ZZ:\n    alt: {en: [Zz]}\n", 2, "has no pref"),
    ],
)
def test_a_broken_overlay_says_where(
    tmp_path: Path, name: str, text: str, line: int, words: str
) -> None:
    with pytest.raises(AuthorityError) as error:
        overlay(tmp_path, **{name: text})
    assert f"{name}.yaml:{line}: " in str(error.value)
    assert words in str(error.value)
    assert isinstance(error.value, GpkitError)


def test_a_missing_overlay_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match="no such folder"):
        load([tmp_path / "nowhere"])
