"""Readers of WARC: what each gives of a file that is cut or wrong, what it says of it, how fast.

Run it with `python benchmarks/warc.py`; needs warcio and fastwarc, which the tests need as well.
The crawl has 20 answers, each in a gzip member of its own. A reader *hides* damage where it ends
without an exception although the file was cut elsewhere than between two records.
"""

from __future__ import annotations

import gzip
import io
import logging
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "documents"))

import packing
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from gpkit.documents.inflate import Damaged
from gpkit.documents.warc import framed

PAGES = [packing.small_page(number) for number in range(20)]
RECORDS = [packing.response(page, packing.url(n), digest=True) for n, page in enumerate(PAGES)]
MEMBERS = [gzip.compress(record, mtime=0) for record in RECORDS]


def ours(data):
    """Read with gpkit: the blocks, and whether damage was told."""
    found = list(framed(io.BytesIO(data), "x"))
    blocks = [one.payload for one in found if not isinstance(one, Damaged)]
    return blocks, len(blocks) < len(found)


def warcio(data):
    """Read with warcio, which is asked to check digests."""
    found, told = [], False
    try:
        reader = ArchiveIterator(io.BytesIO(data), no_record_parse=True, check_digests="raise")
        found.extend(one.raw_stream.read() for one in reader)
    except Exception:  # noqa: BLE001 - that it is told counts, not how
        told = True
    return found, told


def fastwarc(data):
    """Read with fastwarc, which is asked to check digests."""
    found, told = [], False
    kinds = WarcRecordType.any_type
    try:
        reader = FastIterator(
            io.BytesIO(data), record_types=kinds, parse_http=False, verify_digests=True
        )
        found.extend(one.reader.read() for one in reader)
    except Exception:  # noqa: BLE001 - that it is told counts, not how
        told = True
    return found, told


READERS = {"gpkit": ours, "warcio": warcio, "fastwarc": fastwarc}


def cuts():
    """Cut the file behind every byte."""
    whole = b"".join(MEMBERS)
    places, at = [], 0
    for member in MEMBERS:
        at += len(member)
        places.append(at)
    blocks = ours(whole)[0]
    for name, read in READERS.items():
        counts = Counter()
        for cut in range(1, len(whole)):
            found, told = read(whole[:cut])
            sure = sum(place <= cut for place in places)
            counts["hidden"] += not told and cut not in places
            counts["whole records lost"] += found[:sure] != blocks[:sure]
            counts["wrong record given"] += found[sure:] not in ([], [blocks[min(sure, 19)]])
        said = ", ".join(f"{what} {counts[what]}" for what in sorted(counts))
        print(f"{name:9} {len(whole) - 1} cuts: {said}")


def lengths():
    """Let the third record say a wrong length."""
    for more in (-10, -1, 1, 10, 1000):
        size = len(RECORDS[2].partition(b"\r\n\r\n")[2]) - 4
        said = RECORDS[2].replace(
            b"Content-Length: %d\r\n" % size, b"Content-Length: %d\r\n" % (size + more), 1
        )
        data = b"".join([*RECORDS[:2], said, *RECORDS[3:]])
        shown = []
        for name, read in READERS.items():
            found, told = read(data)
            right = sum(block in found for block in ours(b"".join(RECORDS))[0])
            shown.append(f"{name} {right} of 20 right{'' if told else ', nothing told'}")
        print(f"length {more:+5}: {'; '.join(shown)}")


def speed():
    """Read 2,000 plain records of 20 kB."""
    page = b"<html><body>" + b"<p>Words of a page. " * 1000
    data = b"".join(packing.response(page, packing.url(n), digest=True) for n in range(2000))
    for name, read in READERS.items():
        start = time.perf_counter()
        count = len(read(data)[0])
        rate = len(data) / 2**20 / (time.perf_counter() - start)
        print(f"{name:9} {rate:.0f} MiB/s, {count} records")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for measure in (cuts, lengths, speed):
        measure()
