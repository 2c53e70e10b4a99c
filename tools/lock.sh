#!/bin/sh
# Renews the locks: exact versions with hashes, and no address of any registry. `tools/lock.sh --upgrade` takes newer versions.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=requirements/$1.txt
    shift
    .venv/bin/uv pip compile --quiet pyproject.toml "$@" --output-file "$out" --universal --python-version 3.11 \
        --generate-hashes --no-header --no-emit-package pip
}
lock run --group build "$@"
lock dev --group build --group dev --constraints requirements/run.txt "$@"
lock bench --group build --group dev --group bench --constraints requirements/dev.txt "$@"
if grep -nE '://|^-' requirements/*.txt; then
    echo "A lock names an address." >&2
    exit 1
fi
