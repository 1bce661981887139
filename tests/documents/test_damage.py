"""Damage is counted, never hidden: what is whole is kept, and the place of the damage is named."""

import contextlib
import gzip
import io
import os
import random
import re
from pathlib import Path

import packing
import pytest

from gpkit.documents.buffer import Buffer
from gpkit.documents.inflate import Damaged, Inflated, Plain
from gpkit.documents.pages import read as read_page
from gpkit.documents.warc import Framed, Record, framed, records
from gpkit.errors import Unreadable
from support import SEEDS, gpkit, tight

PAGES = [packing.small_page(number) for number in range(20)]
RECORDS = [packing.response(page, packing.url(n), digest=True) for n, page in enumerate(PAGES)]
PLAIN = b"".join(RECORDS)
MEMBERS = [gzip.compress(record) for record in RECORDS]
PACKED = b"".join(MEMBERS)
FLIPS = 5000 if os.environ.get("GPKIT_SLOW") else 1000  # of each of two files


def read(data, packed=None):
    """Give the bodies that were read, and the damage."""
    packed = data.startswith(b"\x1f\x8b") if packed is None else packed
    stream = Plain(io.BytesIO(data))
    found = list(records(Buffer(Inflated(stream, "gzip", "x") if packed else stream), "x"))
    bodies = [one.block.partition(b"\r\n\r\n")[2] for one in found if isinstance(one, Record)]
    return bodies, [one for one in found if isinstance(one, Damaged)]


def ends(parts):
    """Give where each part ends in the whole."""
    total, places = 0, []
    for part in parts:
        total += len(part)
        places.append(total)
    return places


@pytest.mark.parametrize("data", [PLAIN, PACKED], ids=["warc", "warc.gz"])
def test_framed_records_are_the_bytes_of_the_file(data):
    found = list(framed(io.BytesIO(data), "x"))
    assert b"".join(one.head + one.payload + b"\r\n\r\n" for one in found) == PLAIN
    places = [0, *ends(MEMBERS if data is PACKED else RECORDS)[:-1]]
    assert [one.offset for one in found] == places
    for one in found[::5]:
        assert next(framed(io.BytesIO(data[one.offset :]), "x"))[1:] == one[1:]


def test_framed_records_of_a_cut_file_end_in_its_damage():
    *found, damage = framed(io.BytesIO(PACKED[:-9]), "x")
    assert isinstance(damage, Damaged)
    assert [type(one) for one in found] in ([Framed] * 19, [Framed] * 20)


# Cut ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [RECORDS, MEMBERS], ids=["warc", "warc.gz"])
def test_a_file_cut_anywhere(parts):
    whole, places = b"".join(parts), ends(parts)
    assert len(whole) > 4000
    for cut in range(1, len(whole), 7):
        kept, damage = read(whole[:cut], packed=parts is MEMBERS)
        sure = sum(place <= cut for place in places)
        assert kept[:sure] == PAGES[:sure], cut
        assert kept[sure:] in ([], [PAGES[sure]]), cut  # only its end mark is missing
        assert bool(damage) != (cut in places), cut
        for one in damage:
            assert one.offset == ([0, *places][sure]), cut


def test_one_member_of_many_records_cut_anywhere():
    whole = gzip.compress(PLAIN)
    for cut in range(1, len(whole), 7):
        kept, damage = read(whole[:cut], packed=True)
        assert kept == PAGES[: len(kept)]
        assert damage
        assert damage[-1].cut


def test_an_arc_cut_anywhere():
    whole = packing.arc(PAGES)
    for cut in range(1, len(whole), 7):
        kept, damage = read(whole[:cut])
        bodies = [body for body in kept if body]
        assert bodies == PAGES[: len(bodies)]
        assert damage or cut in {m.start() for m in re.finditer(rb"https://", whole)}, cut


# Wrong --------------------------------------------------------------------------------------------


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("parts", [RECORDS, MEMBERS], ids=["warc", "warc.gz"])
def test_flipped_bytes(parts):
    whole, random_ = b"".join(parts), random.Random(7)
    for _ in range(FLIPS):
        data = bytearray(whole)
        for _ in range(random_.randint(1, 3)):
            data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
        kept, damage = read(bytes(data), packed=parts is MEMBERS)
        assert set(kept) <= set(PAGES) or damage or len(kept) == len(PAGES)
        if len(kept) < len(PAGES):
            assert damage, "a record was lost in silence"


@pytest.mark.parametrize("said", ["-1", "+1", "-10", "+10", "+300", "", "many", "-5", "9" * 15])
@pytest.mark.parametrize("where", [0, 9, 19])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_wrong_length(said, where, packed):
    length = len(RECORDS[where]) - RECORDS[where].index(b"\r\n\r\n") - 8
    wrong = str(length + int(said)) if said[:1] in ("-1", "+") or said in ("-1", "-10") else said
    part = packing.response(PAGES[where], packing.url(where), digest=True, Content_Length=wrong)
    parts = [*RECORDS[:where], part, *RECORDS[where + 1 :]]
    kept, damage = read(b"".join(map(gzip.compress, parts) if packed else parts))
    others = [page for page in PAGES if page != PAGES[where]]
    assert [page for page in kept if page in others] == others
    assert damage
    start = sum(map(len, MEMBERS[:where] if packed else RECORDS[:where]))
    assert damage[0].offset == start


def test_a_record_without_a_length():
    part = packing.response(PAGES[3], packing.url(3), Content_Length=None)
    kept, damage = read(b"".join([*RECORDS[:3], part, *RECORDS[4:]]))
    assert kept == PAGES
    assert len(damage) == 1


def test_something_between_two_records():
    kept, damage = read(RECORDS[0] + b"no record\r\n" * 3 + RECORDS[1])
    assert kept == PAGES[:2]
    assert [one.offset for one in damage] == [0] or damage[0].offset == len(RECORDS[0])


def test_a_digest_that_does_not_fit():
    wrong = RECORDS[1].replace(b"Word", b"Wort", 1)
    kept, damage = read(RECORDS[0] + wrong + RECORDS[2])
    assert kept == [PAGES[0], PAGES[2]]
    assert "digest" in str(damage[0])


def test_a_type_of_record_that_is_not():
    kept, damage = read(RECORDS[0].replace(b": response", b": respomse", 1) + RECORDS[1])
    assert kept == [PAGES[1]]
    assert "respomse" in str(damage[0])


def test_a_page_that_the_crawler_cut(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(packing.response(PAGES[0], packing.url(0), WARC_Truncated="length"))
    pages, problems, _ = packing.opened(path)
    assert len(pages) == 1
    assert "length" in str(problems[0])


def test_a_member_that_is_wrong_and_others_behind_it():
    data = bytearray(PACKED)
    place = sum(map(len, MEMBERS[:5]))
    data[place + 30 : place + 40] = b"\0" * 10
    kept, damage = read(bytes(data))
    assert kept == PAGES[:5] + PAGES[6:]
    assert [one.offset for one in damage] == [place]


def test_padding_is_no_damage():
    assert read(PACKED + b"\0" * 512) == (PAGES, [])


def test_what_follows_the_last_member_is_told():
    kept, damage = read(PACKED + b"and more")
    assert kept == PAGES
    assert [one.offset for one in damage] == [len(PACKED)]


# Other containers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [n for n in packing.CONTAINERS if "zip" not in n and "wacz" not in n]
)
def test_any_container_cut_anywhere(tmp_path, name):
    whole = packing.CONTAINERS[name](PAGES[:6])
    path = tmp_path / name
    path.write_bytes(whole)
    pages, problems, _ = packing.opened(path)
    assert [dump.data for dump in pages] == PAGES[:6]
    assert not problems
    for cut in range(300, len(whole), max(7, len(whole) // 60)):
        path.write_bytes(whole[:cut])
        pages, problems, _ = packing.opened(path)
        if pages and pages[0].name == name:  # too little is left to see what was in the pack
            with pytest.raises(Damaged):
                read_page(pages[0])
            continue
        assert [dump.data for dump in pages] == PAGES[: len(pages)], cut
        if len(pages) < 6 and not at_a_boundary(name, whole, cut):
            assert problems, cut


def at_a_boundary(name, whole, cut):
    """Tell whether a file that is cut here is a whole file of fewer pages."""
    if name.endswith((".jsonl", ".csv")):
        return whole[cut - 1 : cut] == b"\n"
    return whole[cut : cut + 5] in (b"WARC/", b"https") or (
        name.endswith("crawl.warc.gz") and whole[cut : cut + 2] == b"\x1f\x8b"
    )


@pytest.mark.parametrize("name", ["pages.zip", "crawl.wacz", "warcs.zip"])
def test_a_zip_that_is_cut_is_named(tmp_path, name):
    whole = packing.CONTAINERS[name](PAGES[:6])
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged, match="byte 0"):
        packing.opened(tmp_path / name)


def test_a_file_of_a_zip_that_is_wrong(tmp_path):
    whole = bytearray(packing.zipped(packing.files_of(PAGES[:3]), 0))
    place = whole.index(PAGES[1])
    whole[place + 20] ^= 1
    (tmp_path / "a.zip").write_bytes(whole)
    pages, problems, _ = packing.opened(tmp_path / "a.zip")
    assert [dump.data for dump in pages] == [PAGES[0], PAGES[2]]
    assert "page-01.html" in str(problems[0])


def test_rows_that_are_wrong(tmp_path):
    lines = packing.jsonl(PAGES[:4]).splitlines(keepends=True)
    lines[1] = b'{"url": \n'
    lines[2] = b'{"url": "https://pages.example/", "html": ""}\n'
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    pages, problems, _ = packing.opened(tmp_path / "a.jsonl")
    assert [dump.name for dump in pages] == ["a.jsonl#1", "a.jsonl#4"]
    assert [one.offset for one in problems] == [len(lines[0]), len(lines[0]) + len(lines[1])]


def test_a_row_with_too_few_cells(tmp_path):
    rows = packing.table(PAGES[:2]) + b"only one cell\r\n" + packing.table(PAGES[2:3])[24:]
    (tmp_path / "a.csv").write_bytes(rows)
    pages, problems, _ = packing.opened(tmp_path / "a.csv")
    assert len(pages) >= 2
    assert "cells" in str(problems[0])


# What a user sees ---------------------------------------------------------------------------------


def test_a_cut_crawl_is_done_in_part(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pages = [packing.as_html(tight(seed.read_text("utf-8"))) for seed in SEEDS]
    whole = packing.warc(pages, packed=True)
    Path("crawl.warc.gz").write_bytes(whole[:-100])
    run = gpkit("ingest", "crawl.warc.gz")
    assert run.code == 3
    assert re.search(r"crawl\.warc\.gz: damaged at byte \d+: the packed data is cut short", run.err)
    assert "3 practices: 3 new" in run.err
    Path("crawl.warc.gz").write_bytes(whole[:40])
    assert gpkit("ingest", "crawl.warc.gz").code == 2


def test_a_cut_page_is_not_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = gzip.compress(packing.as_html(tight(SEEDS[0].read_text("utf-8"))))
    Path("page.html.gz").write_bytes(page[:-20])
    run = gpkit("ingest", "page.html.gz")
    assert run.code == 2
    assert "cut short" in run.err


@pytest.mark.parametrize("name", [*packing.CONTAINERS, "page.mhtml"])
def test_whatever_is_done_to_a_file_it_is_read_or_refused(tmp_path, name):
    """Bytes flipped, lost, doubled and put in: never an exception that is not ours."""
    make = packing.CONTAINERS.get(name, lambda pages: packing.mhtml(pages[0]))
    whole, random_, path = make(PAGES[:6]), random.Random(name), tmp_path / name
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(random_.randint(1, 5)):
            at, other = random_.randrange(len(data)), random_.randrange(len(data))
            piece = bytes(data[other : other + random_.randint(1, 200)])
            data[at : at + random_.choice((0, 1, 100))] = random_.choice((b"", b"\xff", piece))
        path.write_bytes(data)
        with contextlib.suppress(Unreadable):
            pages, problems, _ = packing.opened(path)
            assert all(isinstance(problem, Unreadable) for problem in problems)
            for dump in pages:
                with contextlib.suppress(Unreadable):
                    read_page(dump)
