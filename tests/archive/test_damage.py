"""Behind a gate, damage is told in the words and in the places in which it is told without one."""

import bz2
import gzip
import io
import random

import crawls
import packing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.documents.gate import Gate, Marks
from gpkit.documents.inflate import Damaged
from gpkit.documents.sift import Sift
from gpkit.documents.warc import Record, framed

MARKS = Marks(frozenset(("pages.example",)), ("Resources needed",))
CHANCE, MADE = random.Random(5), crawls.paragraphs(5, 40)


def page(number):
    """Write a record: one in three is of the site, by its words."""
    words = crawls.noise(CHANCE, MADE, (1, 3)) + ("Resources needed\n" if number % 3 == 0 else "")
    if number % 2:
        return crawls.conversion(words, f"https://else.example/{number}", digest=True)
    return packing.response(words.encode(), f"https://else.example/{number}", digest=True)


RECORDS = [page(number) for number in range(20)]
PLAIN = crawls.crawl(RECORDS)
PACKED = crawls.crawl(RECORDS, packed=True)


def without(data):
    found = [*framed(io.BytesIO(data), "x")]
    told = [str(one) for one in found if isinstance(one, Damaged)]
    return told, [one.offset for one in found if not isinstance(one, Damaged) and near(one)]


def near(one):
    return b"Resources needed" in one.payload


def behind(data, *, digests=True):
    sift = Sift(io.BytesIO(data), "x", Gate(MARKS, digests=digests))
    found = [*sift.all()]
    told = [str(one) for one in found if isinstance(one, Damaged)]
    kept = [one.offset for one in found if isinstance(one, Record)]
    return told, kept, sift.rejected


def same(data):
    told, kept, rejected = behind(data)
    assert (told, kept) == without(data)
    return rejected


@pytest.mark.parametrize("data", [PLAIN, PACKED, gzip.compress(PLAIN), bz2.compress(PLAIN)])
def test_what_is_whole(data):
    rejected = same(data)
    assert rejected == {"warcinfo": 1, "response": 6, "conversion": 7}


@pytest.mark.parametrize("data", [PLAIN, PACKED], ids=["plain", "packed"])
def test_cuts(data):
    for cut in range(1, len(data), 7):
        same(data[:cut])


@given(
    st.sampled_from([PLAIN, PACKED]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=3),
)
def test_flips(data, flips):
    wrong = bytearray(data)
    for place, bits in flips:
        wrong[place % len(data)] ^= bits
    told, kept, _ = behind(bytes(wrong))
    told_without, near_ones = without(bytes(wrong))
    assert told == told_without
    assert set(near_ones) <= set(kept)  # a NUL in a record without a digest: it passes, in doubt


@pytest.mark.parametrize("change", [1, -1, 10, -10, 10**12, None])
@pytest.mark.parametrize("packed", [False, True])
def test_wrong_lengths(change, packed):
    block = b"Resources needed, and more of them\n"
    length = None if change is None else str(len(block) + change)
    odd = packing.record("conversion", block, "https://a.example/", Content_Length=length)
    same(crawls.crawl([*RECORDS[:4], odd, *RECORDS[4:9]], packed))


@pytest.mark.parametrize(
    "odd",
    [
        {"WARC_Type": "Response"},
        {"WARC_Type": "news"},
        {"warc_type": "conversion"},
        {"WARC_Block_Digest": "sha1:AAAA"},
        {"X_More": " folded\r\n on"},
        {"no colon": ""},
    ],
    ids=str,
)
def test_odd_headers(odd):
    record = packing.record("conversion", b"Nothing to see\n", "https://a.example/", **odd)
    same(crawls.crawl([*RECORDS[:3], record, *RECORDS[3:6]]))
    same(crawls.crawl([*RECORDS[:3], record.replace(b"\r\n", b"\n", 4), *RECORDS[3:6]]))


def test_arc():
    arc = packing.arc([packing.small_page(number) for number in range(50)])
    told, kept, rejected = behind(arc)
    assert (told, len(kept), rejected) == ([], 50, {"warcinfo": 1})  # its host is that of the site
    told, kept, rejected = behind(arc.replace(b"pages.example", b"other.example"))
    assert (told, kept, rejected) == ([], [], {"warcinfo": 1, "response": 50})


def test_a_record_larger_than_what_is_read_at_once(monkeypatch):
    monkeypatch.setattr("gpkit.documents.sift._PIECE", 1000)
    long = crawls.conversion("more words " * 900, "https://a.example/")
    for packed in (False, True):
        same(crawls.crawl([*RECORDS[:5], long, *RECORDS[5:]], packed))


def test_digests_of_what_is_rejected_can_be_left_out():
    wrong = PLAIN.replace(RECORDS[1], RECORDS[1].replace(b"sha1:", b"sha1:A"))
    assert [*behind(wrong)[0]] == [*without(wrong)[0]] != []
    assert behind(wrong, digests=False)[0] == []
