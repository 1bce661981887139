#!/bin/sh
# What is known to be dangerous: in our code, in what we depend on, in the workflows.
set -eu
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$1"; shift; "$@"; }
step "code (bandit)" bandit --quiet --severity-level medium --configfile pyproject.toml --recursive src
step "code (ruff)" ruff check --select S src
step "workflows (zizmor)" zizmor --offline --no-progress .github action.yml
# Exact pins, none of them ours: what is not found there was not looked at, and that is a failure.
step "dependencies (pip-audit)" pip-audit --strict --disable-pip --no-deps -r requirements-dev.txt
