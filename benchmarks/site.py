"""Build time, memory, sizes, and, with a browser, the time of a search in a site of many practices.

The practices are made up as in `benchmarks/exports.py`, with dumps of their own to show beside.

    python benchmarks/site.py --sizes 100 1000 10000 --chromium /usr/bin/chromium
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.authority import load
from gpkit.model import (
    Evidence,
    Observed,
    ObservedValue,
    Organisation,
    Practice,
    Provenance,
    Section,
    Value,
    Witness,
)
from gpkit.store.codec import as_yaml
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

FACETS = ("target_audience", "digital_technology", "digital_skill_level", "country")
FIRST = "Amber Birch Cedar Delta Ember Fjord Grove Heron Iris Juniper Kestrel Linden Maple".split()  # noqa: SIM905
LAST = "academy workshop library network programme school bridge campus studio circle".split()  # noqa: SIM905
WORDS = 4000  # in the vocabulary of the prose


def word(number: int) -> str:
    """Make a word that follows from its number."""
    syllables = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
    made = ""
    number += len(syllables)
    while number:
        number, rest = divmod(number, len(syllables))
        made += syllables[rest]
    return made


def made(number: int) -> tuple[Practice, str]:
    """Make a practice, and the dump that it could have been read from."""
    random_ = random.Random(number)  # noqa: S311
    frequent = [min(int(random_.expovariate(0.004)), WORDS) for _ in range(300)]
    prose = " ".join(word(n) for n in frequent).capitalize() + "."
    title = f"{random_.choice(FIRST)} {random_.choice(LAST)} {word(number)}"
    lines = [title, prose]
    observed, facets = [], {}
    for facet in FACETS:
        concepts = load().concepts(load().facet(facet).scheme or "")
        values: tuple[Value, ...] = tuple(random_.sample(concepts, min(len(concepts), 2)))
        lines += [facet, *map(str, values)]
        at = len(lines) - len(values)
        seen = tuple(ObservedValue(str(v), at + n, v) for n, v in enumerate(values, 1))
        observed.append(Observed(facet, facet, at, seen))
        facets[facet] = values
    house = Organisation(f"House of {word(number % 900)}", "PL")
    lines += ["organisation", house.name]
    raw = ObservedValue(house.name, len(lines), house)
    observed.append(Observed("organisation", "organisation", len(lines) - 1, (raw,)))
    text = "\n".join(lines) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    practice = Practice(
        id=f"generic/practice-{number:06}",
        family="generic",
        title=title,
        language="en",
        published=f"20{number % 15 + 10:02}-07-18",
        summary=prose,
        sections=(Section(None, "summary", prose),),
        facets={**facets, "organisation": (house,)},
        observed=tuple(observed),
        evidence=Evidence(title=Witness(title, 1), sections=((2,),)),
        provenance=Provenance(f"{number:06}.txt", digest, "generic", (1, len(lines))),
    )
    return practice, text


def store(root: Path, size: int) -> None:
    """Write a store of practices, and the archive beside it."""
    tree = Tree(root / "data/normalized")
    (root / "data/raw").mkdir(parents=True)

    def texts() -> Iterator[tuple[str, str]]:
        for number in range(size):
            practice, text = made(number)
            (root / "data/raw" / practice.provenance.dump).write_text(text, "utf-8", newline="\n")
            yield practice.id, as_yaml(practice)

    tree.write_all(texts())


def retitle(root: Path, number: int) -> None:
    """Give one practice another title."""
    tree = Tree(root / "data/normalized")
    practice, _ = made(number)
    tree.write(practice.id, as_yaml(practice._replace(title=f"{practice.title} again")))


def build(root: Path) -> tuple[float, float, float]:
    """Build the site in a process of its own: seconds, those of the processor, MiB at the peak."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "gpkit", "site", "-q"]
    with subprocess.Popen(command, cwd=root) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("the build failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def size_of(paths: list[Path]) -> tuple[float, float]:
    """Give KB as they lie there, and KB as a host would pack them."""
    data = [path.read_bytes() for path in paths]
    return sum(map(len, data)) / 1000, sum(len(gzip.compress(d, mtime=0)) for d in data) / 1000


def sizes(site: Path) -> dict[str, tuple[float, float]]:
    """Give the sizes of what a reader loads."""
    first = [site / name for name in ("index.html", "static/site.css", "static/site.js")]
    return {
        "first load": size_of(first),
        "first load, and the index": size_of([*first, site / "data/index.js"]),
        "largest part of words": max(size_of([p]) for p in (site / "data/words").iterdir()),
        "all parts of words": size_of(sorted((site / "data/words").iterdir())),
        "an evidence page": size_of(sorted((site / "evidence/generic").iterdir())[:1]),
    }


ASK = """async ([words, boxes]) => {
  const field = document.getElementById("q");
  const times = [];
  const settled = async () => {
    const before = performance.getEntriesByName("gpkit-filter").length;
    for (let i = 0; i < 600; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (performance.getEntriesByName("gpkit-filter").length > before) return;
    }
    throw new Error("no answer");
  };
  for (const one of words) {
    field.value = one;
    const start = performance.now(), done = settled();
    document.getElementById("search").requestSubmit();
    await done;
    times.push(performance.now() - start);
  }
  for (let i = 0; i < boxes; i++) {
    const box = document.querySelectorAll(".facet li:not([hidden]) input:not(:checked)")[i * 3];
    const done = settled();
    box.click();
    await done;
  }
  return [times, performance.getEntriesByName("gpkit-filter").map((entry) => entry.duration)];
}"""


def ask(site: Path, chromium: str) -> str:
    """Search in a browser, from the disk; say how long answers took."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options: dict[str, Any] = {"executable_path": chromium, "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        words = ["amber", "linden academy", "di", "bace", "zo", "kestrel ce", "po"]
        times, filters = page.evaluate(ASK, [words, 6])
        browser.close()
    first, others = times[0], sorted(times[1:])
    filters.sort()
    usual, rest = filters[len(filters) // 2], others[len(others) // 2]
    answers = f"first search {first:.0f} ms (loads the index), later ones {rest:.0f} ms"
    return f"{answers}; filter, count, show: median {usual:.1f} ms, most {filters[-1]:.1f} ms"


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--chromium", default="", help="path of the browser to search in")
    options = parser.parse_args()
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            store(root, size)
            spent, work, peak = build(root)
            _, again, _ = build(root)
            retitle(root, size // 2)
            _, one, _ = build(root)
            files = sum(path.is_file() for path in (root / "site").rglob("*"))
            took = f"{spent:.1f} s ({work:.1f} s of work), {peak:.0f} MiB"
            further = f"unchanged {again:.1f} s, one changed {one:.1f} s of work"
            print(f"{size} practices: {took}, {files} files; {further}")
            for name, (plain, packed) in sizes(root / "site").items():
                print(f"  {name}: {plain:.0f} KB, packed {packed:.0f} KB")
            if options.chromium:
                print(f"  {ask(root / 'site', options.chromium)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
