"""The corpus is the specification: what each page shape gives, field by field and line by line.

A case is a folder ``tests/cases/<family>/<case>/``: ``dump.txt``, ``expected.json`` (what its
practices say) and ``ledger.txt`` (the role of each non-blank line). To write down what gpkit gives
now, run ``pytest tests/test_cases.py --accept`` and review the diff.

Loose and tight extractions of one page must read alike. ``"tight": false`` in ``expected.json``
marks a page that cannot: its only mark is page chrome, which the tight extractor drops.
"""

import json
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from support import loose, meaning, meanings, read, tight

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/*/dump.txt"))
ABOUT = ("title", "published", "language", "summary", "sections", "observed", "byline")
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32")


def name_of(case):
    return f"{case.parent.name}/{case.name}"


@cache
def text_of(case):
    return (case / "dump.txt").read_bytes().decode()


@cache
def given(case):
    """Give what a case's practices say now."""
    return {
        practice.id: _shown(practice)
        for practice in read((case / "dump.txt").read_bytes()).practices
    }


def _shown(practice):
    said = meaning(practice)
    said["sections"] = [[s["heading"], s["role"]] for s in said["sections"]]
    said["summary"] = said["summary"] and said["summary"][:60]
    places = [[entry.line, [v.line for v in entry.values]] for entry in practice.observed]
    said["observed"] = [
        [label, facet, line, [[*v, at] for v, at in zip(values, lines, strict=True)]]
        for (label, facet, values), (line, lines) in zip(said["observed"], places, strict=True)
    ]
    return json.loads(json.dumps({key: said[key] for key in (*ABOUT, "facets")}))


@cache
def roles(case):
    """Give line, record and role of each non-blank line now."""
    entries = read((case / "dump.txt").read_bytes()).entries
    return [
        f"{e.line} {e.record or '-'} {e.claim.role}" for e in entries if e.claim.role != "blank"
    ]


def expected(case):
    return json.loads((case / "expected.json").read_text("utf-8"))


def ledger(case):
    return (case / "ledger.txt").read_text("utf-8").splitlines()


def pytest_generate_tests(metafunc):
    wanted = set(metafunc.fixturenames)
    if metafunc.config.getoption("--accept", default=False) and "case" in wanted:
        for case in CASES:
            accept(case)
    if "field" in wanted:
        cells = [(c, i, f) for c in CASES for i, p in expected(c)["practices"].items() for f in p]
        cells = [cell for cell in cells if cell[2] != "facets"]
        metafunc.parametrize("case, practice, field", cells, ids=map(_id, cells))
    elif "facet" in wanted:
        practices = [(c, i, p) for c in CASES for i, p in expected(c)["practices"].items()]
        cells = [(c, i, facet) for c, i, p in practices for facet in p["facets"]]
        metafunc.parametrize("case, practice, facet", cells, ids=map(_id, cells))
    elif "line" in wanted:
        lines = [(c, line) for c in CASES for line in ledger(c)]
        ids = [f"{name_of(c)}:{line.replace(' ', ':')}" for c, line in lines]
        metafunc.parametrize("case, line", lines, ids=ids)
    elif "case" in wanted:
        metafunc.parametrize("case", CASES, ids=name_of)


def _id(cell):
    case, practice, what = cell
    return f"{name_of(case)}:{practice.partition('/')[2][:40]}:{what}"


def accept(case):
    """Write down what a case gives now; the words about it stay."""
    path = case / "expected.json"
    old = expected(case) if path.exists() else {"about": ""}
    family = read((case / "dump.txt").read_bytes()).parsed.family
    new = {**old, "family": family, "practices": given(case)}
    path.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (case / "ledger.txt").write_text("\n".join(roles(case)) + "\n", "utf-8")


# What the practices say ---------------------------------------------------------------------------


def test_a_case_says_what_it_teaches(case):
    assert expected(case)["about"]


def test_family(case):
    assert read((case / "dump.txt").read_bytes()).parsed.family == expected(case)["family"]


def test_practices(case):
    assert list(given(case)) == list(expected(case)["practices"])


def test_field(case, practice, field):
    assert given(case)[practice][field] == expected(case)["practices"][practice][field]


def test_facet(case, practice, facet):
    wanted = expected(case)["practices"][practice]["facets"]
    assert given(case)[practice]["facets"].get(facet, "absent") == wanted[facet]


def test_no_other_facets(case):
    for practice, wanted in expected(case)["practices"].items():
        assert list(given(case)[practice]["facets"]) == list(wanted["facets"])


# What the lines are -------------------------------------------------------------------------------


def test_role_of_the_line(case, line):
    number = line.split()[0]
    assert [now for now in roles(case) if now.split()[0] == number] == [line]


def test_every_line_has_a_role(case):
    numbers = [number for number, words in enumerate(_lines(case), 1) if words.strip()]
    assert [int(line.split()[0]) for line in ledger(case)] == numbers


def _lines(case):
    return text_of(case).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def test_no_line_is_left_over(case):
    left_over = [line for line in ledger(case) if line.endswith("unclaimed")]
    assert len(left_over) == expected(case).get("unclaimed", 0)


# However it was extracted, ended and encoded ------------------------------------------------------


def test_tight_extraction_reads_alike(case):
    if expected(case).get("tight") is False:
        assert meanings(tight(text_of(case))) != meanings(text_of(case))
    else:
        assert_alike(meanings(tight(text_of(case))), meanings(text_of(case)))


def test_loose_extraction_reads_alike(case):
    assert_alike(meanings(loose(text_of(case))), meanings(text_of(case)))


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_other_line_ends_read_alike(case, end):
    text = "\n".join(_lines(case))
    assert_alike(meanings(text.replace("\n", end)), meanings(text))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_read_alike(case, encoding):
    if encoding == "utf-16-be" and not text_of(case)[:40].isascii():
        pytest.skip("without a mark, only mostly Latin text is told from binary")
    assert_alike(meanings(text_of(case).encode(encoding)), meanings(text_of(case)))


def assert_alike(ours, theirs):
    for one, two in zip_longest(ours, theirs):
        assert one == two
