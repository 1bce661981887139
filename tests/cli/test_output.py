"""What goes out: exports, reports, inspect, explain and verify; colours only where wanted."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from gpkit.exporters.csv import header, restore
from gpkit.model import Severity
from gpkit.reporters import formats, reporter
from gpkit.rules import Finding, Report
from support import SEEDS, gpkit, read

SPARKS = "digitalalliance-bg/sparks-initiative"
ESCAPE = "\x1b["


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


# Export -------------------------------------------------------------------------------------------


def test_csv_has_a_row_a_practice_sorted_by_id(catalogue):
    out = gpkit("export").out
    found = rows(out)
    assert [row["id"] for row in found] == sorted(row["id"] for row in found)
    assert len(found) == 4
    assert tuple(found[0]) == header()
    assert out.count("\r\n") == out.count("\n")


def test_csv_is_three_valued(catalogue):
    found = {row["id"].partition("/")[2][:10]: row for row in rows(gpkit("export").out)}
    assert found["digital-sk"]["country"] == "BG; LV"
    assert found["digital-sk"]["start_date"] == "[]"
    assert found["sparks-ini"]["start_date"] == ""
    assert found["digilead-a"]["eu_grant"] == "153956.87 EUR"
    assert found["digilead-a"]["coordinator"] == "FUNDACJA TECHSOUP (PL)"


def test_long_csv_has_a_row_a_value(catalogue):
    found = rows(gpkit("export", "--shape", "long").out)
    levels = [r for r in found if r["id"].endswith("loop") and r["facet"] == "digital_skill_level"]
    assert [(r["value"], r["raw"]) for r in levels] == [
        ("basic", "Basic"),
        ("intermediate", "Average"),
        ("advanced", "Advanced"),
    ]
    assert [r["value"] for r in found if r["facet"] == "start_date"] == ["[]"]


def test_formulas_are_inert_and_can_be_restored(workshop):
    page = "=1+1\n\nBy INSPIRATIONNo Comments\n=1+1\n\n01.02.2023\n\n@SUM(A1:A9) is no prose.\n"
    Path("page.txt").write_text(page, "utf-8")
    gpkit("ingest", "-q", "page.txt")
    (row,) = rows(gpkit("export").out)
    assert (row["title"], restore(row["title"])) == ("'=1+1", "=1+1")
    assert row["summary"].startswith("'@")


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_prints_null_and_every_key(catalogue, format_):
    out = gpkit("export", "--format", format_).out
    found = (
        json.loads(out) if format_ == "json" else [json.loads(line) for line in out.splitlines()]
    )
    assert len(found) == 4
    assert len({tuple(practice) for practice in found}) == 1
    digilead = next(p for p in found if p["family"] == "erasmusly")
    assert digilead["published"] is None
    assert digilead["provenance"]["lines"][0] == 1


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ("--where country=BG", 2),
        ("--where country=BG --where digital_skill_level=advanced", 1),
        ("--where country=FR", 0),
        ("--family erasmusly", 1),
        ("--family erasmusly --family digitalalliance-bg", 4),
        ("--family erasmusly --where country=BG", 0),
        ("--where call_year=2018", 1),
    ],
)
def test_filters(catalogue, options, number):
    assert len(json.loads(gpkit("export", "--format", "json", *options.split()).out)) == number


def test_output_into_a_file(catalogue):
    run = gpkit("export", "-o", "out/practices.csv")
    assert (run.code, run.out) == (0, "")
    assert "4 practices exported to out/practices.csv" in run.err
    assert len(rows(Path("out/practices.csv").read_text("utf-8"))) == 4


def test_output_to_a_dash_is_stdout(catalogue):
    assert gpkit("export", "-o", "-").out == gpkit("export").out


def test_a_broken_file_stops_an_export_with_a_letter(catalogue):
    path = catalogue / f"data/normalized/{SPARKS}.yaml"
    path.write_text("title: [", "utf-8")
    run = gpkit("export", "-o", "practices.csv")
    assert run.code == 2
    assert f"gpkit validate {path.relative_to(catalogue).as_posix()}" in run.err
    assert not Path("practices.csv").exists()


# Reports ------------------------------------------------------------------------------------------

HOSTILE = "a%b\r\nc,d:e \x1b[31m::error::f [bold]"
FINDING = Finding(
    "unknown-value",
    Severity.WARNING,
    HOSTILE,
    HOSTILE,
    "generic/x",
    f"data/{HOSTILE}.yaml",
    12,
    3,
    f"{HOSTILE}.txt",
    7,
)


def reported(name, findings):
    out = io.StringIO()
    reporter(name).report(Report(tuple(findings), ("a.yaml",) * 4), out)
    return out.getvalue()


@pytest.mark.parametrize("name", formats())
def test_a_report_holds_no_control_characters(name):
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", reported(name, [FINDING]))


def test_github_escapes_what_would_be_a_command():
    command, closing = reported("github", [FINDING]).splitlines()
    assert command.startswith("::warning file=data/a%25b%0D%0Ac%2Cd%3Ae ")
    assert ",line=12," in command
    assert "unknown-value::a%25b%0D%0Ac,d:e " in command
    assert closing.startswith("4 practices")


def test_github_names_the_worst_first():
    note, error = (FINDING._replace(severity=s) for s in (Severity.NOTE, Severity.ERROR))
    lines = reported("github", [note, FINDING, error]).splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]


def test_json_counts_and_lists():
    data = json.loads(reported("json", [FINDING]))
    assert data["summary"] | {"practices": 4, "findings": 1, "warning": 1} == data["summary"]
    (finding,) = data["findings"]
    assert (finding["message"], finding["line"], finding["dump_line"]) == (HOSTILE, 12, 7)


def test_text_names_both_ends():
    text = reported("text", [FINDING._replace(path="x.yaml", dump="d")])
    assert text.startswith("x.yaml:12:3: warning [unknown-value] ")
    assert "d:7" in text


def test_github_is_chosen_by_itself_in_github_actions(catalogue):
    run = gpkit("validate", env={"GITHUB_ACTIONS": "true"})
    assert run.out.startswith("::warning file=data/normalized/")


def test_findings_point_into_the_yaml(catalogue):
    findings = json.loads(gpkit("validate", "--format", "json").out)["findings"]
    for finding in findings:
        line = Path(finding["path"]).read_text("utf-8").splitlines()[finding["line"] - 1]
        assert line[finding["column"] - 1 :].strip()


def test_findings_point_into_the_dump(catalogue):
    findings = json.loads(gpkit("validate", "--format", "json").out)["findings"]
    for finding in findings:
        text = Path("data/raw", finding["dump"]).read_text("utf-8").splitlines()
        assert text[finding["dump_line"] - 1].strip()


def test_one_file_can_be_validated(catalogue):
    run = gpkit("validate", f"data/normalized/{SPARKS}.yaml", "--format", "json")
    assert json.loads(run.out)["summary"]["practices"] == 1
    assert {f["practice"] for f in json.loads(run.out)["findings"]} == {SPARKS}


# Inspect, explain, verify -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_inspect_gives_an_entry_for_each_line(workshop, seed):
    data = json.loads(gpkit("inspect", f"seeds/{seed.name}", "--format", "json").out)
    text = seed.read_text("utf-8").split("\n")
    text = text[:-1] if not text[-1] else text
    assert [line["text"] for line in data["lines"]] == text
    assert [line["line"] for line in data["lines"]] == list(range(1, len(text) + 1))
    assert set(data) == {"dump", "sha256", "family", "lines"}
    assert set(data["lines"][0]) == {"line", "text", "role", "record", "field"}


def test_inspect_reads_standard_input_and_the_archive(catalogue):
    data = SEEDS[0].read_bytes()
    shown = gpkit("inspect", f"seeds/{SEEDS[0].name}").out
    assert gpkit("inspect", "-", stdin=data).out == shown
    assert gpkit("inspect", SEEDS[0].name).out == shown


def test_inspect_names_the_facet_of_a_value(workshop):
    data = json.loads(gpkit("inspect", f"seeds/{SEEDS[0].name}", "--format", "json").out)
    fields = {line["text"]: line["field"] for line in data["lines"]}
    assert fields["Average"] == "digital_skill_level"
    assert fields["Skip to main content"] == "skip link"


def test_explain_shows_dump_line_raw_and_steps(catalogue):
    out = gpkit("explain", SPARKS, "digital_skill_level").out
    assert f"{SEEDS[0].name}:119: Middle" in out
    assert "raw: 'Middle'" in out
    assert "intermediate" in out


def test_explain_every_value_of_every_practice(catalogue):
    for path in Path("data/normalized").rglob("*.yaml"):
        run = gpkit("explain", path.relative_to("data/normalized").with_suffix("").as_posix())
        assert run.code == 0
        assert "nothing known" not in run.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["digitalalliance-bg/sparks"], "Did you mean digitalalliance-bg/sparks-initiative?"),
        ([SPARKS, "colour"], "says nothing of 'colour'"),
        (["../../etc/passwd"], "no"),
    ],
)
def test_explain_what_is_not_there(catalogue, args, words):
    run = gpkit("explain", *args)
    assert run.code == 2
    assert words in run.err


def test_verify_proves_the_seeds(catalogue):
    run = gpkit("verify")
    assert run.code == 0
    assert re.search(r"4 practices, (\d+) of \1 raw words stand where they say", run.err)


def test_verify_finds_a_forged_word(catalogue):
    path = catalogue / f"data/normalized/{SPARKS}.yaml"
    path.write_text(path.read_text("utf-8").replace("raw: Middle", "raw: Midle"), "utf-8")
    run = gpkit("verify")
    assert run.code == 1
    assert "'Midle'" in run.out


def test_verify_finds_a_changed_dump(catalogue):
    dump = catalogue / "data/raw" / SEEDS[0].name
    dump.write_bytes(dump.read_bytes().replace(b"Middle", b"Midlle"))
    run = gpkit("verify")
    assert run.code == 1
    assert "no dump of this name and hash in data/raw" in run.out


# Colours ------------------------------------------------------------------------------------------

SPEAKING = ["validate", f"inspect {SEEDS[0].name}", f"explain {SPARKS}"]


@pytest.mark.parametrize("command", SPEAKING)
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, False),
    ],
)
def test_colour(catalogue, command, variables, coloured):
    assert (ESCAPE in gpkit(*command.split(), env=variables).out) is coloured


def test_colour_changes_no_word(catalogue):
    plain = gpkit("validate").out
    assert re.sub("\x1b\\[[0-9;]*m", "", gpkit("validate", env={"FORCE_COLOR": "1"}).out) == plain


def test_data_are_never_coloured(catalogue):
    for command in ("export", "export --format json", "validate --format json", "schema"):
        assert ESCAPE not in gpkit(*command.split(), env={"FORCE_COLOR": "1"}).out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_narrow_stdout_is_no_failure(catalogue, encoding):
    run = gpkit("export", env={"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert run.code == 0
    assert "DIGILEAD –" in run.out


def test_the_terminal_gets_a_table_and_the_same_words(workshop):
    pty = pytest.importorskip("pty")
    import os
    import subprocess
    import sys

    from support import environment

    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "gpkit", "ingest", "seeds"],
        stderr=theirs,
        env=environment({"TERM": "xterm", "COLUMNS": "100"}),
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert run.wait(timeout=30) == 0
    assert "4 new, 0 changed, 0 unchanged" in shown.decode()
    assert "claimed" in shown.decode()


def test_read_is_what_the_command_reads(workshop):
    assert [p.id for p in read(SEEDS[0].read_bytes()).practices][1] == SPARKS
