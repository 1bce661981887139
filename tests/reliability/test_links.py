"""A link is never written through: not one that lies there, nor one put there during the run."""

import shutil
import subprocess
import sys
from pathlib import Path

import faults
import pytest

import support

SECRET = b"a secret of somebody else\n"
ONE, TWO = "digitalalliance-bg/bees-of-village-0", "digitalalliance-bg/bees-of-village-1"
STORE = "data/normalized"
SHARDS = "ingest dumps --store jsonl --engine serial --out shards"

# What is typed, and what is a link: to a file of somebody else, or (with / at its end) a folder.
# @1 and @2 are two practices, @S is a harvest into shards.
LINKS = {
    "ingest dumps": (
        "data/normalized/@1.yaml data/normalized/digitalalliance-bg/ data/normalized/ "
        "data/raw/ data/quarantine/ data/.gpkit-cache/ data/raw/000.txt "
        "data/normalized/.gpkit.lock data/normalized/practice.schema.json"
    ),
    "ingest dumps --scrape a": "data/scrapes/ data/scrapes/a.csv",
    "@S": (
        "shards/ shards/manifest.json shards/.gpkit.lock shards/0000.jsonl shards/shards/ data/raw/"
    ),
    "copy data/normalized to --store jsonl": "to/ to/manifest.json",
    "copy data/normalized to": "to/ to/@1.yaml",
    "site -o pages": "pages/ data/.gpkit-cache/",
    "site -o pages --force": "pages/index.html pages/practices/",
    "report -o out.html": "out.html",
    "report -o out.md": "out.md",
    "report -o out.json": "out.json",
    "export --format csv -o out": "out",
    "export --format json -o out": "out",
    "export --format xlsx -o out": "out",
    "export --format sqlite -o out": "out",
    "export --format duckdb -o out": "out",
    "export --format datapackage -o out": "out/",
    "export --format datapackage -o out.zip": "out.zip",
    "export --format sqlite -o out.db": "out.metadata.json",
    "bounds --update": "data/bounds.yaml",
    "merge @1 @2": "data/decisions.yaml data/normalized/@1.yaml",
    "distinct @1 @2": "data/decisions.yaml",
    "unmerge @1": "data/decisions.yaml",
    "rekey @1 digitalalliance-bg/wax": (
        "data/aliases.csv data/normalized/digitalalliance-bg/wax.yaml"
    ),
    "review --apply said.jsonl": "data/decisions.yaml",
    "vocab accept digital_skill_level Novice basic": "authority/ authority/decisions.yaml",
    "vocab import vocab.ttl --scheme funding_type": "authority/schemes/",
    "vocab export -o out.ttl": "out.ttl",
    "import edited.csv -y": "data/corrections/",
    "learn --family digitalalliance-bg dumps": "families/",
    "learn --family digitalalliance-bg dumps -o out.yaml --overwrite": "out.yaml",
    "new-family a-b dumps/000.txt dumps/001.txt": "src/ tests/",
    "validate --update-baseline --baseline base.yaml": "base.yaml",
    "validate --report sarif:a.sarif": "a.sarif",
    "merge-driver data/normalized/@1.yaml ours.yaml data/normalized/@2.yaml": "ours.yaml",
    "selftest digitalalliance-bg --cases cases --accept": (
        "cases/digitalalliance-bg/one/expected.json"
    ),
    "validate": "data/.gpkit-cache/",
    "export --format csv -o out.csv": "data/.gpkit-cache/",
}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    place = tmp_path_factory.mktemp("linked")
    faults.lay_down(place, 1, 3)
    assert faults.ingest(place).code == 0
    faults.lay_down(place, 2, 4)
    faults.write_text(place / "cases/digitalalliance-bg/one/dump.txt", faults.dump(1, 1))
    for line in ("export -o edited.csv", "vocab export --scheme funding_type -o vocab.ttl"):
        assert support.gpkit(*line.split(), cwd=place).code == 0
    edited = (place / "edited.csv").read_text("utf-8").replace("digital_skills_for_all", "")
    faults.write_text(place / "edited.csv", edited)
    faults.write_text(
        place / "said.jsonl", f'{{"kind": "match", "id": "{ONE} {TWO}", "decision": "accept"}}\n'
    )
    return place


def spelt(words):
    return words.replace("@1", ONE).replace("@2", TWO).replace("@S", SHARDS)


def somebody_else(tmp_path):
    """What a link leads to: a file, and a folder with a file."""
    outside = tmp_path / "outside"
    for path in (outside / "victim", outside / "folder/victim"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(SECRET)
    return outside


def assert_untouched(outside):
    assert support.tree(outside) == {"victim": SECRET, "folder/victim": SECRET}
    assert sorted(p.name for p in outside.rglob("*")) == ["folder", "victim", "victim"]


@pytest.mark.parametrize(
    ("line", "which"), [(line, which) for line, all_ in LINKS.items() for which in all_.split()]
)
def test_a_link_that_lies_there(ingested, tmp_path, line, which):
    place, outside = faults.copied(ingested, tmp_path / "work"), somebody_else(tmp_path)
    line, path = spelt(line), place / spelt(which)
    if path.is_dir():
        path.rename(tmp_path / "away")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(outside / ("folder" if which.endswith("/") else "victim"))
    run = support.gpkit(*line.split(), cwd=place)
    assert run.code in (0, 1, 2, 3, 74), run
    assert "Traceback" not in run.err
    assert_untouched(outside)


# A link that is put there while the run writes ----------------------------------------------------

# What is typed, and what becomes a link at some time.
SWAPS = [
    *(("ingest dumps", f"{STORE}/digitalalliance-bg/"), ("ingest dumps", f"{STORE}/")),
    *(("ingest dumps", "data/raw/"), ("ingest dumps", f"{STORE}/{ONE}.yaml")),
    *((SHARDS, "shards/"), ("copy data/normalized to --store jsonl", "to/")),
    *(("site -o pages", "pages/"), ("report -o build/out.html", "build/")),
    *((f"merge {ONE} {TWO}", "data/"), ("import edited.csv -y", "data/corrections/")),
    *(("vocab accept digital_skill_level Novice basic", "authority/"),),
    *(("export --format csv -o build/out.csv", "build/"),),
]


def swapped(place, at, which, outside, line):
    """Run a line, with a link put in the place of a path before the Nth write."""
    where = outside / ("folder" if which.endswith("/") else "victim")
    script = Path(__file__).with_name("swapping.py")
    command = [sys.executable, script, at, place / which, where, *line.split()]
    done = subprocess.run(
        [*map(str, command)],
        capture_output=True,
        cwd=place,
        env=support.environment({"GPKIT_CACHE": "off"}),
        timeout=60,
        check=False,
    )
    said, _, writes = done.stderr.decode().rpartition("\nwrites: ")
    return support.Run(done.returncode, done.stdout.decode(), said), int(writes)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("line", "which"), SWAPS)
def test_a_link_that_is_put_there_during_the_run(ingested, tmp_path, line, which):
    """At each write of the run; some of them in a quick one."""
    place, outside = faults.copied(ingested, tmp_path / "first"), somebody_else(tmp_path)
    run, writes = swapped(place, 0, which, outside, line)
    assert run.code in (0, 3), run
    assert writes > 1
    for at in range(1, writes + 1, 1 if faults.SLOW else max(1, writes // 4)):
        place = faults.copied(ingested, tmp_path / f"work-{at}")
        run, _ = swapped(place, at, which, outside, line)
        assert run.code in (0, 1, 2, 3, 74), (at, run)
        assert "Traceback" not in run.err
        assert_untouched(outside)
        shutil.rmtree(place)
