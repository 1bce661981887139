"""Law 1: nothing is lost. Whatever lines are put in, each comes out with exactly one role."""

import pytest
from hypothesis import given

from gpkit import parsers
from gpkit.authority import load
from gpkit.documents.text import read as read_text
from gpkit.errors import GpkitError, NoPractice
from gpkit.ledger import BrokenLedger, ledger
from gpkit.model import Claim, Document, Parsed, Record, Role
from gpkit.text.lines import split_lines
from strategies import DUMP
from support import read

FAMILIES = parsers.families()


@pytest.mark.parametrize("family", FAMILIES)
@given(dump=DUMP)
def test_every_line_gets_one_role(family, dump):
    document = read_text(dump.encode(), "page.txt")
    parsed = parsers.parser(family).parse(document, load())
    entries = ledger(
        document, parsed
    )  # raises where a line is claimed twice or words are not on it
    assert [entry.text for entry in entries] == list(document.lines)
    for entry in entries:
        assert (entry.claim.role is Role.BLANK) == (not entry.text.strip())


@pytest.mark.parametrize("family", FAMILIES)
@given(dump=DUMP)
def test_claims_stand_in_the_order_of_the_lines_and_inside_their_record(family, dump):
    document = read_text(dump.encode(), "page.txt")
    for record in parsers.parser(family).parse(document, load()).records:
        lines = [claim.line for claim in record.claims]
        assert lines == sorted(lines)
        assert record.first <= min(lines, default=record.first)
        assert max(lines, default=record.last) <= record.last


@given(dump=DUMP)
def test_noise_has_a_reason(dump):
    document = read_text(dump.encode(), "page.txt")
    for family in FAMILIES:
        parsed = parsers.parser(family).parse(document, load())
        claims = [*parsed.noise, *(c for record in parsed.records for c in record.claims)]
        assert all(claim.reason for claim in claims if claim.role is Role.NOISE)


@given(dump=DUMP)
def test_decoding_changes_no_character(dump):
    document = read_text(dump.encode(), "page.txt")
    bare = dump.removeprefix("\ufeff")
    assert list(document.lines) == list(split_lines(bare))


@given(dump=DUMP)
def test_normalising_never_raises_and_loses_no_unclaimed_line(dump):
    try:
        found = read(dump)
    except NoPractice:
        return
    except GpkitError as error:
        assert "recognised by" in str(error)  # noqa: PT017 - the only other way out
        return
    left_over = [e.line for e in found.entries if e.claim.role is Role.UNCLAIMED]
    kept = sorted(line for p in found.practices for line in p.provenance.unclaimed)
    assert kept == left_over


# The ledger itself says so where a parser breaks the law ------------------------------------------

DOCUMENT = Document("page.txt", "0" * 64, ("one", "", "three"))


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([Claim(1, Role.TEXT), Claim(1, Role.TITLE)], "twice"),
        ([Claim(2, Role.TEXT)], "blank"),
        ([Claim(4, Role.TEXT)], "does not exist"),
        ([Claim(3, Role.TEXT, ("four",))], "lacks words"),
        ([Claim(3, Role.LABEL, label="four")], "lacks words"),
    ],
)
def test_a_broken_claim_is_a_defect(claims, words):
    with pytest.raises(BrokenLedger, match=words):
        ledger(DOCUMENT, Parsed("generic", (Record(tuple(claims), 1, 3),)))


def test_what_nobody_claims_is_unclaimed():
    entries = ledger(DOCUMENT, Parsed("generic", (), (Claim(1, Role.NOISE, reason="why"),)))
    assert [entry.claim.role for entry in entries] == [Role.NOISE, Role.BLANK, Role.UNCLAIMED]


def test_the_lines_are_counted_without_entries():
    found = ledger(DOCUMENT, Parsed("generic", (), (Claim(1, Role.NOISE, reason="why"),)))
    assert (len(found), found.claimed, found.unclaimed) == (3, 1, (3,))
    assert found[2] == [*found][2]
    assert [entry.line for entry in found[:2]] == [1, 2]
