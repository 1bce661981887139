"""What is said of a broken gpkit.toml: the file, the key, what it is, and what to write there."""

import pytest

from gpkit.config import BELOW
from here import gpkit, lay, told

BAD = [  # what stands in gpkit.toml -> what is said, what to write
    (
        "ingest = 3",
        "ingest is no table, but 3",
        "Write [ingest] on a line, and below it a line for each key.",
    ),
    (
        'limits = ["page"]',
        "limits is no table, but ['page']",
        "Write [limits] on a line, and below it a line for each key.",
    ),
    (
        '[ingest]\nno_practice = "contact.txt"',
        "[ingest] no_practice is no list of names",
        'Write no_practice = ["contact.txt"].',
    ),
    (
        '[merge]\nprefer = "latest"',
        "[merge] prefer is no list of rules",
        'Write prefer = ["latest"]. The rules are: latest, fullest, first, family:NAME.',
    ),
    (
        '[rules]\nunknown-value = "error"',
        "[rules] unknown-value is no table of a rule, but 'error'",
        'Write [rules.unknown-value] and below it severity = "error".',
    ),
    (
        '[merge]\nprefer = ["last"]',
        "[merge] prefer: there is no rule 'last'",
        "Did you mean 'latest'? The rules are: latest, fullest, first, family:NAME.",
    ),
    (
        "[ingest]\nconfidence = 3",
        "[ingest] confidence is no number from 0 to 1",
        f"Write confidence = {BELOW}.",
    ),
    ("[inputs]\nurl = 3", "[inputs] url is no name of a column", 'Write url = "url".'),
    (
        "[families]\npath = 3",
        "[families] path is no name of a folder",
        'Write path = "families".',
    ),
    (
        "[ingest\nno_practice = []",
        "Expected ']' at the end of a table declaration (at line 1, column 8)",
        "Mend the line, or remove it.",
    ),
]


@pytest.mark.parametrize(("text", "says", "cure"), BAD, ids=[text for text, *_ in BAD])
def test_a_broken_configuration(tmp_path, monkeypatch, text, says, cure):
    monkeypatch.chdir(tmp_path)
    lay({"gpkit.toml": text})
    run = gpkit("rules")
    assert (run.code, run.err) == (2, told(f"{tmp_path.as_posix()}/gpkit.toml: {says}", cure))


@pytest.mark.parametrize("text", ["[tool]\ngpkit = 3", "[tool]\nother = 3", "tool = 3"])
def test_the_table_of_a_pyproject(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    lay({"pyproject.toml": text})
    run = gpkit("rules")
    cure = "Write [tool.gpkit.ingest] on a line, and below it a line for each key."
    message = f"{tmp_path.as_posix()}/pyproject.toml: tool.gpkit is no table, but 3"
    assert (run.code, run.err) == ((2, told(message, cure)) if "gpkit" in text else (0, ""))


def test_a_folder_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay({"gpkit.toml": '[authority]\npath = "own"'})
    run = gpkit("rules")
    message = f"{tmp_path.as_posix()}/gpkit.toml: [authority] path names own: no such directory"
    assert (run.code, run.err) == (2, told(message, "Make it: mkdir -p own"))


def test_options_of_rules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay({"data/normalized/some/a.yaml": "", "gpkit.toml": "[rules.missing-facet]\nalso = 1"})
    run = gpkit("validate")
    where = f"{tmp_path.as_posix()}/gpkit.toml: [rules.missing-facet]"
    message = f"{where} also is 1, which it cannot be"
    assert (run.code, run.err) == (2, told(message, "Write a list of words."))
    lay({"gpkit.toml": "[rules.missing-facet]\nalsoo = []"})
    message = f"{tmp_path.as_posix()}/gpkit.toml: the rule missing-facet has no option 'alsoo'"
    run = gpkit("validate")
    assert (run.code, run.err) == (2, told(message, "Did you mean 'also'?"))
    lay({"gpkit.toml": '[rules.missing-facet]\nseverity = "grave"'})
    message = f"{where} severity is 'grave', which it cannot be"
    run = gpkit("validate")
    assert (run.code, run.err) == (2, told(message, "Write one of: error, warning, note, off."))
