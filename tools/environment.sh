#!/bin/sh
# Makes .venv with Python 3.11 or later. On a bare Debian the module venv is a package of its own: root gets it, another is told.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

new_enough() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

if ! new_enough "$python"; then
    if new_enough python3.11; then
        python=python3.11
    else
        echo "Vigie needs Python 3.11 or later. On Debian 12: apt-get install python3 python3-venv" >&2
        exit 1
    fi
fi
if ! can_make "$python"; then
    tools/debian.sh python3-venv
fi
"$python" -m venv --clear .venv
