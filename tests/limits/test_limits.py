"""Each limit: the breach is named with its id, tells what to type, and stops nothing else."""

import gzip
import io
import json
import re
import zipfile

import pytest

from gpkit import limits
from gpkit.limits import DEFAULTS, Limits
from support import ROOT

PROSE = "Bees are kept in the schools of three villages, and children learn from them.\n"
PAGE = f"A page of bees\n\n{PROSE}"
HTML = f"<html><h1>A page of bees</h1><p>{PROSE}"


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


# Key of the limit, what it is set to, a dump that passes it, and one that just does not.
BREACHES = [
    ("file", 3000, PAGE + "x" * 3000, PAGE + "x" * 2800),
    ("file", 3000, gzip.compress((PAGE + "word " * 3000).encode()), gzip.compress(PAGE.encode())),
    ("page", 3000, HTML + "x" * 3000, HTML + "x" * 2800),
    ("nodes", 50, HTML + "<p>x" * 50, HTML + "<p>x" * 40),
    ("line", 500, PAGE + "x" * 501, PAGE + "x" * 500),
    ("line", 500, HTML + "<p>" + "x" * 501, HTML + "<p>" + "x" * 500),
    ("record", 3000, PAGE + f"{PROSE}\n" * 50, PAGE),
    ("ratio", 10, gzip.compress((PAGE + " " * 2**21).encode()), gzip.compress(PAGE.encode())),
    ("ratio", 10, zipped("a.txt", PAGE + " " * 2**21), zipped("a.txt", PAGE)),
    ("seconds", 1, HTML + "<p>x" * 150_000, HTML),
    ("memory", 80_000_000, HTML + "<p>x" * 199_000, HTML),
]


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize(("key", "most", "bad", "good"), BREACHES, ids=[b[0] for b in BREACHES])
def test_a_breach_is_named_and_stops_nothing(tmp_path, monkeypatch, gpkit, key, most, bad, good):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gpkit.toml", f"[limits]\n{key} = {most}\n")
    write(tmp_path / "in/bad.txt", bad)
    write(tmp_path / "in/good.txt", good)
    run = gpkit("ingest", "in")
    assert run.code == 3, run
    told = [line for line in run.err.split("\n") if f"(limit-{key})" in line]
    assert len(told) == 1, run.err
    assert told[0].startswith("not ingested: bad.txt")
    assert f"raise the limit in gpkit.toml: [limits] {key} = {most}" in run.err
    assert "1 dump, 1 practice: 1 new" in run.err


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("inspect in/bad.html", "page"),
        ("inspect in/bad.html", "seconds"),
        ("learn --family bees in", "page"),
    ],
)
def test_commands_that_read_one_page_keep_the_limits(tmp_path, monkeypatch, gpkit, key, command):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in/bad.html", HTML + "<p>x" * 150_000)
    write(tmp_path / "in/other.html", HTML)
    write(tmp_path / "gpkit.toml", f"[limits]\n{key} = 1\n")
    run = gpkit(*command.split())
    assert run.code == 2, run
    assert f"(limit-{key})" in run.err


def test_verify_and_explain_keep_the_limits(tmp_path, monkeypatch, gpkit):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in/a.html", HTML + "<p>some words" * 9_000)
    assert gpkit("ingest", "in").code == 0
    (found,) = tmp_path.glob("data/normalized/generic/*.yaml")
    assert gpkit("verify", "-q").code == 0
    assert gpkit("explain", f"generic/{found.stem}").code == 0
    write(tmp_path / "gpkit.toml", "[limits]\nnodes = 10\n")
    run = gpkit("verify")
    assert run.code == 1
    assert "(limit-nodes)" in run.out
    assert "(limit-nodes)" in gpkit("explain", f"generic/{found.stem}").err


def test_titles_and_values_are_findings(tmp_path, monkeypatch, gpkit):
    monkeypatch.chdir(tmp_path)
    levels = "Details\n\nLevel\n\nBasic\n\nAdvanced\n\n"
    page = f"Skip to main content\n\nBees\n\nBy Public, XNo Comments\n\nBees\n\n{PROSE}\n{levels}"
    write(tmp_path / "in/a.txt", page)
    assert gpkit("ingest", "--family", "digitalalliance-bg", "in").code == 0
    assert "over-limit" not in gpkit("validate").out
    write(tmp_path / "gpkit.toml", "[limits]\ntitle = 3\nvalues = 1\n")
    run = gpkit("validate", "--format", "json")
    found = [f for f in json.loads(run.out)["findings"] if f["rule"] == "over-limit"]
    assert run.code == 1
    assert {re.search(r"\((limit-\w+)\)", f["message"])[1] for f in found} == {
        "limit-title",
        "limit-values",
    }


# The configuration --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", Limits._fields)
@pytest.mark.parametrize("value", ["0", "-1", '"1"', "true", "1.5"])
def test_a_limit_is_a_number_above_0(tmp_path, monkeypatch, gpkit, key, value):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gpkit.toml", f"[limits]\n{key} = {value}\n")
    run = gpkit("rules")
    assert run.code == 2
    assert f"[limits] {key} is no number above 0" in run.err
    assert f"Write {key} = {getattr(DEFAULTS, key)}." in run.err


def test_a_page_stays_below_what_libxml2_reads_whole(tmp_path, monkeypatch, gpkit):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gpkit.toml", "[limits]\npage = 10_000_000\n")
    assert "above 9500000" in gpkit("rules").err


def test_the_table_of_the_docs_is_that_of_the_code():
    rows = re.findall(
        r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|",
        (ROOT / "docs/inputs.md").read_text("utf-8").split("## Limits")[1],
        re.MULTILINE,
    )
    units = {"MiB": 2**20, "GiB": 2**30}
    said = {}
    for key, words in rows:
        number, _, unit = words.strip().replace(",", "").partition(" ")
        said[key] = int(number) * units.get(unit, 1)
    assert said == DEFAULTS._asdict()


def test_no_limit_stands_anywhere_else():
    """A number of MiB in the rooms that read belongs into the table."""
    known = {"inflate.py", "sift.py"}  # of the codecs, and of pieces that are read
    for room in ("documents", "parsers", "text"):
        for path in (ROOT / "src/gpkit" / room).rglob("*.py"):
            if path.name not in known:
                assert not re.search(r"\b\d+ \* 2\*\*20|= 2\*\*20\b", path.read_text("utf-8")), path


def test_limits_are_those_of_the_last_that_set_them():
    try:
        limits.use(DEFAULTS._replace(title=7))
        assert limits.now().title == 7
    finally:
        limits.use(DEFAULTS)
