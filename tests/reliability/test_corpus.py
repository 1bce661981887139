"""The kept corpus of the fuzzer, replayed: what broke once, and what reaches most of the code.

Each file is the input of one target; ``make fuzz`` looks for new ones.
"""

import importlib
import random
import sys
import time

import pytest

from support import ROOT

sys.path.insert(0, str(ROOT / "fuzz"))

CORPUS = ROOT / "fuzz/corpus"
TARGETS = sorted(path.name for path in CORPUS.iterdir())
LONGEST = 5  # seconds that one input may take
CHANGED = 5_000  # inputs of each target: 30 s of the processor in all


def inputs(target):
    return sorted(path for path in (CORPUS / target).iterdir())


def test_each_target_has_a_corpus():
    modules = {path.stem for path in (ROOT / "fuzz/targets").glob("[a-z]*.py")}
    assert modules == set(TARGETS)
    assert all(inputs(target) for target in TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_breaks_nothing(target):
    check = importlib.import_module(f"targets.{target}").check
    check(b"")
    for path in inputs(target):
        start = time.process_time()
        check(path.read_bytes())
        assert time.process_time() - start < LONGEST, path.name


@pytest.mark.timeout(600)
@pytest.mark.parametrize("target", TARGETS)
def test_inputs_changed_at_random_break_nothing(target):
    """What the fuzzer does, a little of it, and the same in every run."""
    check = importlib.import_module(f"targets.{target}").check
    random_, known = random.Random(target), [path.read_bytes() for path in inputs(target)]
    for _ in range(CHANGED):
        data = bytearray(random_.choice(known) + random_.choice(known))
        for _ in range(random_.randint(1, 8)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        check(bytes(data[: random_.randint(1, len(data))]))


def test_the_corpus_is_small():
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 2**20
