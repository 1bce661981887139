#!/bin/sh
# The nightly run of a catalogue: scrape folder -> ingest -> validate -> drift -> commit.
#
#   sh nightly.sh SCRAPE      in the catalogue's Git repository
#
# What could be read is committed, even if some inputs could not (exit 3) or findings are new
# (exit 1): the commit is the evidence. The exit code of the worst step is that of the run.
set -eu
scrape=${1:?usage: nightly.sh SCRAPE}
reports=${REPORTS:-reports}
baseline=${BASELINE:-gpkit-baseline.yaml}
worst=0

# Data is worth a commit after 0 (all read) and 3 (part of it); anything else ends the run here.
gpkit ingest --quiet "$scrape" || worst=$?
case $worst in 0 | 3) ;; *) exit "$worst" ;; esac

# The first night there is no baseline, and errors fail the run. From then on only what is new
# counts, and new warnings fail it too: a renamed label may show as no more than that.
set -- --report "sarif:$reports/gpkit.sarif" --report "junit:$reports/gpkit.xml"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then set -- "$@" --report "markdown:$GITHUB_STEP_SUMMARY"; fi
if [ -f "$baseline" ]; then set -- "$@" --baseline "$baseline" --fail-on warning; fi
found=0
gpkit validate "$@" data/normalized || found=$?
case $found in 0 | 1) ;; *) exit "$found" ;; esac
if [ "$worst" -eq 0 ]; then worst=$found; fi

# What changed at the site since the last commit, and why; a cause other than content fails the run.
if git rev-parse --quiet --verify HEAD:data/normalized >/dev/null; then
  drifted=0
  gpkit drift HEAD:data/normalized "$scrape" || drifted=$?
  case $drifted in 0 | 1) ;; *) exit "$drifted" ;; esac
  if [ "$worst" -eq 0 ]; then worst=$drifted; fi
fi

git add -- data ':(exclude,glob)**/.gpkit.lock'
if git diff --cached --quiet -- data; then
  echo "nothing changed since the last scrape"
else
  changed=$(git diff --cached --name-only -- data/normalized | wc -l | tr -d ' ')
  git commit --quiet -m "Ingest $(basename "$scrape"): $changed practices changed" -- data
  git log -1 --format=%s
fi
exit "$worst"
