"""Memory does not grow with the input: a crawl of 1 GiB, an export of 10,000 practices.

``GPKIT_SLOW=1`` takes both in full; else 48 MiB and 300 practices.
"""

import gc
import random
import tracemalloc

import faults
import pytest

import support
from support import used

MIB = 1024 if faults.SLOW else 48  # of the crawl
PRACTICES = 10_000 if faults.SLOW else 300
MOST = 300  # MiB of the largest process


def record(number, kind, payload):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n" + payload
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Length: {len(block)}\r\n"
        f"WARC-Target-URI: https://bees.example/{number}\r\n"
        "Content-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def crawl(path):
    """Write a crawl: pages of 1 KB and of 256 KB, and pictures of 2 to 8 MiB."""
    random_ = random.Random(42)
    with path.open("wb") as file:
        number = 0
        while file.tell() < MIB * 2**20:
            number += 1
            if number % 4:
                words = " ".join(random_.choices(faults.WORDS, k=100 if number % 8 else 40_000))
                page = f"<html><body><h1>Bees {number}</h1><p>{words}.</p></body></html>"
                file.write(record(number, b"text/html; charset=utf-8", page.encode()))
            else:
                picture = b"\x89PNG\r\n\x1a\n" + random_.randbytes(random_.randint(2, 8) * 2**20)
                file.write(record(number, b"image/png", picture))
    return number


@pytest.mark.timeout(3600)
def test_a_large_crawl_is_streamed(tmp_path):
    (tmp_path / "dumps").mkdir()
    count = crawl(tmp_path / "dumps/crawl.warc")
    code, _, memory, said = used(["ingest", "-q", "dumps"], tmp_path)
    assert code == 0, said[-500:]
    assert len(list((tmp_path / "data").rglob("*.yaml"))) > count / 2
    assert memory <= MOST


@pytest.mark.timeout(3600)
def test_a_large_export_is_streamed(tmp_path):
    faults.lay_down(tmp_path, 1, PRACTICES)
    code, _, _, said = used(["ingest", "-q", "dumps"], tmp_path)
    assert code == 0, said[-500:]
    for name in ("csv", "jsonl"):
        code, _, memory, said = used(["export", "-q", "-o", f"all.{name}"], tmp_path)
        assert code == 0, said[-500:]
        assert memory <= MOST, (name, memory)
    assert len(support.tree(tmp_path / "data/normalized")) >= PRACTICES


def test_pages_that_fail_leave_nothing_behind(tmp_path):
    """An error holds its traceback, that the frames, those the page: 5 MiB for each empty one.

    The last page alone may be remembered.
    """
    from gpkit.documents.sources import find
    from gpkit.pipeline.work import Reader, Task

    lines, files = 500_000, 5
    for number in range(files):
        (tmp_path / f"{number}.txt").write_bytes(b"\n" * (lines + number))
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        for source in find([str(tmp_path)], tmp_path / "raw"):
            assert isinstance(list(Reader().read(Task(source)))[-1], Exception)
        assert tracemalloc.get_traced_memory()[0] < 2 * 8 * lines  # a pointer a line
    finally:
        tracemalloc.stop()
        gc.enable()
