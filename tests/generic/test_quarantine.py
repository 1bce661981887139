"""What is not sure enough is kept apart, counted, and exported only where asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit.cli import app
from gpkit.config import find_config
from gpkit.errors import GpkitError

DOUBTFUL = "We use cookies\n\nThis site uses cookies to remember what you chose.\n\nCookies\n"


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cookies.txt").write_text(DOUBTFUL, "utf-8")
    return tmp_path


def test_kept_apart(catalogue: Path) -> None:
    code, _, said = run("ingest", "in")
    assert code == 0
    assert "1 quarantined" in said
    assert list(catalogue.glob("data/quarantine/generic/*.yaml"))
    assert not list(catalogue.glob("data/normalized/*/*.yaml"))
    assert "1 unchanged" in run("ingest", "in")[2]


def test_exported_where_asked_for(catalogue: Path) -> None:
    run("ingest", "in")
    assert json.loads(run("export", "--format", "json")[1]) == []
    [practice] = json.loads(run("export", "--format", "json", "--quarantine")[1])
    assert practice["provenance"]["confidence"] < 0.5
    assert practice["provenance"]["reasons"]
    assert run("verify", "data/quarantine")[0] == 0
    assert run("validate", "data/quarantine", "--fail-on", "error")[0] == 0


def test_the_threshold_is_the_users(catalogue: Path) -> None:
    (catalogue / "gpkit.toml").write_text("[ingest]\nconfidence = 0.1\n", "utf-8")
    assert "quarantined" not in run("ingest", "in")[2]
    assert list(catalogue.glob("data/normalized/generic/*.yaml"))
    (catalogue / "gpkit.toml").write_text("[ingest]\nconfidence = 1\n", "utf-8")
    assert "1 quarantined" in run("ingest", "in")[2]
    assert not list(catalogue.glob("data/normalized/generic/*.yaml"))


@pytest.mark.parametrize("wrong", ["-0.1", "1.5", '"much"', "true"])
def test_a_threshold_that_is_none(catalogue: Path, wrong: str) -> None:
    (catalogue / "gpkit.toml").write_text(f"[ingest]\nconfidence = {wrong}\n", "utf-8")
    with pytest.raises(GpkitError, match=r"\[ingest\] confidence is no number from 0 to 1"):
        find_config(catalogue)
