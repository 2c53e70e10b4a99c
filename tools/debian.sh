#!/bin/sh
# Installs Debian packages by name, as root; anybody else is told the command, and this fails.
set -eu
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "This machine lacks: $*. As root: apt-get install --no-install-recommends $*" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing from Debian: $*"
if ! { apt-get update && apt-get install --yes --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    exit 1
fi
