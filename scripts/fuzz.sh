#!/bin/sh
# Fuzzes each target (or those that are named) for FUZZ_SECONDS seconds, from the kept corpus on.
#
#   FUZZ_SECONDS=60 sh scripts/fuzz.sh [TARGET...]
#
# What breaks is laid into fuzz/crashes/, and the run goes on with the next target and fails at
# its end. What reaches new code is laid into fuzz/found/; `sh scripts/fuzz_keep.sh` takes what is
# worth keeping of it into the corpus.
set -eu
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-30}
targets=${*:-decode split_text facets html warc yaml exports}
mkdir -p fuzz/crashes fuzz/found
failed='' runs=0
for target in $targets; do
  mkdir -p "fuzz/found/$target"
  log="fuzz/found/$target.log"
  if ! python fuzz/run.py "$target" "fuzz/found/$target" "fuzz/corpus/$target" \
    -timeout=5 -rss_limit_mb=1024 -max_len=4096 -max_total_time="$seconds" \
    -artifact_prefix="fuzz/crashes/$target-" >"$log" 2>&1; then
    failed="$failed $target"
    sed -n '/=== Uncaught/,/^==/p' "$log" | head -40
    tail -3 "$log"
  fi
  done_=$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log" | tail -1)
  memory=$(sed -n 's/.*rss: \([0-9]*\)Mb.*/\1/p' "$log" | sort -n | tail -1)
  echo "$target: ${done_:-stopped} inputs, ${memory:-?} MiB"
  runs=$((runs + ${done_:-0}))
done
echo "$runs inputs in all"
if [ -n "$failed" ]; then
  echo "broken:$failed (inputs in fuzz/crashes/)" >&2
  exit 1
fi
