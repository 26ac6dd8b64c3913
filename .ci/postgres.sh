# A PostgreSQL cluster for one run: own folder, own loopback port, gone at the end. Sourced by .ci/run.
# shellcheck shell=bash

PG_DIR=

# Sets FWP_TEST_POSTGRES_URL.
need_postgres() {
    [ -z "$PG_DIR" ] || return 0
    need_postgres_packages

    # A short path: the name of a unix socket is limited to about a hundred bytes.
    PG_DIR=$(mktemp -d "$SCRATCH/fwp-pg.XXXXXX")
    if [ "$(id -u)" -eq 0 ]; then
        # PostgreSQL refuses to run as root.
        PG_USER=postgres
        id "$PG_USER" >/dev/null 2>&1 || useradd --system --no-create-home "$PG_USER"
        chown "$PG_USER" "$PG_DIR"
    fi
    as_postgres "$PG_BIN/initdb" --pgdata="$PG_DIR/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$WORK/initdb.log" 2>&1 ||
        { cat "$WORK/initdb.log" >&2; fail "initdb failed"; }

    local try port
    for try in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000)) # below the range the kernel hands out by itself
        port_is_free "$port" || continue
        if start_cluster "$port"; then
            FWP_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
            note "PostgreSQL on 127.0.0.1:$port"
            return 0
        fi
        note "PostgreSQL did not start on port $port (try $try)"
    done
    cat "$PG_DIR/log" >&2 || true
    fail "PostgreSQL did not start"
}

# The data lives for minutes, and nothing here tests PostgreSQL's own durability.
start_cluster() {
    local port=$1 i
    as_postgres "$PG_BIN/pg_ctl" start --pgdata="$PG_DIR/data" --log="$PG_DIR/log" --silent --wait --timeout=60 \
        --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$PG_DIR -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=200" \
        || return 1
    for i in $(seq 1 50); do
        if "$PG_BIN/pg_isready" --quiet --host=127.0.0.1 --port="$port"; then return 0; fi
        sleep 0.2
    done
    return 1
}

# Only ever the cluster whose data folder is ours.
stop_postgres() {
    [ -n "$PG_DIR" ] || return 0
    if [ -f "$PG_DIR/data/postmaster.pid" ]; then
        as_postgres "$PG_BIN/pg_ctl" stop --pgdata="$PG_DIR/data" --mode=immediate --silent --timeout=30
    fi
    rm -rf "$PG_DIR"
    PG_DIR=
}

# In a folder that its user may enter, or PostgreSQL complains about the current one.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$PG_DIR" && runuser -u "$PG_USER" -- "$@")
    else
        (cd "$PG_DIR" && "$@")
    fi
}

port_is_free() { ! (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
