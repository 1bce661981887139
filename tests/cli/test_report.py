"""`gpkit report` by the command: formats, what to compare with, and what is broken."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support import gpkit


def test_markdown_goes_to_stdout_and_says_how_it_stands(catalogue):
    run = gpkit("report")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("# What the catalogue holds, and what it lacks\n")
    assert "| Bulgaria | 2 | 67 % |" in run.out
    assert "nothing to compare with" in run.out
    assert "| empty-facet |" in run.out


@pytest.mark.parametrize(
    ("name", "start"), [("r.html", "<!doctype html>"), ("r.md", "# What"), ("r.json", "{\n")]
)
def test_the_name_says_the_format(catalogue, name, start):
    run = gpkit("report", "-o", name)
    assert (run.code, run.out) == (0, "")
    assert f"4 practices reported to {name}" in run.err
    first = Path(name).read_bytes()
    assert first.decode().startswith(start)
    assert gpkit("report", "-q", "-o", name).err == ""
    assert Path(name).read_bytes() == first
    assert str(catalogue).encode() not in first


def test_json_counts_what_the_rules_find(catalogue):
    data = json.loads(gpkit("report", "--format", "json").out)
    told = json.loads(gpkit("validate", "--format", "json").out)["findings"]
    assert sum(rule["findings"] for rule in data["health"]["rules"]) == len(told)
    assert data["practices"] == 4


def test_since_a_revision(catalogue):
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "data"], [*author, "commit", "-qm", "Add"]):
        subprocess.run(["git", *words], cwd=catalogue, check=True)
    data = json.loads(gpkit("report", "--format", "json", "--since", "HEAD").out)
    assert data["changes"] == {
        "since": "HEAD",
        "before": 4,
        "compared": 4,
        "causes": [],
        "reopened": [],
    }
    gone = next(catalogue.glob("data/normalized/erasmusly/*.yaml"))
    gone.unlink()
    data = json.loads(gpkit("report", "--format", "json", "--since", "HEAD").out)
    assert data["changes"]["before"] == 4
    assert [cause["family"] for cause in data["changes"]["causes"]] == ["erasmusly"]


def test_what_changed_since_adds_up(catalogue):
    """Of four practices one goes and one reads otherwise: three are left to compare."""
    shutil.copytree("data/normalized", "before")
    gone, *_ = sorted(Path("data/normalized/erasmusly").glob("*.yaml"))
    gone.unlink()
    edited = Path("data/normalized/digitalalliance-bg/sparks-initiative.yaml")
    edited.write_text(edited.read_text("utf-8").replace("  - other\n", "  - MT\n", 1), "utf-8")
    data = json.loads(gpkit("report", "--format", "json", "--since", "before").out)
    changes = data["changes"]
    assert (changes["before"], data["practices"], changes["compared"]) == (4, 3, 3)
    assert {(c["family"], c["practices"]) for c in changes["causes"]} == {
        ("erasmusly", 1),
        ("digitalalliance-bg", 1),
    }
    page = gpkit("report", "--format", "md", "--since", "before").out
    assert "Since before: 3 practices compared" in page


def test_since_a_folder_or_a_report_of_drift(catalogue):
    drift = gpkit("drift", "data/raw", "data/normalized", "--format", "json")
    Path("drift.json").write_text(drift.out, "utf-8")
    by_file = json.loads(gpkit("report", "--format", "json", "--since", "drift.json").out)
    folder = str(catalogue / "data/raw")
    by_folder = json.loads(gpkit("report", "--format", "json", "--since", folder).out)
    assert by_file["changes"]["since"] == "drift.json"
    assert by_folder["changes"]["since"] == "raw"
    for data in (by_file, by_folder):
        assert data["changes"]["compared"] == 4


@pytest.mark.parametrize("content", ["", "[]", "{}", "x", '{"causes": 1, "reopened": []}'])
def test_what_is_no_report_of_drift_is_named(catalogue, content):
    Path("drift.json").write_text(content, "utf-8")
    run = gpkit("report", "--since", "drift.json")
    assert run.code == 2
    assert run.err.startswith("gpkit: drift.json: this is no ")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--format", "pdf"], "there is no format 'pdf'"),
        (["--lang", "xx"], "there are no labels in 'xx'"),
        (["--from", "nowhere"], "nowhere: no such directory"),
        (["--from", "seeds"], "seeds: no practices here"),
        (["-o", "data"], "data is a folder"),
        (["--since", "no-such-revision"], "no such folder"),
    ],
)
def test_wrong_use_is_named(catalogue, args, words):
    run = gpkit("report", *args)
    assert (run.code, run.out) == (2, "")
    assert words in run.err


def test_a_broken_file_is_named_and_the_rest_reported(catalogue):
    broken = Path("data/normalized/erasmusly/broken.yaml")
    broken.write_text("id: [", "utf-8")
    run = gpkit("report", "-q", "--format", "json")
    assert run.code == 3
    assert "broken.yaml: this is no practice" in run.err
    assert json.loads(run.out)["practices"] == 4


def test_without_the_extra_html_says_which_and_markdown_works(catalogue):
    (catalogue / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "old = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'vl_convert' else old(n, *a)\n"
    )
    env = {"PYTHONPATH": str(catalogue)}
    run = gpkit("report", "-o", "r.html", env=env)
    assert run.code == 2
    assert "pip install 'good-practice-kit[report]'" in run.err
    assert gpkit("report", env=env).code == 0
