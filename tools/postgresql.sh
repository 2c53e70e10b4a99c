#!/bin/sh
# A private PostgreSQL for the tests of this clone: `start` prints its address, `stop` ends it and removes its files.
# It listens on a socket only. Durability is off: it holds nothing that anybody wants to keep.
set -eu
cd "$(dirname "$0")/.."
place=/tmp/vigie-test-$(pwd | cksum | cut -d ' ' -f 1) # short: a socket's path has at most 107 bytes

programs() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r) "$(dirname "$(command -v initdb || echo none)")"; do
        if [ -x "$folder/initdb" ]; then
            echo "$folder"
            return
        fi
    done
    return 1
}

as_server() { # initdb refuses to run as root, so root lends it Debian's account
    if [ "$(id -u)" = 0 ]; then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

start() {
    programs >/dev/null || tools/debian.sh postgresql >&2
    bin=$(programs)
    if ! as_server "$bin/pg_ctl" status -D "$place/rows" >/dev/null 2>&1; then
        rm -rf "$place"
        mkdir -m 700 "$place"
        if [ "$(id -u)" = 0 ]; then chown postgres "$place"; fi
        as_server "$bin/initdb" -D "$place/rows" -U vigie --auth=trust --encoding=UTF8 --locale=C --no-sync >"$place/log"
        as_server "$bin/pg_ctl" start -D "$place/rows" -l "$place/server.log" --silent --wait --timeout 60 \
            -o "-k $place -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
            >/dev/null </dev/null 2>&1 || {
            tail -n 20 "$place/server.log" >&2
            exit 1
        }
        as_server "$bin/createdb" -h "$place" -U vigie vigie
    fi
    echo "postgresql://vigie@$(echo "$place" | sed 's:/:%2f:g')/vigie"
}

stop() {
    if bin=$(programs) && [ -d "$place/rows" ]; then
        as_server "$bin/pg_ctl" stop -D "$place/rows" --silent --mode immediate >/dev/null 2>&1 || true
    fi
    rm -rf "$place"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*)
    echo "usage: tools/postgresql.sh start|stop" >&2
    exit 2
    ;;
esac
