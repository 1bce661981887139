#!/bin/sh
# Every check. Each must be able to fail; the first that does ends the run.
set -eu
step() { printf '\n== %s\n' "$1"; shift; "$@"; }
step "format" ruff format --check .
step "lint" ruff check .
step "types" mypy
step "generated files are up to date" sh scripts/drift.sh
step "tests" python -m pytest -n auto "$@"
