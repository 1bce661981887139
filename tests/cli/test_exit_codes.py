"""Each exit code of the contract, reached by a run."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from support import environment, gpkit, interrupted, into_a_closed_pipe, tree

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")


def run_python(code, *args, **options):
    """Run gpkit with something broken on purpose before it starts."""
    start = f"import sys; {code}; from gpkit.__main__ import main; sys.argv[0] = 'gpkit'; main()"
    return subprocess.run(
        [sys.executable, "-c", start, *args],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
        **options,
    )


def test_0_the_main_job(workshop):
    ingest = gpkit("ingest", "seeds")
    assert (ingest.code, ingest.out) == (0, "")
    assert "2 dumps, 4 practices: 4 new, 0 changed, 0 unchanged" in ingest.err
    validate = gpkit("validate", "data/normalized")
    assert (validate.code, validate.err) == (0, "")
    assert validate.out.splitlines()[-1].startswith("4 practices: 2 warnings")
    export = gpkit("export", "--format", "csv")
    assert (export.code, export.err) == (0, "")
    assert len(export.out.split("\r\n")) == 6


def test_0_a_second_run_changes_nothing(catalogue):
    before = tree(catalogue)
    again = gpkit("ingest", "seeds")
    assert again.code == 0
    assert "0 new, 0 changed, 4 unchanged" in again.err
    assert tree(catalogue) == before


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_1_findings(catalogue, fail_on, code):
    assert gpkit("validate", "--fail-on", fail_on).code == code


WRONG_USE = [
    ("ingest nowhere.txt", "nowhere.txt: no such file"),
    ("ingest empty", "empty: no dumps"),
    ("ingest --family klingon seeds", "no site family 'klingon'"),
    ("ingest", "INPUT"),
    ("ingest --no-such-option seeds", "--no-such-option"),
    ("ingst seeds", "Did you mean: gpkit ingest?"),
    ("validate nowhere", "nowhere: no such file"),
    ("validate empty", "empty: no practices here"),
    ("validate --format klingon seeds", "no format 'klingon'"),
    ("validate --fail-on klingon", "klingon"),
    ("export --from nowhere", "nowhere: no such directory"),
    ("export --from seeds --format klingon", "no format 'klingon'"),
    ("export --from seeds --format json --shape long", "no shape 'long'"),
    ("export --from seeds --where country", "is no condition"),
    ("export --from seeds --where colour=blue", "no facet 'colour'"),
    ("export --from seeds --where country=Bulgaria", "Did you mean BG?"),
    ("inspect nowhere.txt", "no such file"),
    ("inspect seeds", "this is a directory"),
    ("inspect --format klingon seeds", "no format 'klingon'"),
    ("explain no/thing", "no such directory"),
    ("verify nowhere", "nowhere: no such file"),
]


@pytest.mark.parametrize(("command", "words"), WRONG_USE, ids=[c for c, _ in WRONG_USE])
def test_2_wrong_use(workshop, command, words):
    (workshop / "empty").mkdir()
    run = gpkit(*command.split())
    assert run.code == 2
    assert words in run.err
    assert "Traceback" not in run.err
    assert not (workshop / "data").exists()


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("[ingest", "gpkit.toml"),
        ("[ingest]\nno_practise = []", "Did you mean 'no_practice'?"),
        ("[ingest]\nno_practice = 'contact.txt'", "no list of names"),
        ("[colour]", "unknown key 'colour'"),
        ("ingest = 1", "gpkit.toml"),
    ],
)
def test_2_broken_configuration(workshop, config, words):
    (workshop / "gpkit.toml").write_text(config, "utf-8")
    run = gpkit("ingest", "seeds")
    assert run.code == 2
    assert words in run.err


def test_2_no_input_could_be_read(workshop):
    (workshop / "seeds/b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert gpkit("ingest", "seeds/b.png").code == 2


def test_3_one_bad_dump_among_good_ones(workshop):
    (workshop / "seeds/bad.txt").write_text("\n", "utf-8")
    run = gpkit("ingest", "seeds")
    assert run.code == 3
    assert "bad.txt: empty" in run.err
    assert "4 new" in run.err
    assert len(list(Path("data/normalized").rglob("*.yaml"))) == 4


def test_3_a_path_that_is_not_there_among_good_ones(workshop):
    run = gpkit("ingest", "nowhere.txt", "seeds")
    assert run.code == 3
    assert "4 new" in run.err


def test_70_a_defect(workshop):
    code = "import gpkit.pipeline as p; p.Ingest.run = lambda *a: 1 / 0"
    run = run_python(code, "ingest", "seeds")
    assert run.returncode == 70
    assert "ZeroDivisionError" in run.stderr
    assert "report" in run.stderr
    assert "Traceback" not in run.stderr


def test_70_shows_a_traceback_when_asked(workshop, monkeypatch):
    code = "import os; os.environ['GPKIT_TRACEBACK'] = '1'"
    code += "; import gpkit.pipeline as p; p.Ingest.run = lambda *a: 1 / 0"
    assert "Traceback" in run_python(code, "ingest", "seeds").stderr


@needs_full
@pytest.mark.parametrize(
    "command",
    [
        "export",
        "export --format json",
        "validate",
        "validate --format json",
        "schema",
        "verify -v",
        "inspect seeds/000_cee34fd97d121e4c.txt",
        "explain digitalalliance-bg/sparks-initiative",
        "--help",
    ],
)
def test_74_a_full_disk_behind_stdout(catalogue, command):
    with FULL.open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "gpkit", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            env=environment({"PYTHONUNBUFFERED": ""}),
            check=False,
        )
    silent = command == "verify -v"  # it says nothing on stdout where all is well
    assert run.returncode == (0 if silent else 74)
    assert silent or "No space left" in run.stderr
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr


@pytest.mark.parametrize(
    "command",
    [
        "ingest seeds --out file/normalized",
        "ingest seeds --raw file/raw",
        "export --from data/normalized -o file/practices.csv",
    ],
)
def test_74_an_output_that_cannot_be_written(catalogue, command):
    (catalogue / "file").write_text("no directory", "utf-8")
    run = gpkit(*command.split())
    assert run.code == 74
    assert "file" in run.err.splitlines()[-2]
    assert "Traceback" not in run.err


def test_75_the_store_is_locked(workshop):
    store = workshop / "data/normalized"
    store.mkdir(parents=True)
    with (store / ".gpkit.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code = "from gpkit.store import lock; lock.locked.__wrapped__.__defaults__ = (0.05,)"
        run = run_python(code, "ingest", "seeds")
    assert run.returncode == 75
    assert "another run of gpkit is writing here" in run.stderr
    assert list(store.rglob("*.yaml")) == []


def test_130_interrupted(workshop):
    run = interrupted("ingest", "-")
    assert run.code == 130
    assert "Traceback" not in run.err


def test_a_reader_that_goes_away_hears_no_complaint(catalogue):
    assert into_a_closed_pipe("export", "--format", "json").err == ""


def test_export_into_head(catalogue):
    shell = f"{sys.executable} -m gpkit export | head -1"
    run = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("id,family,title")
    assert run.stderr == ""
