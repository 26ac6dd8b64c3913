# Clients generated from docs/openapi.json, compiled and run against a demo server. Sourced by .ci/run.
# shellcheck shell=bash

SERVER_PID=

# Sets FWP_URL, FWP_TOKEN_LEAD and FWP_TOKEN_CO_CHAIR for the scenarios.
start_server() {
    local home=$WORK/demo i
    mkdir "$home"
    go build -o "$WORK/fwp" ./cmd/fwp
    note "fwp serve --demo"
    # In a folder of its own and without our settings, so that the demo is what a newcomer would get.
    (
        cd "$home"
        unset FWP_DATABASE_URL FWP_LISTEN
        exec "$WORK/fwp" serve --demo --listen 127.0.0.1:0 --credentials-file "$home/credentials.json"
    ) </dev/null >"$WORK/server.log" 2>&1 &
    SERVER_PID=$!
    for i in $(seq 1 150); do
        if read_credentials "$home/credentials.json" && curl --silent --fail --max-time 5 --output /dev/null "$FWP_URL/readyz"; then
            note "ready on $FWP_URL"
            return 0
        fi
        kill -0 "$SERVER_PID" 2>/dev/null || { show_server_log; fail "the demo server ended by itself"; }
        sleep 0.2
    done
    show_server_log
    fail "the demo server was not ready within 30 seconds"
}

# Not yet there or half written: says nothing and is asked again.
read_credentials() {
    local lines
    [ -s "$1" ] || return 1
    lines=$(node -e '
        const c = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        const values = [c.url, c.tokens.lead, c.tokens.co_chair];
        if (values.some((v) => !v)) process.exit(1);
        console.log(values.join("\n"));' "$1" 2>/dev/null) || return 1
    { read -r FWP_URL && read -r FWP_TOKEN_LEAD && read -r FWP_TOKEN_CO_CHAIR; } <<<"$lines"
    export FWP_URL FWP_TOKEN_LEAD FWP_TOKEN_CO_CHAIR
}

show_server_log() { tail -n 40 "$WORK/server.log" >&2; }

# Fails when the server does not end by itself, with 0, within ten seconds of a SIGTERM.
stop_server() {
    local pid=$SERVER_PID i
    [ -n "$pid" ] || return 0
    SERVER_PID=
    kill -TERM "$pid" 2>/dev/null || true
    for i in $(seq 1 100); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null
}

run_go_client() {
    local dir=$WORK/client-go
    note "Go client: oapi-codegen, go vet, run"
    cp -r .ci/clients/go "$dir"
    mkdir "$dir/client"
    go_tool oapi-codegen -generate types,client -package client -o "$dir/client/client.go" docs/openapi.json
    (cd "$dir" && go vet ./... && go run .) || { show_server_log; fail "the Go client scenario failed"; }
}

run_typescript_client() {
    local dir=$NPM_DIR/client bin=$NPM_DIR/node_modules/.bin
    note "TypeScript client: openapi-typescript, tsc --strict, run"
    cp -r .ci/clients/ts "$dir"
    "$bin/openapi-typescript" docs/openapi.json -o "$dir/schema.d.ts" >/dev/null
    "$bin/tsc" --project "$dir/tsconfig.json" || fail "the TypeScript client does not compile"
    node "$dir/out/scenario.js" || { show_server_log; fail "the TypeScript client scenario failed"; }
}
