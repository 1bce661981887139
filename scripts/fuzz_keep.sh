#!/bin/sh
# Takes into the kept corpus what of fuzz/found/ reaches code that the corpus does not reach yet:
# the smallest input for each, none larger than 256 bytes, so that the corpus stays small.
set -eu
cd "$(dirname "$0")/.."
for target in ${*:-decode split_text facets html warc yaml exports}; do
  python fuzz/run.py "$target" -set_cover_merge=1 -max_len=256 -timeout=5 \
    "fuzz/corpus/$target" "fuzz/found/$target" 2>&1 | grep -E '^MERGE-OUTER: [0-9]+ new files|rror' || true
done
du -sh fuzz/corpus
