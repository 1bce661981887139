"""What every command owes: an inert terminal, no network, nothing of this machine in its files.

One run of each line of the table over a catalogue that is made to steer; each is looked at thrice.
"""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tty
from pathlib import Path

import faults
import pytest
import steering

import support
from gpkit.cli import COMMANDS

# Lines that read alone, and those that write: each of these gets a catalogue of its own. {one} and
# {two} are ids of practices, {file} and {other} their files.
READ = [
    *("validate -v", "validate --format text", "validate --format json", "validate"),
    *("validate --format gitlab", "validate --format sarif", "validate --format junit"),
    *("validate --format markdown", "validate --diff", "verify -v", "verify", "stats", "vocab"),
    *("stats --format json", "inspect dumps/000.txt", "inspect dumps/001.txt --format json"),
    *("explain {one}", "explain {one} --format json", "export --list", "export --format markdown"),
    *(f"export --format {name}" for name in ("json", "jsonl", "jsonld", "csv", "tsv", "yaml")),
    *(f"export --format {name}" for name in ("atom", "rss", "turtle", "platform")),
    "bounds",
    *("bounds --format json", "rules", "rules byline-conflict", "diff dumps more", "schema"),
    *("diff dumps more --format markdown", "diff dumps more --format json", "doctor"),
    *("drift dumps more", "drift dumps more --format markdown", "drift dumps more --format json"),
    *("drift data/normalized more", "match --min-score 0", "match --min-score 0 --format csv"),
    *("match --min-score 0 --format json", "log {one}", "log {one} --format json", "report"),
    *("report --format html", "report --format json", "report --since more", "review --list"),
    *("review --list --format json", "review", "learn --dry-run --family digitalalliance-bg dumps"),
    *("browse --get /practices/practices.json?_shape=array", "browse --get /practices/practices"),
    *("browse --get /nothing-here", "serve --port 0 --get /index.html", "serve --port 0 --get /no"),
    *("vocab list", "vocab suggest", "vocab suggest --format json", "vocab find bees"),
    *("vocab show digital_skill_level", "vocab check --all", "vocab export"),
    *("selftest digitalalliance-bg --cases cases", "merge {one} {two} --dry-run"),
    *("explain nothing/here", "inspect named"),
]  # fmt: skip
WRITE = [
    *("merge-driver {file} {other} {file}", "merge-driver {other} {file} {other} {hostile}"),
    *("ingest more", "ingest named", "ingest more --dry-run -v", "ingest gone/{hostile}"),
    *("ingest more --store jsonl --shards 2 --engine serial --out shards", "bounds --update"),
    *("ingest named --store jsonl --engine processes --out shards", "merge {one} {two}"),
    *("copy data/normalized shards --store jsonl", "copy data/normalized shards --store parquet"),
    *("site -o pages", "site -o pages --base-url https://e.example/", "rekey {one} a-b/c"),
    *("rekey {one} digitalalliance-bg/honey", "vocab undecide digital_skill_level {hostile}"),
    *("report -o out.html", "report -o out.md", "report -o out.json --since more", "unmerge {one}"),
    *("learn --family digitalalliance-bg dumps", "learn named", "distinct {one} {two}"),
    *("distinct {one}", "new-family a-b dumps/003.txt dumps/004.txt", "review --apply said.jsonl"),
    *("validate --fix", "validate --baseline base.yaml --update-baseline", "import edited.csv -y"),
    *("validate --report sarif:a.sarif --report junit:a.xml --fail-on never", "export -o a.csv"),
    *("vocab accept digital_skill_level {hostile} basic", "vocab accept level x basic"),
    *("vocab reject digital_skill_level {hostile} basic", "selftest digitalalliance-bg --accept"),
    *("vocab export -o vocab.ttl", "vocab import vocab.ttl --scheme funding_type"),
    *(f"export --format {name} -o out.{name}" for name in ("csv", "json", "yaml", "markdown")),
    *(f"export --format {name} -o out.{name}" for name in ("atom", "rss", "xlsx", "sqlite")),
    *(f"export --format {name} -o out.{name}" for name in ("jsonl", "jsonld", "tsv", "turtle")),
    *(f"export --format {name} -o out.{name}" for name in ("arrow", "parquet", "duckdb")),
    *("export --format datapackage -o out.zip", "export --format platform -o out.platform"),
]  # fmt: skip
ALSO = {
    "unmerge {one}": "merge {one} {two}",
    "import edited.csv -y": "export -o edited.csv",
    "vocab undecide digital_skill_level {hostile}": (
        "vocab accept digital_skill_level {hostile} basic"
    ),
    "vocab import vocab.ttl --scheme funding_type": "vocab export -o vocab.ttl",
}
REFUSED = {
    *("explain nothing/here", "browse --get /nothing-here", "serve --port 0 --get /no"),
    *("inspect named", "ingest gone/{hostile}", "rekey {one} a-b/c", "distinct {one}"),
    *("learn named", "vocab", "vocab accept level x basic"),
}
DATA = (
    "export",
    "browse",
    "serve",
    "report",
    "learn",
    "match --min-score 0 --format csv",
)  # what others read on, word for word
HOSTILE = "::error::a\x1b[31mb\u202e[/nope]"
EACH = 1 if faults.SLOW else 6  # of the payloads, in a quick run; test_leaving takes all


@pytest.fixture(scope="module")
def steered(tmp_path_factory):
    """A catalogue with dumps to come, dumps of hostile names, a case, and decisions."""
    place = steering.lay_down(tmp_path_factory.mktemp("steered"), EACH)
    for n, payload in enumerate(steering.PAYLOADS[::EACH]):
        page = steering.dump(n, payload).replace("village", "town").replace("Basic", "Advanced")
        faults.write_text(place / f"more/{n:03}.txt", page)
    for n, name in enumerate(steering.NAMES):
        words = steering.dump(900 + n, name) if n % 2 else "no words\n" * (n % 4)
        faults.write_text(place / f"named/{name}/{name}.txt", words)
    case = place / "cases/digitalalliance-bg/steered/dump.txt"
    faults.write_text(case, steering.dump(7, steering.PAYLOADS[7]))
    line = '{"kind": "quarantine", "id": "::error::x\\u001b[31m", "decision": "::error::x"}\n'
    faults.write_text(place / "said.jsonl", line)
    assert run(place, "selftest digitalalliance-bg --cases cases --accept").code == 0
    assert run(place, "bounds --update").code == 0
    return place


def run(place, line):
    """Run a line of the table, watched; gives how it ended, fails if it asks the network."""
    ids = sorted(p.relative_to(place / "data/normalized") for p in _practices(place))
    words = {"one": ids[0].with_suffix("").as_posix(), "two": ids[1].with_suffix("").as_posix()}
    words |= {
        "file": f"data/normalized/{ids[0]}",
        "other": f"data/normalized/{ids[1]}",
        "hostile": HOSTILE,
    }
    notes = place / "notes"
    watched = [sys.executable, Path(__file__).with_name("watched.py"), notes]
    done = subprocess.run(
        [*watched, *(word.format(**words) for word in line.split())],
        capture_output=True,
        input=b"skip\n" * 3,
        cwd=place,
        env=support.environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        timeout=240,
        check=False,
    )
    asked = notes.read_text("utf-8") if notes.exists() else ""
    notes.unlink(missing_ok=True)
    assert not asked, asked
    return support.Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def _practices(place):
    return (place / "data/normalized").rglob("*.yaml")


def own(place):
    """What would tell of this machine or of who works on it."""
    words = {str(Path.home()), str(place), str(Path.cwd()), str(support.ROOT), socket.gethostname()}
    words |= {getpass.getuser()} - {"root"}  # a word of the schema, too
    return {word.encode() for word in words if len(word) > 3}


def assert_anonymous(place, before):
    """Nothing that the run wrote tells of the machine; its own cache may."""
    for name, data in support.tree(place).items():
        if before.get(name) == data or name.startswith((".git/", "notes")):
            continue
        found = [word for word in own(place) if word in data]
        assert not found, (name, found)


def test_the_table_has_every_command():
    named = {line.split()[0] for line in READ + WRITE}
    assert set(COMMANDS) - named == set()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("line", READ)
def test_a_command_that_reads(steered, line):
    before = support.times(steered)
    done = run(steered, line)
    assert done.code in ((2,) if line in REFUSED else (0, 1, 3)), done
    steering.assert_inert(done, data=line.startswith(DATA))
    changed = {path for path in support.times(steered) if path not in before}
    assert all(".gpkit-cache" in path.parts for path in changed), changed


# Cells of the long shape hold the words of the page, controls too. A pipe or a file gets them as
# they are, a terminal does not.
@pytest.mark.parametrize("shape", ["wide", "long"])
@pytest.mark.parametrize("format_", ["csv", "tsv", "yaml", "markdown", "json", "atom", "turtle"])
def test_data_on_a_terminal_steers_nothing(steered, format_, shape):
    if shape == "long" and format_ not in ("csv", "tsv"):
        pytest.skip("one shape alone")
    done = on_a_terminal(steered, "export", "--format", format_, "--shape", shape)
    assert done.code == 0
    steering.assert_inert(done)


def on_a_terminal(place, *args):
    """Run gpkit with a terminal for its standard output; give all that the terminal got."""
    ours, its = os.openpty()
    tty.setraw(its)
    command = [sys.executable, "-m", "gpkit", *args]
    with subprocess.Popen(command, stdout=its, cwd=place, env=support.environment()) as process:
        os.close(its)
        parts = []
        with contextlib.suppress(OSError):  # so Linux tells the end of a terminal
            while part := os.read(ours, 1 << 16):
                parts.append(part)
    os.close(ours)
    return support.Run(process.returncode, b"".join(parts).decode(), "")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("line", WRITE)
def test_a_command_that_writes(steered, tmp_path, line):
    place = faults.copied(steered, tmp_path / "work")
    if line in ALSO:
        run(place, ALSO[line])
    before = support.tree(place)
    done = run(place, line)
    assert done.code in ((2,) if line in REFUSED else (0, 1, 3)), done
    steering.assert_inert(done)
    assert_anonymous(place, before)
    shutil.rmtree(place)
