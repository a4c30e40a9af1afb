# `reactorctl status` by a bare java that greets, and what a stream of events costs the daemon that is looked at with
# `events -f`: 1,000 files a second for ten seconds, beside the same without anybody who looks.
# shellcheck shell=bash disable=SC2154

client_where=$memory/client
mkdir "$client_where"
client_bound=1.5
[ ! -x "$(dirname "$reactorctl")/../runtime/bin/java" ] || client_bound=1

client() {
    "$reactorctl" "$@" --socket "$work/home/socket"
}

# CPU time of the daemon in percent of a processor, while 1,000 files a second are written.
client_stream() { # seconds
    local before begun ticks=0
    before=$(cpu "$pid")
    begun=$(microseconds)
    "$reference" drip "$client_where" $(($1 * 1000)) 1000 "$client_next" >"$work/closed"
    client_next=$((client_next + $1 * 1000))
    ticks=$(($(cpu "$pid") - before))
    client_share=$(awk "BEGIN { print $ticks * 100000 / ($(microseconds) - $begun) }")
    find "$client_where" -type f -delete
    rest "$pid"
}

client_events() {
    local follower alone
    client_stream 5
    alone=$client_share
    client events -f >"$work/events" 2>&1 </dev/null &
    follower=$!
    rest "$pid"
    client_stream 5
    value client-events reactor "$(awk "BEGIN { print $client_share - $alone }")"
    value client-daemon reactor "$client_share"
    kill "$follower"
    wait "$follower" 2>/dev/null || true
    [ -s "$work/events" ] || fail "events -f has told nothing"
}

client_next=1
begin_daemon "client: {watch: $client_where, on: written, settle: 1h, run: [/bin/true]}"
milliseconds client status
milliseconds hello
client_stream 5 # so that the compiler has seen everything
for ((round = 1; round <= rounds * 4; round++)); do
    milliseconds client status
    value client reactor "$took"
    milliseconds hello
    value client java "$took"
done
for ((round = 1; round <= rounds; round++)); do
    client_events
done
end

rows+=(
    "ratio client: reactorctl status|ms|client|java|$client_bound"
    'number client: events -f at 1,000/s, of a core|%|client-events|5'
    'number client: the daemon as a whole then|%|client-daemon|-'
)
rm -rf "$client_where"
