# Other programs that run a command when a file is written, each with the smallest configuration that does it, and those
# that are there only: how long from the writer's close to the command's first instruction, how long until the directory is
# watched, and what they do and keep when nothing happens. All are measured in the same way, the daemon too.
#
#   PEERS_IDLE (30)   for so many seconds nothing happens, twice: to come to rest, and to be looked at
# shellcheck shell=bash disable=SC2154

peers_idle=${PEERS_IDLE:-${quick:+10}}
peers_idle=${peers_idle:-30}
peers_where=$memory/peers
stamp=$work/stamp
stamps=$memory/stamps
mkdir -p "$work/peers"

cc -O2 -Wall -static -nostdlib -fno-stack-protector -fno-pie -no-pie -o "$stamp" "$bench/stamp.c"

peer_reactor() {
    mkdir -p "$work/peers/rules.d"
    printf 'peers: {watch: %s, on: written, settle: 0s, per: file, queue: parallel, run: [%s, %s, "{name}"]}\n' \
        "$peers_where" "$stamp" "$stamps" >"$work/peers/rules.d/peers.yaml"
    HOME=$work/peers exec "$reactorctl" server --rules "$work/peers/rules.d" --state "$work/peers/state" \
        --socket "$work/peers/socket"
}

peer_C() {
    exec "$reference" run "$peers_where" "$(nproc)" "$stamp" "$stamps"
}

peer_inotifywait() {
    exec inotifywait -m -q -e close_write --format %f "$peers_where" \
        > >(while IFS= read -r name; do "$stamp" "$stamps" "$name"; done)
}

peer_incrond() {
    mkdir -p "$work/peers/incron.d" "$work/peers/incron"
    printf '%s IN_CLOSE_WRITE %s %s $#\n' "$peers_where" "$stamp" "$stamps" >"$work/peers/incron.d/bench"
    printf '%s = %s\n' system_table_dir "$work/peers/incron.d" user_table_dir "$work/peers/incron" \
        lockfile_dir "$work/peers" lockfile_name incrond >"$work/peers/incron.conf"
    exec incrond -n -f "$work/peers/incron.conf"
}

peer_direvent() {
    # shellcheck disable=SC2016 # the variable is of direvent
    printf 'watcher { path %s; event CLOSE_WRITE; command "%s %s ${file}"; }\n' \
        "$peers_where" "$stamp" "$stamps" >"$work/peers/direvent.conf"
    exec direvent --foreground "$work/peers/direvent.conf"
}

peer_lsyncd() {
    cat >"$work/peers/lsyncd.lua" <<END
settings { nodaemon = true }
local function stamp(event) spawn(event, "$stamp", "$stamps", event.basename) end
sync { { maxProcesses = $(nproc), delay = 0, onCreate = stamp, onModify = stamp }, source = "$peers_where", target = "/" }
END
    exec lsyncd "$work/peers/lsyncd.lua"
}

peer_watchman() {
    local socket=$work/peers/watchman
    (
        until watchman --no-spawn --sockname="$socket" watch "$peers_where" >"$work/peers/watch" 2>&1; do
            sleep 0.05
        done
        watchman --no-spawn --sockname="$socket" -- trigger "$peers_where" bench -- "$stamp" "$stamps" \
            >"$work/peers/trigger" 2>&1
    ) &
    exec watchman --foreground --sockname="$socket" --logfile="$work/peers/watchman.log" \
        --statefile="$work/peers/watchman.state" --pidfile="$work/peers/watchman.pid"
}

# Until it, or a process that it has started, watches the directory.
peer_await() { # peer
    local end=$((SECONDS + 20)) watched
    watched=$(printf 'inotify wd:[0-9a-f]* ino:%x ' "$(stat -c %i "$peers_where")")
    until grep -qs "$watched" "/proc/$pid"/fdinfo/*; do
        [ "$SECONDS" -lt "$end" ] && kill -0 "$pid" 2>/dev/null || return 1
        sleep 0.005
    done
}

peer_begin() { # peer
    local begun
    rm -rf "$peers_where" "$work/peers"
    mkdir -p "$peers_where" "$work/peers"
    : >"$stamps"
    begun=$(microseconds)
    "peer_$1" >"$work/peers.log" 2>&1 </dev/null &
    pid=$!
    exec 3</dev/null
    peer_await "$1" || return 1
    took=$((($(microseconds) - begun) / 1000))
    sleep 1 # who is ready a little later than the watch says
}

# Ages in us of those files that have led to a command of their own.
peer_drip() { # number, rate, first
    local end=$((SECONDS + 10))
    : >"$stamps"
    "$reference" drip "$peers_where" "$1" "$2" "$3" >"$work/closed"
    until [ "$(wc -l <"$stamps")" -ge "$1" ] || [ "$SECONDS" -ge "$end" ]; do
        sleep 0.1
    done
    awk 'function last(ns) { return substr(ns, length(ns) > 14 ? length(ns) - 13 : 1) + 0 }
         NR == FNR { closed[$1] = last($2); next }
         { sub(/.*\//, "", $1) } $1 in closed { print (last($2) - closed[$1]) / 1000 }' "$work/closed" "$stamps"
}

# How often its threads were given a processor.
peer_switches() {
    awk '/ctxt_switches/ { sum += $2 } END { print sum + 0 }' "/proc/$pid"/task/*/status
}

peer_memory() { # field of smaps_rollup, in MiB
    awk -v field="$1:" '$1 == field { print $2 / 1024 }' "/proc/$pid/smaps_rollup"
}

peer_at_rest() { # peer
    local before used
    sleep "$peers_idle"
    before=$(peer_switches)
    used=$(cpu "$pid")
    sleep "$peers_idle"
    value peers-wakeups "$1" $((($(peer_switches) - before) * 60 / peers_idle))
    value peers-cpu "$1" $((($(cpu "$pid") - used) * 60 / peers_idle))
    value peers-pss "$1" "$(peer_memory Pss)"
    value peers-anon "$1" "$(peer_memory Anonymous)"
}

peer_round() { # peer
    if ! peer_begin "$1"; then
        printf 'peers: %s does not begin to watch: %s\n' "$1" "$(tail -n 2 "$work/peers.log")"
        peers_out+=" $1 "
        end
        return
    fi
    value peers-ready "$1" "$took"
    peer_drip 20 20 1 >"$work/ages" # whatever is done for the first time
    peer_drip 150 20 1001 >"$work/ages"
    if [ "$(wc -l <"$work/ages")" -lt 100 ]; then
        printf 'peers: %s has run only %s commands for 150 files\n' "$1" "$(wc -l <"$work/ages")"
        peers_out+=" $1 "
    else
        value peers-50 "$1" "$(percentile 50 <"$work/ages")"
        value peers-99 "$1" "$(percentile 99 <"$work/ages")"
        [ "$round" -gt 1 ] || peer_at_rest "$1"
    fi
    end
}

peers=()
peers_absent=()
peers_out=
for peer in inotifywait incrond direvent lsyncd watchman; do
    if command -v "$peer" >/dev/null; then peers+=("$peer"); else peers_absent+=("$peer"); fi
done
[ "${#peers_absent[@]}" -eq 0 ] || printf 'peers: not installed: %s\n' "${peers_absent[*]}"

for ((round = 1; round <= rounds; round++)); do
    for peer in reactor C "${peers[@]}"; do
        [[ $peers_out == *" $peer "* ]] || peer_round "$peer"
    done
done

for row in 'close to command, median|us|peers-50' 'close to command, 99 %|us|peers-99' 'start to watched|ms|peers-ready' \
    'wake-ups a minute, at rest|n|peers-wakeups' 'CPU a minute, at rest|ms|peers-cpu' \
    'proportional set size|MiB|peers-pss' 'anonymous memory|MiB|peers-anon'; do
    rows+=("across $row|reactor C ${peers[*]}")
done
rm -rf "$peers_where" "$stamps"
