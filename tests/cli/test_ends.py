"""How a run ends that somebody else ends."""

import subprocess
import sys

from support import gpkit, interrupted, into_a_closed_pipe


def test_an_interrupted_run_says_so(workshop):
    assert "interrupted" in interrupted("ingest", "-").err


def test_a_reader_that_goes_away_is_no_failure(catalogue):
    assert into_a_closed_pipe("export", "--format", "json").code == 0


def test_a_quiet_run_without_failing_findings_says_nothing(catalogue):
    run = gpkit("validate", "--quiet")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert "byline-conflict" in gpkit("validate", "--quiet", "--fail-on", "warning").out


def test_a_practice_file_with_an_empty_list_of_lines_is_no_defect(catalogue):
    path = next((catalogue / "data/normalized").rglob("sparks*.yaml"))
    path.write_text(path.read_text("utf-8").replace("lines: [82, 137]", "lines: []"), "utf-8")
    run = gpkit("export")
    assert run.code == 2
    assert "this is no practice" in run.err


def test_an_interrupt_inside_of_code_from_a_string_has_its_code_too(tmp_path):
    """As it comes while a named tuple is made; ``python -m`` would end by the signal itself."""
    (tmp_path / "stopped.py").write_text(
        "import sys; sys.argv = ['gpkit', 'ingest', 'x']; import gpkit.pipeline as p\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "p.Ingest.run = lambda *_: eval('stop()', {'stop': stop})\n"
        "from gpkit.__main__ import main; main()\n"
    )
    command = [sys.executable, "-m", "stopped"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"interrupted" in done.stderr) == (130, True)
