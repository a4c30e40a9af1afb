# Runs one case: sh lib.sh CASE-DIRECTORY. Sourced around the case's steps.sh, which is a POSIX script in the words
# below, run in the home directory of a sandbox: $HOME, with the rules of CASE/rules.d and the programs of CASE/bin.
#
#   start_daemon [ARGUMENT…]   the packaged daemon, until it has said that it is ready
#   stop_daemon                SIGTERM; its exit code must be 0
#   kill_daemon                SIGKILL
#   ctl WORD…                  the client; its output is in $W/out and $W/err, its exit code in $code
#   await CONDITION            a line of shell, until it is true; a deadline makes it a failure
#   never CONDITION            looks on for a while: it must not become true
#   same FILE FILE             byte for byte
#   expect_log REGEX           declares warnings that belong to the case; all others fail it
#   fail SENTENCE
#
# A command that fails ends the case, as does a daemon that is not as it should be at the end.
# shellcheck disable=SC1091,SC2016,SC2034 # conditions are evaluated later, and the names are for steps.sh
set -eu

CASE=$1
W=$(dirname "$REACTOR_RULES")
LIMIT=20 # seconds until an awaited condition is a failure
QUIET=2  # seconds of looking on
daemon=
code=0
descriptors=0
PATH=$CASE/bin:$PATH
export PATH CASE W
cd "$HOME"

fail() {
    printf '%s: %s\n' "$(basename "$CASE")" "$*" >&2
    exit 1
}

# The one place that sleeps.
holds_within() { # seconds, condition
    end=$(($(date +%s) + $1))
    until eval "$2"; do
        [ "$(date +%s)" -le "$end" ] || return 1
        sleep 0.05
    done
}

await() {
    holds_within "$LIMIT" "$1" || fail "did not become true: $1"
}

never() {
    if holds_within "$QUIET" "$1"; then fail "became true: $1"; fi
}

same() {
    cmp "$1" "$2" || fail "$1 and $2 differ"
}

expect_log() {
    printf '%s\n' "$1" >>"$W/expected"
}

ctl() {
    code=0
    reactorctl "$@" >"$W/out" 2>"$W/err" </dev/null || code=$?
}

# What is open, except what a JVM opens whenever it first needs it.
open_descriptors() {
    for descriptor in "/proc/$daemon/fd"/*; do readlink "$descriptor" || true; done |
        grep -c -v -e '\.jar$' -e 'random$' -e '/jvm/' -e '/lib/modules'
}

start_daemon() {
    : >"$W/daemon.now"
    reactorctl server "$@" >>"$W/daemon.out" 2>"$W/daemon.now" </dev/null &
    daemon=$!
    # Of a process that has ended and is not waited for, the program can no longer be told.
    holds_within 45 'grep -q " INFO  *ready" "$W/daemon.now" || [ ! -e "/proc/$daemon/exe" ]' || true
    grep -q " INFO  *ready" "$W/daemon.now" || fail "the daemon ended before it was ready"
    descriptors=$(open_descriptors)
}

end_daemon() { # signal, exit code
    kill -s "$1" "$daemon"
    ended=0
    wait "$daemon" || ended=$?
    daemon=
    cat "$W/daemon.now" >>"$W/daemon.log"
    [ "$ended" -eq "$2" ] || fail "the daemon's exit code is $ended, not $2"
}

stop_daemon() {
    await '[ "$(open_descriptors)" -le "$descriptors" ]'
    end_daemon TERM 0
    [ ! -e "$REACTOR_SOCKET" ] || fail "the socket is still there"
}

kill_daemon() {
    end_daemon KILL 137
}

# However the case ends, its daemon does too.
farewell() {
    [ -z "$daemon" ] || {
        kill -s KILL "$daemon"
        cat "$W/daemon.now" >>"$W/daemon.log"
    }
}
trap farewell EXIT

: >"$W/expected"
: >"$W/daemon.log"
. "$CASE/steps.sh"
[ -z "$daemon" ] || stop_daemon
