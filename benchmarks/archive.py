"""Archive mode: crawls through the gate beside readers that only read, and the full way.

Run it with `python benchmarks/archive.py [--size MiB] [--memory MiB]`; needs warcio, fastwarc, isal
and ahocorasick-rs. Seconds of CPU, medians of three interleaved rounds; all readers see the same
files, and the gate has to let through all pages of the corpus that are mixed in. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "archive"))

import crawls
import packing

from gpkit.config import Config, InputsConfig
from gpkit.documents.containers import dumps
from gpkit.documents.pages import Dump
from gpkit.documents.sift import Sift
from gpkit.documents.sources import Source
from gpkit.pipeline.gate import Gate, all_families
from gpkit.pipeline.work import Reader, Task

ROUNDS = 3
OURS = 100  # one page in so many is of a site family
FULL = 150  # records that are read the full way
MARKUP = (
    '<div class="row item-{0}"><a href="/topic/{0}" rel="tag" title="More of this">{1}</a></div>\n'
)


def page(chance, made, number, cases):
    """Write the text of a page, and tell its URL."""
    if number % OURS == OURS - 1:
        name, text = cases[number // OURS % len(cases)]
        return text, f"https://mirror.example/{number}/{name}"
    return crawls.noise(chance, made), f"https://site-{number % 997}.example/page/{number}"


def marked_up(text, chance):
    """Write a page of the web: ten bytes of markup for each of text."""
    menu = "".join(MARKUP.format(chance.randrange(999), "Item") for _ in range(400))
    body = packing.as_html(text).replace(b"<body>", b"<body>" + menu.encode())
    return body.replace(b"</body>", menu.encode() * 2 + b"</body>")


def records(size, kind):
    """Give records until they have so many bytes."""
    chance, made = random.Random(7), crawls.paragraphs(7, 4000)  # noqa: S311 - no secrets
    cases = [*crawls.cases(all_families())]
    yield packing.record("warcinfo", b"software: by hand\r\n")
    number = written = 0
    while written < size:
        text, url = page(chance, made, number, cases)
        if kind == "wet":
            one = crawls.conversion(text, url, digest=True)
        else:
            one = packing.response(marked_up(text, chance), url, digest=True)
        yield one
        number, written = number + 1, written + len(one)


def write(folder, kind, size):
    """Write a crawl plain and packed, a member a record; give both paths."""
    plain, packed = folder / f"crawl.{kind}", folder / f"crawl.{kind}.gz"
    with plain.open("wb") as one, packed.open("wb") as other:
        for record in records(size, kind):
            one.write(record)
            other.write(gzip.compress(record, 6, mtime=0))
    return plain, packed


# Readers: each gives how many records it saw ------------------------------------------------------


def warcio(path):
    """Iterate with warcio."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        return sum(1 for _ in ArchiveIterator(file))


def fastwarc(path):
    """Iterate with fastwarc, and read each record."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.any_type
    reader = ArchiveIterator(str(path), record_types=kinds, parse_http=False)
    return sum(1 for one in reader if one.reader.read() is not None)


def inflate(path):
    """Unpack with igzip, and do no more."""
    from isal import igzip

    with igzip.open(path, "rb") as file:
        while file.read(2**20):
            pass
    return 0


def gate(families=None, *, digests=True):
    """Make a reader that sends a file through the gate."""
    wanted = Gate(families or all_families(), digests=digests).of_bytes()

    def read(path):
        with path.open("rb") as file:
            sift = Sift(file, path.name, wanted)
            return sum(1 for _ in sift.all()) + sum(sift.rejected.values())

    return read


READERS = {
    "warcio, bare iteration": warcio,
    "fastwarc, by path": fastwarc,
    "bare igzip": inflate,
    "gate, all families": gate(),
    "gate, all families, `--skip-digests`": gate(digests=False),
    "gate, one family": gate(("urbact",)),
    "gate, one family, `--skip-digests`": gate(("urbact",), digests=False),
    "gate, a host alone, `--skip-digests`": gate(("digitalcoalition-ie",), digests=False),
}


def cpu(read, path):
    """Measure the CPU seconds of a reader, and give what it saw."""
    start = time.process_time()
    seen = read(path)
    return time.process_time() - start, seen


def measure(path):
    """Give the median seconds of each reader, and hold their counts against each other."""
    names = [n for n in READERS if n != "bare igzip" or path.suffix == ".gz"]
    found = {name: [] for name in names}
    counts = set()
    for _ in range(ROUNDS):
        for name in names:
            seconds, seen = cpu(READERS[name], path)
            found[name].append(seconds)
            counts.add(seen)
    if len(counts - {0}) != 1:
        raise SystemExit(f"readers see different numbers of records: {counts}")
    return {name: statistics.median(times) for name, times in found.items()}, max(counts)


def full(path):
    """Measure the full way over the first records, in seconds a record."""
    reader = Reader(None, Config())
    found = reader.read(Task(Source(path, path.name)))
    start, count = time.process_time(), 0
    for _ in found:
        count += 0.5  # a beginning and a result for each page
        if count >= FULL:
            break
    return (time.process_time() - start) / count


def recall(path, count):
    """Give how many pages of the corpus were mixed in, how many come through, and of how many."""
    wanted = Gate(all_families()).of_bytes()
    found = dumps(Source(path, path.name), InputsConfig(), wanted)
    urls = [one.url for one in found if isinstance(one, Dump)]
    ours = sum(url.startswith("https://mirror.example/") for url in urls)
    return (count - 1) // OURS, ours, len(urls)


def table(path):
    """Print the table of one file."""
    times, count = measure(path)
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    mib = plain.stat().st_size / 2**20
    base = times["warcio, bare iteration"]
    disk = path.stat().st_size / 2**20
    print(f"\n**{path.name}**: {count:,} records, {mib:.0f} MiB, {disk:.0f} on disk\n")
    bare = times.get("bare igzip")
    print("| reader | MiB/s | records/s | x warcio |" + (" of bare igzip |" if bare else ""))
    print("|---|---|---|---|" + ("---|" if bare else ""))
    times["no gate: each page read in full"] = full(path) * count
    for name, seconds in times.items():
        share = f" {bare / seconds:.1%} |" if bare else ""
        speed = f"{mib / seconds:,.1f} | {count / seconds:,.0f}"
        print(f"| {name} | {speed} | {base / seconds:.3f} |{share}")
    mixed, ours, passed = recall(path, count)
    print(f"\nOf {mixed} pages of site families {ours} came through, with {passed - ours} others.")


# Memory -------------------------------------------------------------------------------------------


def peak(path):
    """Give the peak memory of a run of its own that sends a file through the gate, in MiB."""
    command = [sys.executable, __file__, "--peak", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def memory(folder, size):
    """Print the peak memory over a large file."""
    path = folder / "large.warc"
    with path.open("wb") as file:
        for record in records(size * 2**20, "warc"):
            file.write(record)
    print(f"\nPeak memory of a run over a plain WARC of {size} MiB: {peak(path):.0f} MiB.")
    path.unlink()


def main():
    """Print all tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=48, help="MiB of each crawl, unpacked")
    parser.add_argument("--memory", type=int, default=0, help="MiB of the WARC for peak memory")
    parser.add_argument("--peak", type=Path)
    options = parser.parse_args()
    if options.peak:
        gate()(options.peak)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("wet", "warc"):
            for path in write(Path(folder), kind, options.size * 2**20):
                table(path)
        if options.memory:
            memory(Path(folder), options.memory)


if __name__ == "__main__":
    main()
