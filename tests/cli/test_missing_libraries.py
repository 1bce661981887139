"""What is said where a command needs a library that is not installed: what to type."""

import json
import shutil
import sys

import pytest

from gpkit import authority
from here import gpkit, stock, told

SHARDS = ("copy", "data/normalized", "data/shards", "--store")
# The library, what is typed -> what is said, the extra.
MISSING = {
    "rdflib": (
        ("vocab", "export"),
        "SKOS needs rdflib, which is not installed here",
        "skos",
    ),
    "datasette": (
        ("browse", "--get", "/"),
        "gpkit browse needs Datasette, which is not installed here",
        "browse",
    ),
    "zstandard": (
        (*SHARDS, "jsonl.zst"),
        "stores of the kind jsonl.zst need zstandard",
        "archives",
    ),
    "pyarrow": ((*SHARDS, "parquet"), "stores of the kind parquet need pyarrow", "parquet"),
    "openpyxl": (
        ("import", "practices.xlsx"),
        "xlsx needs a library that is not installed here",
        "xlsx",
    ),
    "gcsfs": (
        ("export", "--from", "gs://nowhere/store"),
        "gs://nowhere/store: to read and write there, gpkit needs gcsfs",
        "gcs",
    ),
}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    place = stock(tmp_path_factory.mktemp("stocked"))
    (place / "practices.xlsx").write_bytes(b"PK")
    return place


@pytest.fixture
def place(stocked, tmp_path, monkeypatch):
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def hide(monkeypatch, library):
    """Let a library be none that can be imported, nor anything that needs it."""
    for module in [m for m in sys.modules if m.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "gpkit.authority.skos", raising=False)
    monkeypatch.delattr(authority, "skos", raising=False)  # where another test imported it
    if library == "gcsfs":
        registry = pytest.importorskip("fsspec.registry")
        monkeypatch.delitem(registry._registry, "gs", raising=False)


@pytest.mark.parametrize("library", MISSING)
def test_a_missing_library_is_named_with_what_to_type(place, monkeypatch, library):
    typed, says, extra = MISSING[library]
    hide(monkeypatch, library)
    run = gpkit(*typed)
    cure = f"Install it: pip install 'good-practice-kit[{extra}]'"
    assert (run.code, run.out, run.err) == (2, "", told(says, cure))


def test_a_report_without_its_libraries(place, monkeypatch):
    from gpkit.report import html

    monkeypatch.setattr(html, "find_spec", lambda _: None)
    run = gpkit("report", "-o", "report.html")
    message = "an HTML report needs libraries that are not installed here"
    cure = "Install them: pip install 'good-practice-kit[report]'; or use --format md"
    assert (run.code, run.err) == (2, told(message, cure))


def test_a_source_that_is_not_installed(place, monkeypatch):
    from importlib import metadata

    def none(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", none)
    run = gpkit("doctor", "--format", "json")
    broken = [fact for fact in json.loads(run.out) if fact["state"] == "broken"]
    message = "good-practice-kit is not installed, only its source is here"
    assert {(fact["value"], fact["hint"]) for fact in broken} == {
        (message, "Install it: pip install -e .")
    }
    assert run.code == 2
