"""``gpkit new-family`` writes a file that works as it is, and a case that is green."""

import subprocess
import sys

import pytest

from support import ROOT, gpkit

PAGES = {
    "one": "tests/cases/generic/stacked-block/dump.txt",
    "html-like": "tests/cases/dsjp/organisation-tight/dump.txt",
}


@pytest.fixture
def written(tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / PAGES[request.param]).read_bytes()
    (tmp_path / "a.txt").write_bytes(page)
    (tmp_path / "b.txt").write_bytes(page.replace(b"the", b"that"))
    return gpkit("new-family", "our-site", "a.txt", "b.txt")


every = pytest.mark.parametrize("written", PAGES, indirect=True)


@every
def test_it_recognises_the_dumps_and_says_what_is_next(written):
    assert written.code == 0
    assert "recognises 2 of 2 dumps" in written.err
    assert "--accept" in written.err


@every
@pytest.mark.parametrize("what", [["check"], ["format", "--check"]], ids=["check", "format"])
def test_it_passes_ruff(written, what):
    config = ["--config", ROOT / "pyproject.toml"]
    ruff = [sys.executable, "-m", "ruff", *what, *config, "our_site.py"]
    run = subprocess.run(ruff, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_its_case_is_green(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes((ROOT / PAGES["one"]).read_bytes())
    assert gpkit("new-family", "our-site", "a.txt").code == 0
    before = (tmp_path / "tests/cases/our-site/a/expected.json").read_bytes()
    run = gpkit("selftest", "our-site", "--parser", "our_site.py", "--accept")
    assert run.code == 0, run.err
    assert (tmp_path / "tests/cases/our-site/a/expected.json").read_bytes() == before
    run = gpkit("selftest", "our-site", "--parser", "our_site.py", "--format", "json")
    assert '"as-it-is"' in run.out
    assert run.code in (0, 1)


def test_no_file_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our_site.py").write_text("mine")
    (tmp_path / "a.txt").write_bytes((ROOT / PAGES["one"]).read_bytes())
    assert gpkit("new-family", "our-site", "a.txt").code == 2
    assert (tmp_path / "our_site.py").read_text() == "mine"


def test_a_dump_without_a_mark_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A lamp\n\nIt shines upon those who walk home in the night.\n")
    run = gpkit("new-family", "our-site", "a.txt")
    assert run.code == 0
    assert "recognises 0 of 1 dumps" in run.err
    assert "fill in MARKS or HOSTS" in run.err


@pytest.mark.parametrize("name", ["Our Site", "our_site", "../x", ""])
def test_a_bad_name_is_refused(tmp_path, name):
    (tmp_path / "a.txt").write_text("A lamp\n")
    assert gpkit("new-family", name, "a.txt", cwd=tmp_path).code == 2


def test_selftest_without_cases_says_what_to_type(tmp_path):
    run = gpkit("selftest", "our-site", cwd=tmp_path)
    assert run.code == 2
    assert "gpkit new-family our-site DUMP" in run.err
