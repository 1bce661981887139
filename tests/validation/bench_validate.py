"""Measure gpkit validate on many practices: python tests/validation/bench_validate.py [10000]

Copies the practices of data/normalized under new ids and titles, judges them in one process, and
prints throughput and the share of each stage in the CPU time.
"""

import gc
import sys
import tempfile
import time
from pathlib import Path

from gpkit.rules import rules
from gpkit.rules._judge import validate
from gpkit.rules._stored import read
from gpkit.rules.schema import check_file
from gpkit.store.codec import as_yaml, from_yaml, is_sealed
from gpkit.store.yamlio import load

NORMALIZED = Path(__file__).parents[2] / "data/normalized"


def generate(root, number):
    """Write copies of the practices with new ids and titles."""
    sources = [from_yaml(path.read_text("utf-8")) for path in sorted(NORMALIZED.rglob("*.yaml"))]
    files = []
    for i in range(number):
        practice = sources[i % len(sources)]
        slug = practice.id.partition("/")[2][:60].rstrip("-")
        name = f"{practice.family}/{slug}-{i}"
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(practice._replace(id=name, title=f"{practice.title} {i}")), "utf-8")
        files.append((path, root))
    return sorted(files)


def timed(work):
    """Give the CPU seconds that work took, and what it gave."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def main(number):
    gc.set_threshold(50_000, 20, 20)  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        files = generate(Path(folder) / "normalized", number)
        total, found = timed(lambda: len(list(validate(files, whole=True))))
        texts = [path.read_text("utf-8") for path, _ in files]
        yaml, _ = timed(lambda: [load(text) and None for text in texts])
        seal, _ = timed(lambda: [is_sealed(text) for text in texts])
        some = [read(*pair) for pair in files[:1000]]
        scale = len(files) / len(some)
        schema, _ = timed(lambda: [list(check_file(stored)) for stored in some])
        judging, _ = timed(lambda: [list(r.issues(one)) for one in some for r in rules()])
    say = sys.stdout.write
    say(f"{number} practices, {found} findings: {total:.2f} s, {number / total:.0f} a second\n")
    shares = {"YAML": yaml, "rules": judging * scale, "of them schema": schema * scale}
    for name, seconds in {**shares, "of them seal": seal}.items():
        say(f"  {name}: {seconds:.2f} s, {100 * seconds / total:.1f} %\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
