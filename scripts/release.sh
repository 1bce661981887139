#!/bin/sh
# Builds wheel and sdist twice and compares them byte for byte; lays a bill of materials beside.
#
# The dates inside are that of the last commit, so anybody who builds this commit gets these bytes.
set -eu
cd "$(dirname "$0")/.."
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
again=$(mktemp -d)
clean=$(mktemp -d)
trap 'rm -rf "$again" "$clean"' EXIT
rm -rf dist
python -m build --outdir dist .
python -m build --outdir "$again" .
for file in dist/*; do
  cmp "$file" "$again/$(basename "$file")"
done
# What a user gets with it: an environment of its own, with the wheel and nothing else.
python -m venv "$clean"
"$clean/bin/python" -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt dist/*.whl
python -m cyclonedx_py environment --output-reproducible --of JSON -o dist/gpkit.cdx.json "$clean/bin/python"
(cd dist && sha256sum -- * >"$again/SHA256SUMS" && mv "$again/SHA256SUMS" .)
cat dist/SHA256SUMS
