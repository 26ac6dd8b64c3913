# What the steps need from the machine. Sourced by .ci/run. Each need_* function does nothing when the thing is there.
# shellcheck shell=bash

retry() { "$@" || { note "once more: $1"; sleep 5; "$@"; }; }

# apt_install PACKAGE...: refreshes the package lists once in a run, only if something has to be installed.
APT_UPDATED=
apt_install() {
    command -v apt-get >/dev/null || fail "missing here, and there is no apt-get to install it with: $*"
    [ "$(id -u)" -eq 0 ] || fail "missing here: $* (run as root, or install it first)"
    note "installing $*"
    if [ -z "$APT_UPDATED" ]; then
        retry apt_get update
        APT_UPDATED=yes
    fi
    # Only when it is missing: its upgrade writes the bundle anew, and drops what an administrator added by hand.
    [ -s /etc/ssl/certs/ca-certificates.crt ] || set -- ca-certificates "$@"
    retry apt_get install -y --no-install-recommends "$@"
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" \
        </dev/null >"$WORK/apt.log" 2>&1 || { tail -n 20 "$WORK/apt.log" >&2; return 1; }
}

# need COMMAND PACKAGE...
need() {
    local command=$1
    shift
    command -v "$command" >/dev/null || apt_install "$@"
}

need_gcc() { need gcc gcc libc6-dev; }

# Chromium without the windows and menus of a desktop: the same engine from the same source, in a third of the time.
need_chromium() {
    need chromium-headless-shell chromium-headless-shell
    FWP_TEST_CHROMIUM=$(command -v chromium-headless-shell)
}

need_libreoffice() {
    need soffice libreoffice-writer-nogui
    FWP_TEST_SOFFICE=$(command -v soffice)
}

need_poppler() {
    need pdftotext poppler-utils
    FWP_TEST_POPPLER=$(command -v pdftotext)
}

# The npm tools ask for Node 20.19 or later; an older Debian has 18. A newer Node then comes from the npm package
# called node, which carries the binary inside.
need_node() {
    command -v node >/dev/null || apt_install nodejs npm
    need npm npm
    if ! node_is_recent; then
        note "node $(node --version) is too old for the spec linters: taking a newer one"
        retry npm install --prefix "$WORK/node" --no-audit --no-fund --loglevel=error node@22.23.3 </dev/null >/dev/null
        PATH=$WORK/node/node_modules/node/bin:$PATH
        hash -r
        node_is_recent || fail "no Node 20.19 or later to be had: node is $(node --version)"
    fi
}

node_is_recent() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

need_postgres_packages() {
    find_postgres || { apt_install postgresql; find_postgres; } ||
        fail "PostgreSQL is installed, but its initdb was not found"
}

# PG_BIN: the folder with initdb, pg_ctl and postgres of one version, the newest there is. Debian keeps them out of
# PATH and puts wrapper scripts for some clients into it, so a name found in PATH only counts after following links.
find_postgres() {
    local dir initdb
    initdb=$(command -v initdb || true)
    for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) ${initdb:+"$(dirname "$(readlink -f "$initdb")")"}; do
        if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/postgres" ] && [ -x "$dir/pg_isready" ]; then
            PG_BIN=$dir
            return 0
        fi
    done
    return 1
}
