"""A repository with one dump of our own, and a way to run gpkit in it."""

from pathlib import Path
from typing import Any

import pytest

import support

PAGE = """\
Lanterns on the quay
Retired sailors show their neighbours how to book a ferry on the net, every Tuesday evening.
Details
Level
Beginer
Harbour theme
Mooring
Country
Malta
"""


class Repository:
    """A user's repository: data/ beside authority/."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "quay.txt").write_text(PAGE, encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *words: str, code: int = 0) -> Any:
        run = support.gpkit(*words, cwd=self.root)
        assert run.code == code, run
        return run

    def ingest(self) -> str:
        """Ingest the dump; give the text of its practice."""
        self.run("ingest", "-q", "quay.txt")
        (practice,) = (self.root / "data/normalized/generic").glob("*.yaml")
        return practice.read_text("utf-8")

    @property
    def id(self) -> str:
        (practice,) = (self.root / "data/normalized/generic").glob("*.yaml")
        return f"generic/{practice.stem}"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)
