#!/bin/sh
# What is derived or generated must follow from its sources, byte for byte.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gpkit ingest --quiet --raw data/raw --out "$work/normalized" data/raw
diff -r -x .gpkit.lock data/normalized "$work/normalized"
python scripts/cli_reference.py | diff docs/cli.md -
