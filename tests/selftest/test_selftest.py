"""Damage to the cases of every family is read right or reported, and never slips through.

A slice runs always, with a fixed seed; ``GPKIT_SLOW=1`` damages every line of every case.
"""

from collections import Counter

import pytest

from gpkit.selftest.mutations import MUTATIONS
from gpkit.selftest.page import read_case
from gpkit.selftest.run import SLIP, cases, selftest
from support import ROOT

CASES = ROOT / "tests/cases"
FAMILIES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def slips(family, most):
    results = selftest(cases(CASES, family), 0, most)
    return [
        f"{r.case}:{r.mutant.line} {r.mutation} {r.mutant.what!r}: {r.words}"
        for r in results
        if r.verdict == SLIP
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_slips_through(family):
    assert slips(family, 2) == []


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_slips_through_in_any_line(family):
    assert slips(family, None) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_changes_some_page(name):
    pages = [read_case(path.parent) for path in sorted(CASES.glob("*/*/dump.txt"))]
    mutants = [mutant for page in pages for mutant in MUTATIONS[name](page)]
    texts = {page.text for page in pages}
    assert sum(mutant.text not in texts for mutant in mutants) > 0


def test_each_mutation_says_what_is_true():
    assert [name for name, one in MUTATIONS.items() if len(one.__doc__ or "") < 40] == []


def test_the_same_seed_damages_the_same_lines():
    page = cases(CASES, "kohesio")
    runs = [[r.mutant.text for r in selftest(page, seed, 1)] for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_most_mutants_are_read_right():
    counted = Counter(r.verdict for r in selftest(cases(CASES, "digitalalliance-bg"), 0, 2))
    assert counted["right"] > counted["reported"] > 0
