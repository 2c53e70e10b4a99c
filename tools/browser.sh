#!/bin/sh
# Says where Chromium is, and installs Debian's when there is none.
set -eu
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null; then
    tools/debian.sh chromium fonts-dejavu-core >&2
fi
command -v chromium
