"""What is said of cases and parser files that cannot be read: the file, and the cure."""

import pytest

from here import gpkit, lay, told

CASE = "tests/cases/our-site/first"
PAGE = """\
Lanterns on the quay
Retired sailors show their neighbours how to book a ferry on the net, every Tuesday evening.
Details
Country
Malta
"""
MEND = "Mend the file, or remove it: --accept writes a new one."


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "this is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 "
         "(char 1)"),
        ("[]", "this is no JSON object"),
    ],
)  # fmt: skip
def test_what_a_case_expects_is_broken(text, says):
    case = "tests/cases/generic/first"
    lay({f"{case}/dump.txt": PAGE, f"{case}/expected.json": text})
    run = gpkit("selftest", "generic", "--accept", "--cases", "tests/cases")
    assert (run.code, run.err) == (2, told(f"{case}/expected.json: {says}", MEND))


def test_a_case_without_its_files():
    lay({f"{CASE}/dump.txt": "Lamp Post\n"})
    run = gpkit("selftest", "our-site", "--cases", "tests/cases")
    message = f"{CASE}: No such file or directory: {CASE}/expected.json"
    cure = "A case is a folder with dump.txt, expected.json and ledger.txt."
    assert (run.code, run.err) == (2, told(message, cure))


@pytest.mark.parametrize("name", ["nowhere.py", "parser.txt"])
def test_a_parser_that_is_no_python_file(name):
    lay({"parser.txt": ""})
    run = gpkit("selftest", "our-site", "--parser", name)
    assert (run.code, run.err) == (
        2,
        told(f"{name}: no such Python file", "Name a file that ends in .py."),
    )
