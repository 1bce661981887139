"""The benchmarks run, and what they compare gives the same; how fast, no test asks."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from support import ROOT

BENCH = ROOT / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """Load a script of the benchmarks as a module."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCH)])

    def load(name):
        spec = spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.mark.parametrize("form", ["text", "html", "warc", "wet"])
def test_the_same_seed_gives_the_same_bytes(benchmark, tmp_path, form):
    corpus = benchmark("corpus")
    for name in ("a", "b"):
        corpus.write(tmp_path / name, 40, seed=3, form=form)
    corpus.write(tmp_path / "c", 40, seed=4, form=form)
    a, b, c = (
        {f.relative_to(tmp_path / n): f.read_bytes() for f in (tmp_path / n).rglob("*.*")}
        for n in "abc"
    )
    assert a == b
    assert a != c


def test_a_corpus_has_all_families(benchmark, tmp_path):
    """A family that is new has no template yet: write one in `corpus_pages.py`."""
    pages = benchmark("corpus_pages")
    parsers = (ROOT / "src/gpkit/parsers").glob("[a-z]*.py")
    families = {path.stem.replace("_", "-") for path in parsers}
    assert {family.name for family in pages.FAMILIES} == families


def test_one_practice_in_twenty_is_an_earlier_one(benchmark):
    items = benchmark("corpus_items")
    made = [items.item(number, 8) for number in range(2000)]
    twins = [one for one in made if one.same_as is not None]
    assert 60 < len(twins) < 140
    assert all(made[one.same_as].name == one.name for one in twins)
    assert len({one.name for one in made}) == len(made) - len(twins)


def test_the_judge_sees_what_is_missing(benchmark):
    judge = benchmark("corpus_judge").judge
    truth = {"dump": "0000/a.txt", "number": 0, "family": "urbact", "title": "A", "facets": {}}
    practice = {"title": "A", "family": "urbact", "provenance": {"dump": "a.txt", "also": []}}
    assert judge([truth], [practice | {"facets": {}}]).wrong == []
    assert len(judge([truth], []).wrong) == 2
    assert len(judge([truth], [practice | {"family": "generic"}]).wrong) == 1


def test_tables_go_between_their_markers(benchmark, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("By hand.\n\n<!-- a -->\nold\n<!-- /a -->\n\nBy hand too.\n")
    suite = benchmark("suite")
    suite.write(readme, "a", "new\n")
    suite.write(readme, "b", r"| \1 |")
    assert readme.read_text() == (
        "By hand.\n\n<!-- a -->\nnew\n<!-- /a -->\n\nBy hand too.\n\n## b\n\n"
        "<!-- b -->\n| \\1 |\n<!-- /b -->\n"
    )


@pytest.mark.timeout(300)
def test_the_suite_runs(tmp_path):
    """Every script checks its own results, and ends with an error where they differ."""
    call = [sys.executable, BENCH / "suite.py", "smoke", "--into", tmp_path / "README.md"]
    done = subprocess.run(call, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "| ingest |" in (tmp_path / "README.md").read_text("utf-8")
