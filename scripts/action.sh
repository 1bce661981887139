#!/usr/bin/env bash
# The step of action.yml: gpkit validate with what the environment says; counts go to the outputs.
set -euo pipefail
gpkit=$1
counts="$RUNNER_TEMP/gpkit.json"

paths=()
while IFS= read -r line; do
  if [ -n "$line" ]; then paths+=("$line"); fi
done <<< "$GPKIT_PATH"

options=(--fail-on "$GPKIT_FAIL_ON" --format "$GPKIT_FORMAT" --report "json:$counts")
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then options+=(--report "markdown:$GITHUB_STEP_SUMMARY"); fi
if [ -n "$GPKIT_SARIF" ]; then options+=(--report "sarif:$GPKIT_SARIF"); fi
if [ -n "$GPKIT_BASELINE" ]; then options+=(--baseline "$GPKIT_BASELINE"); fi

code=0
"$gpkit" validate "${options[@]}" -- "${paths[@]}" || code=$?
if [ -f "$counts" ]; then
  python3 - "$counts" >> "$GITHUB_OUTPUT" <<'PYTHON'
import json, sys
summary = json.load(open(sys.argv[1], encoding="utf-8"))["summary"]
print(f"findings={summary['findings']}\nerrors={summary['error']}")
PYTHON
fi
exit "$code"
