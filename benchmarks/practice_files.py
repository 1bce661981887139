"""YAML out and in, side by side: practices written and read by hand and by libraries.

Run it with `python benchmarks/practice_files.py [1000]`. All ways take turns in one process, in
seconds of the processor; each output is checked before it is timed. What is not installed is left
out.
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import time
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

import yaml
from variants import practices

from gpkit.store import _emit, _libyaml, _parse, _places
from gpkit.store.codec import as_json, as_plain, as_yaml, from_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    Ways = dict[str, Callable[[int], object]]  # each takes the number of a practice

ROUNDS = 7
SLOW = 25  # practices, for what is written in pure Python


def main() -> None:
    """Print two Markdown tables: writing and reading."""
    number = int(sys.argv[1]) if sys.argv[1:] else 1000
    made = list(practices(number))
    texts = [as_yaml(practice) for practice in made]
    bodies = [text.split("\n", 2)[2] for text in texts]
    data = [_parse.parse(text) for text in texts]
    assert [from_plain(one) for one in data] == made
    size = sum(map(len, texts)) / number
    print(f"{number} practices, {size:.0f} characters each; median of {ROUNDS} rounds. {_told()}\n")
    _table("written", _writers(made, bodies, data), "PyYAML CSafeDumper", number)
    print()
    _table("read", _readers(texts, data), "PyYAML CSafeLoader", number)


def _writers(made: list[Any], bodies: list[str], data: list[Any]) -> Ways:
    plain = [as_plain(practice) for practice in made]
    dumped = {"sort_keys": False, "allow_unicode": True, "width": 2**20}
    ways: Ways = {
        "gpkit, by hand": lambda i: _emit.emit(made[i]),
        "gpkit, by hand, with its seal": lambda i: as_yaml(made[i]),
        "gpkit, libyaml (the reference)": lambda i: _libyaml.dump(plain[i]),
        "the same from a practice": lambda i: _libyaml.dump(as_plain(made[i])),
        "PyYAML CSafeDumper": lambda i: yaml.dump(data[i], Dumper=yaml.CSafeDumper, **dumped),
        "PyYAML SafeDumper": lambda i: yaml.dump(data[i], Dumper=yaml.SafeDumper, **dumped),
    }
    assert all(ways["gpkit, by hand"](i) == body for i, body in enumerate(bodies))
    assert all(_libyaml.dump(one) == body for one, body in zip(plain, bodies, strict=True))
    assert all(
        yaml.load(ways["PyYAML CSafeDumper"](i), yaml.CSafeLoader) == data[i] for i in (0, 1)
    )
    if ruamel := _installed("ruamel.yaml"):
        writer = ruamel.YAML(typ="rt")
        ways["ruamel.yaml rt"] = lambda i: writer.dump(data[i], io.StringIO())
    if orjson := _installed("orjson"):
        ways["orjson, as JSON (the floor)"] = lambda i: orjson.dumps(as_json(made[i]))
    return ways


def _readers(texts: list[str], data: list[Any]) -> Ways:
    ways: Ways = {
        "gpkit, by hand": lambda i: _parse.parse(texts[i]),
        "gpkit, by hand, and three places": lambda i: _three_places(texts[i]),
        "gpkit, by hand, to a practice": lambda i: from_plain(_parse.parse(texts[i])),
        "gpkit, libyaml's events (the reference)": lambda i: _libyaml.load(texts[i]),
        "PyYAML CSafeLoader": lambda i: yaml.load(texts[i], yaml.CSafeLoader),
        "PyYAML SafeLoader": lambda i: yaml.load(texts[i], yaml.SafeLoader),
    }
    for name in ("gpkit, by hand", "PyYAML CSafeLoader"):
        assert all(ways[name](i) == one for i, one in enumerate(data))
    for i, one in enumerate(data):
        found, marks = _libyaml.read(texts[i])
        assert found.data == one
        assert all(_places.place(texts[i], key) == mark for key, mark in marks.items())
    if ruamel := _installed("ruamel.yaml"):
        reader = ruamel.YAML(typ="rt")
        ways["ruamel.yaml rt"] = lambda i: reader.load(texts[i])
    if orjson := _installed("orjson"):
        lines = [orjson.dumps(one) for one in data]
        ways["orjson, from JSON (the floor)"] = lambda i: orjson.loads(lines[i])
    return ways


def _three_places(text: str) -> object:
    _parse.parse(text)
    return [_places.place(text, key) for key in (("title",), ("observed", 1), ("sections", 0))]


def _table(what: str, ways: Ways, against: str, number: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in ways}
    gc.disable()
    for _ in range(ROUNDS):
        for name, way in ways.items():
            times[name].append(_timed(way, SLOW if _is_slow(name) else number))
    gc.enable()
    base = statistics.median(times[against])
    print(f"| {what} | us a practice | x {against} |\n|---|---|---|")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median * 1e6:.0f} | {base / median:.2f} |")


def _timed(way: Callable[[int], object], number: int) -> float:
    start = time.process_time()
    for i in range(number):
        way(i)
    return (time.process_time() - start) / number


def _is_slow(name: str) -> bool:
    return name.startswith(("PyYAML Safe", "ruamel"))


def _installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def _told() -> str:
    names = [n for n in ("PyYAML", "ruamel.yaml", "orjson") if _installed(_MODULES.get(n, n))]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return f"Python {sys.version.split()[0]}, {versions}."


_MODULES = {"PyYAML": "yaml"}


if __name__ == "__main__":
    main()
