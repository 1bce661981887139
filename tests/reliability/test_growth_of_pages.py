"""What is done for each claim of a page grows evenly with their number.

Times are those of the processor, the best of some tries; what is held against all others takes
64 times as long for 8 times as many, and 24 times is allowed.
"""

import pytest

import support
from gpkit.authority import load
from gpkit.ledger import ledger
from gpkit.model import Claim, Document, Parsed, Record, Role
from gpkit.normalize import facets_of, practices

FEW, MANY = 2_000, 16_000


def page(size, claimed):
    """A page of one record: a label, organisations below it, and what nobody claims."""
    lines = ("Organisation", *(f"Society number {number}" for number in range(1, size)))
    label = Claim(1, Role.LABEL, label="Organisation")
    values = [Claim(n + 1, Role.VALUE, (lines[n],)) for n in range(1, claimed)]
    record = Record((label, *values), 1, size)
    return Document("page.txt", "0" * 64, lines), Parsed("generic", (record,))


def the_ledger(document, parsed):
    return lambda: [*ledger(document, parsed)]


def practices_of(document, parsed):
    left = ledger(document, parsed).unclaimed
    return lambda: practices(document, parsed, load(), None, left)


def facets(document, parsed):
    (practice,) = practices(document, parsed, load())
    return lambda: facets_of(practice.observed, load())


@pytest.mark.parametrize("share", [1, 100], ids=["all claimed", "one in a hundred claimed"])
@pytest.mark.parametrize("prepare", [the_ledger, practices_of, facets])
def test_time_grows_with_the_claims(prepare, share):
    took = [support.seconds(prepare(*page(size, size // share))) for size in (FEW, MANY)]
    assert took[1] <= 24 * max(took[0], 0.001)
