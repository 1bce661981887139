"""Checking against the schema, side by side: the same schema, the same findings.

Run it with `python benchmarks/schema_check.py [1000]`.
"""

from __future__ import annotations

import statistics
import sys
import time
from importlib import metadata
from typing import TYPE_CHECKING, Any

import jsonschema
import jsonschema_rs
from variants import practices

from gpkit.schema import schema
from gpkit.store._parse import parse
from gpkit.store.codec import as_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7
SLOW = 50  # practices, for what is written in pure Python


def main() -> None:
    """Print a Markdown table."""
    number = int(sys.argv[1]) if sys.argv[1:] else 1000
    data = [parse(as_yaml(practice)) for practice in practices(number)]
    for one in data[::7]:  # some are wrong
        one["published"] = "yesterday"
    theirs = jsonschema.Draft202012Validator(schema())
    ours = jsonschema_rs.Draft202012Validator(schema())
    ways: dict[str, tuple[Callable[[Any], object], int]] = {
        "jsonschema-rs, iter_errors": (lambda one: list(ours.iter_errors(one)), number),
        "jsonschema-rs, is_valid": (ours.is_valid, number),
        "jsonschema, iter_errors": (lambda one: list(theirs.iter_errors(one)), SLOW),
    }
    for one in data[:SLOW]:
        found = {tuple(error.instance_path) for error in ours.iter_errors(one)}
        assert found == {tuple(error.absolute_path) for error in theirs.iter_errors(one)}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (check, some) in ways.items():
            start = time.perf_counter()
            for one in data[:some]:
                check(one)
            times[name].append((time.perf_counter() - start) / some)
    base = statistics.median(times["jsonschema, iter_errors"])
    names = ("jsonschema", "jsonschema-rs")
    print(", ".join(f"{name} {metadata.version(name)}" for name in names), end="\n\n")
    print("| checked | us a practice | x jsonschema |\n|---|---|---|")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median * 1e6:.1f} | {base / median:.0f} |")


if __name__ == "__main__":
    main()
