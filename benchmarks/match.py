"""Matching: precision and recall on labelled pairs, speed and memory, sketches beside datasketch.

Run it with `python benchmarks/match.py labels|speed|jobs|sketches [NUMBER]` in the environment that
gpkit is installed in, with the extra `match`; the last part wants `pip install datasketch`.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from itertools import chain, combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/match"))

import match_judge
import match_pairs

SEEDS = range(101, 106)
EACH_KIND = 49  # practices that one of each kind of pair makes, about
NEAR = 0.7  # of the shingles of three words: what counts as near-equal


def main() -> None:
    """Run the part that is named, or all."""
    parts = {"labels": labels, "speed": speed, "jobs": jobs, "sketches": sketches}
    if sys.argv[1:2] and sys.argv[1] not in parts:
        sys.exit(__doc__)
    number = [int(n) for n in sys.argv[2:3]]
    for name, part in parts.items():
        if sys.argv[1:2] in ([], [name]):
            part(*number)


def labels(each: int = 16) -> None:
    """Print precision and recall of both splits, over seeds that no test uses."""
    for which in ("DEVELOPED", "HELD_OUT"):
        pairs, same, hit, wrong, missed = 0, 0, 0, [], Counter()
        for seed in SEEDS:
            found, _ = match_judge.judge(which, seed, each)
            pairs += sum(found.labelled.values())
            same, hit = same + found.same, hit + found.hit
            wrong += [kind for kind, _ in found.wrong]
            missed.update(kind for kind, _ in found.missed)
        precision = hit / (hit + len(wrong))
        print(f"{which}: {pairs} labelled pairs, {same} of them the same")
        print(f"  recall {hit / same:.3f}, precision {precision:.4f}", end="")
        print(f", wrong {dict(Counter(wrong))}, missed {dict(missed)}")


def speed(number: int = 100_000) -> None:
    """Print practices a second, and the memory that they took above the practices themselves."""
    from gpkit.match import match
    from gpkit.store.codec import from_plain

    made, _ = match_pairs.labelled("DEVELOPED", 7, number // EACH_KIND)
    letters = sum(len(p["sections"][0]["text"]) for p in made) / len(made)
    print(f"{len(made)} practices of {letters:.0f} characters of prose")
    before = _peak()
    start = time.process_time()
    found = match(from_plain(data) for data in made)
    took = time.process_time() - start
    print(f"matched in {took:.0f} s of CPU: {len(made) / took:.0f} a second, ", end="")
    print(f"{found.compared} pairs compared, {len(found.proposals)} proposed")
    print(f"{len(found.skipped)} keys skipped: {Counter(s.kind for s in found.skipped)}")
    print(f"peak {_peak():.0f} MB, of which {before:.0f} MB are the generated practices")


def jobs(number: int = 3_000) -> None:
    """Print what of matching a store workers do; what any number of them gives is the same."""
    from gpkit.match import prose
    from gpkit.match.side_by_side import match_store
    from gpkit.store.codec import as_yaml, from_plain
    from gpkit.store.tree import Tree

    made, _ = match_pairs.labelled("DEVELOPED", 7, number // EACH_KIND)
    practices = [from_plain(data) for data in made]
    prose.sketch("words " * prose.LEAST)  # imported, and so inherited
    with tempfile.TemporaryDirectory() as folder:
        store = Tree(Path(folder, "normalized"))
        store.write_all((one.id, as_yaml(one)) for one in practices)
        print(f"{len(made)} practices in YAML; seconds of the processor\n")
        print("| jobs | this process | its workers |\n|---:|---:|---:|")
        found = set()
        for workers in (1, 2, 4):
            before = [_seconds(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            found.add(match_store(store, (), min_score=0.5, jobs=workers))
            after = [_seconds(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            own, theirs = (b - a for a, b in zip(before, after, strict=True))
            print(f"| {workers} | {own:.2f} | {theirs:.2f} |")
        assert len(found) == 1, "another number of workers gave something else"


def _seconds(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# Sketches beside datasketch -----------------------------------------------------------------------


def sketches(number: int = 4_000) -> None:
    """Print records a second from text to candidates, and recall and precision by exact Jaccard."""
    from gpkit.match import prose

    texts = _texts(number)
    print(f"{number} texts of {sum(map(len, texts)) / number:.0f} characters")
    near = {}
    for name, way in (("gpkit", _ours), ("datasketch", _theirs)):
        start = time.process_time()
        near[name] = way(texts)
        rate = number / (time.process_time() - start)
        print(f"  {name}: {rate:.0f} records a second of CPU, {len(near[name])} candidates")
    shingles = [_shingles(prose.words(text)) for text in texts]
    true = {pair for pair in near["gpkit"] | near["datasketch"] if _jaccard(shingles, pair) >= NEAR}
    for name, pairs in near.items():
        hit = len(pairs & true)
        print(f"  {name}: recall {hit / len(true):.3f}, precision {hit / len(pairs):.3f}", end="")
        print(f" of {len(true)} pairs with {NEAR:.0%} of the shingles in common")


def _texts(number: int) -> list[str]:
    """Make texts of words of our own; one in twenty is another with scattered edits."""
    r = random.Random(5)  # noqa: S311
    words = [match_pairs.syllable(r) + match_pairs.syllable(r) for _ in range(6_000)]
    texts: list[str] = []
    for i in range(number):
        if i % 20 == 19:
            said = texts[r.randrange(len(texts))].split()
            for _ in range(len(said) // 50):
                said[r.randrange(len(said))] = r.choice(words)
            texts.append(" ".join(said).replace("“", '"').replace("–", "-"))
        else:
            said = [r.choice(words) for _ in range(420)]
            texts.append(f"“{' '.join(said[:200])}” – {' '.join(said[200:])}.")
    return texts


def _ours(texts: list[str]) -> set[tuple[int, int]]:
    from gpkit.match import prose

    groups: dict[tuple[int, bytes], list[int]] = {}
    for i, text in enumerate(texts):
        for key in enumerate(prose.bands(prose.packed(prose.sketch(text)))):
            groups.setdefault(key, []).append(i)
    met = (combinations(group, 2) for group in groups.values() if len(group) > 1)
    return set(chain.from_iterable(met))


def _theirs(texts: list[str]) -> set[tuple[int, int]]:
    import re

    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=NEAR, num_perm=128)
    pairs = set()
    for i, text in enumerate(texts):
        words = re.findall(r"\w+", text.casefold())
        one = MinHash(num_perm=128)
        one.update_batch([" ".join(three).encode() for three in _threes(words)])
        pairs.update((j, i) for j in lsh.query(one))
        lsh.insert(i, one)
    return pairs


def _threes(words: list[str]) -> zip[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _shingles(words: list[bytes]) -> set[tuple[bytes, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _jaccard(shingles: list[set[tuple[bytes, ...]]], pair: tuple[int, int]) -> float:
    one, other = shingles[pair[0]], shingles[pair[1]]
    return len(one & other) / len(one | other)


if __name__ == "__main__":
    main()
