"""Web archives of pages, harvests of them, and what two harvests have in common."""

import gzip
import hashlib
from pathlib import Path

from gpkit import stores
from gpkit.engines.serial import Serial
from gpkit.harvest.run import Harvest
from support import SEEDS, tree

TEXTS = [seed.read_text("utf-8") for seed in SEEDS]
SECONDS, MEMORY = 20, 2**30


def page(number):
    """Give a page of one of the seeds' sites, with a title of its own; one in five comes again."""
    text = TEXTS[number % 2]
    which = number if number % 5 else 0
    return text.replace("Sparks", f"Sparks {which}").replace("DigiLEAD", f"DigiLEAD {which}")


def record(number, body):
    data = body.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def partitions(folder, number=6, pages=4):
    """Write WET files, packed as a web archive packs them."""
    folder.mkdir(parents=True)
    for part in range(number):
        with (folder / f"part-{part:03}.warc.wet.gz").open("wb") as file:
            for k in range(pages):
                numbered = part * pages + k
                file.write(gzip.compress(record(numbered, page(numbered)), mtime=0))
    return folder


def harvest(inputs, out, engine=None, **more):
    store = stores.made(Path(out), more.pop("kind", "jsonl"), more.pop("shards", 4))
    archive = more.pop("archive", Path("raw"))
    run = Harvest(archive, store, engine or Serial(), **more)
    return run.run([str(one) for one in inputs])


def sums(out):
    """Give the hashes of all files of a store and of its quarantine."""
    found = {}
    for root in (Path(out), Path(out).parent / "quarantine"):
        for name, data in tree(root).items():
            found[f"{root.name}/{name}"] = hashlib.sha256(data).hexdigest()
    return {name.partition("/")[2] + name[:5]: digest for name, digest in sorted(found.items())}
