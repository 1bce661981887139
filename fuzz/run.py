#!/usr/bin/env python3
"""Runs one target under atheris: ``python fuzz/run.py TARGET CORPUS [options of libFuzzer]``.

What libFuzzer counts is lines of gpkit: only our own code is instrumented.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import atheris


def main() -> None:
    """Fuzz the target that the first argument names."""
    sys.path.insert(0, str(Path(__file__).parent))
    if "FUZZ_TARGET" not in os.environ:  # libFuzzer starts us again to merge, without our argument
        os.environ["FUZZ_TARGET"] = sys.argv.pop(1)
    name = os.environ["FUZZ_TARGET"]
    with atheris.instrument_imports(include=["gpkit"]):
        target = importlib.import_module(f"targets.{name}")
        target.check(b"\xff warm-up: what is imported late is instrumented as well")
    atheris.Setup(sys.argv, target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
