#!/bin/sh
# The main job on data/raw, each command before its real output.
set -eu
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
run gpkit ingest data/raw
run gpkit validate data/normalized
run gpkit verify data/normalized
mkdir -p build
run gpkit export --format csv -o build/practices.csv
printf '\n$ %s\n' "head -c 600 build/practices.csv"
head -c 600 build/practices.csv
printf '\n\nThe catalogue is in build/practices.csv.\n'
