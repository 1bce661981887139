"""Files made to harm: each has exactly one outcome, and it is the one that its maker knows.

``make hostile`` runs all 10,000; here are three of each of the twenty classes.
"""

import random
import sys

import pytest
from faults import write_text

from support import ROOT, gpkit

sys.path.insert(0, str(ROOT / "fuzz"))

import hostile
import judge


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "files"
    hostile.make(folder, 3)
    return judge.judge(folder, tmp_path_factory.mktemp("work"))


def test_each_file_becomes_what_it_has_to_become(judged):
    assert not judged.problems, "\n".join(judged.problems)
    assert len(judged.outcomes) == 3 * len(hostile.CLASSES) == 60
    assert {"records", "empty", "failed", "part"} <= set(judged.outcomes.values())


def test_it_takes_little(judged):
    assert judged.seconds < 60
    assert judged.memory < judge.MOST_MEMORY


def test_the_judge_can_say_no():
    said = "not ingested: tiny-000.txt: empty: no line with a word on it\n"
    outcomes, problems = judge._outcomes(
        said, set(), {"tiny-000.txt": "failed", "nulls-001.txt": "failed"}
    )
    assert outcomes == {"tiny-000.txt": "empty", "nulls-001.txt": "nowhere"}
    assert len(problems) == 2


def test_what_could_never_be_read_again_is_not_written(tmp_path):
    """A page below the limit of a file, whose one practice is above that of a practice."""
    paragraph = "Bees and wax. " * 65_000
    head, label, block = hostile._practice(random.Random(1)).partition("\nDetails\n")
    text = f"{head}\n" + f"{paragraph}\n\n" * 10 + label + block
    write_text(tmp_path / "dumps/large.txt", text)
    write_text(tmp_path / "dumps/small.txt", hostile._practice(random.Random(2)))
    run = gpkit("ingest", "dumps", cwd=tmp_path, timeout=120)
    assert run.code == 3, run.err[-300:]
    assert "large.txt: a practice of it is larger than 8 MiB" in run.err
    assert gpkit("export", "--format", "json", cwd=tmp_path).code == 0


def test_places_that_no_file_can_hold_are_told(tmp_path):
    """One name a thousand times and little room: a line says it, the others are written."""
    head = hostile._practice(random.Random(3))
    write_text(tmp_path / "gpkit.toml", "[limits]\nrecord = 20000\n")
    write_text(tmp_path / "dumps/flood.txt", head + "By Bulgaria, PublicNo Comments\n" * 1000)
    write_text(tmp_path / "dumps/small.txt", hostile._practice(random.Random(4)))
    run = gpkit("ingest", "dumps", cwd=tmp_path, timeout=120)
    assert run.code == 3, run.err[-300:]
    assert "what its places say is larger than" in run.err
    assert "Traceback" not in run.err
    assert gpkit("validate", cwd=tmp_path).code in (0, 1)
    assert gpkit("export", "--format", "json", cwd=tmp_path).code == 0
