"""Write a corpus: dumps of made-up practices in the shapes of all families, and their truth.

    python benchmarks/corpus.py 10000 FOLDER            text dumps, lists with up to 10 records
    python benchmarks/corpus.py 10000 FOLDER --as html  pages; or warc, wet

The same number and seed give the same bytes. Nothing of gpkit is imported, so what is true is not
what gpkit thinks. `FOLDER/truth.jsonl` has a line for each practice: where it is, its family, its
title, the concepts of its facets, and the number of the earlier practice that it repeats (1 in 20).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from corpus_items import Words, item
from corpus_pages import FAMILIES, Family, Line, Record, html, text

FOLDER = 1000  # files a folder
ARCHIVE = 5000  # pages an archive
DATE = "2024-05-01T10:00:00Z"


class Page(NamedTuple):
    """A page of a site, with the records it prints; ``numbers`` are those of its practices."""

    family: Family
    url: str
    lines: list[Line]
    records: list[Record]
    numbers: list[int]


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("number", type=int, help="practices")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--as", dest="form", choices=tuple(WRITERS), default="text")
    chosen = parser.parse_args()
    write(chosen.folder, chosen.number, chosen.seed, chosen.form)


def write(folder: Path, number: int, seed: int = 8, form: str = "text") -> None:
    """Write dumps or archives of so many practices, and the truth beside them."""
    (folder / "dumps").mkdir(parents=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for name, page in WRITERS[form](folder / "dumps", pages(number, seed)):
            truth.writelines(
                json.dumps(one, ensure_ascii=False) + "\n" for one in _true(name, page, seed)
            )


def pages(number: int, seed: int) -> Iterator[Page]:
    """Make pages of so many practices in all."""
    shares = [family.share / family.each for family in FAMILIES]
    start = 0
    while start < number:
        chance = random.Random(f"{seed}:{start}:site")  # noqa: S311
        family = FAMILIES[len(FAMILIES) - 1 - start] if start < len(FAMILIES) else None
        family = family or chance.choices(FAMILIES, shares)[0]  # each family at least once
        each = min(chance.randint(1, family.each), number - start)
        yield _page(family, range(start, start + each), seed, chance)
        start += each


def _page(family: Family, numbers: range, seed: int, chance: random.Random) -> Page:
    language = chance.choice(family.languages.split())
    records = [family.make(Words(item(number, seed), language, seed)) for number in numbers]
    lines = [*family.head, *(line for record in records for line in record.lines)]
    words = Words(item(numbers[0], seed), language, seed)
    slug = f"{words.item.name}-{numbers[0]}".lower()
    return Page(family, f"https://{family.host}/practices/{slug}", lines, records, list(numbers))


def _true(dump: str, page: Page, seed: int) -> Iterator[dict[str, object]]:
    for number, record in zip(page.numbers, page.records, strict=True):
        yield {
            "dump": dump,
            "number": number,
            "family": page.family.name,
            "title": record.title,
            "facets": {facet: values for facet, values in record.facets.items() if values},
            "same_as": item(number, seed).same_as,
        }


# Files ----------------------------------------------------------------------------------------


def _plain(folder: Path, made: Iterator[Page], form: str) -> Iterator[tuple[str, Page]]:
    """Write a file for each page; the URLs of those that nothing else tells stand in index.csv."""
    number = 0
    while some := list(islice(made, FOLDER)):
        inside = folder / f"{number // FOLDER:04}"
        inside.mkdir()
        with (inside / "index.csv").open("w", encoding="utf-8", newline="") as out:
            index = csv.writer(out, lineterminator="\n")
            index.writerow(("dump", "url", "fetched"))
            for page in some:
                name = f"{number:07}.{'html' if form == 'html' else 'txt'}"
                (inside / name).write_text(_printed(page, form), "utf-8", newline="\n")
                if page.family.by_url or form == "html":
                    index.writerow((name, page.url, DATE))
                yield f"{inside.name}/{name}", page
                number += 1


def _printed(page: Page, form: str) -> str:
    return html(page.lines, page.records[0].title) if form == "html" else text(page.lines)


def _packed(folder: Path, made: Iterator[Page], form: str) -> Iterator[tuple[str, Page]]:
    """Write archives, each record a gzip member of its own."""
    number = 0
    while some := list(islice(made, ARCHIVE)):
        name = f"{number:05}.{form}.gz"
        with (folder / name).open("wb") as out:
            for page in some:
                out.write(gzip.compress(_record(page, form), 6, mtime=0))
                yield f"{name}#{page.url}", page
        number += 1


def _record(page: Page, form: str) -> bytes:
    """Write a response with the page, or a conversion with its text."""
    if form == "wet":
        kind, type_, body = "conversion", "text/plain", _printed(page, "text").encode()
    else:
        kind, type_ = "response", "application/http; msgtype=response"
        body = _printed(page, "html").encode()
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        head += f"Content-Length: {len(body)}\r\n"
        body = head.encode() + b"\r\n" + body
    digest = hashlib.sha256(page.url.encode()).hexdigest()
    named = (
        f"<urn:uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}>"
    )
    headers = {"WARC-Type": kind, "WARC-Record-ID": named, "WARC-Date": DATE}
    headers |= {
        "WARC-Target-URI": page.url,
        "Content-Type": type_,
        "Content-Length": str(len(body)),
    }
    top = "\r\n".join(["WARC/1.0", *(f"{key}: {value}" for key, value in headers.items())])
    return top.encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


WRITERS = {
    "text": lambda folder, made: _plain(folder, made, "text"),
    "html": lambda folder, made: _plain(folder, made, "html"),
    "warc": lambda folder, made: _packed(folder, made, "warc"),
    "wet": lambda folder, made: _packed(folder, made, "wet"),
}


if __name__ == "__main__":
    main()
