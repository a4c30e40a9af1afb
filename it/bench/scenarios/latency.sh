# How long it takes from the moment a writer closes a file to the first instruction of the command: 300 files, 20 and 100
# a second, of a watch and of a spool, and one file after a long silence.
#
#   LATENCY_FILES (300)    how many
#   LATENCY_SILENCE (20)   how long nothing happens before one file, in seconds; 0 leaves that out
#   LATENCY_TRIES (3)      how often in each round
# shellcheck shell=bash disable=SC2154

latency_files=${LATENCY_FILES:-300}
latency_silence=${LATENCY_SILENCE:-20}
latency_tries=${LATENCY_TRIES:-3}
latency_where=$memory/latency
stamp=$work/stamp
stamps=$memory/stamps

cc -O2 -Wall -static -nostdlib -fno-stack-protector -fno-pie -no-pie -o "$stamp" "$bench/stamp.c"

# Waits for so many stamps, then says what of 50 and of 99 of a hundred files was not exceeded, in us; and the longest.
latency_of() { # number, name of the values, side
    local end=$((SECONDS + LIMIT))
    until [ "$(wc -l <"$stamps")" -ge "$1" ]; do
        [ "$SECONDS" -lt "$end" ] || fail "$3: of $1 files of $2 only $(wc -l <"$stamps") led to a run"
        sleep 0.1
    done
    # Ages are differences of numbers with more digits than awk keeps exactly; their last twelve have enough.
    awk 'function last(ns) { return substr(ns, length(ns) > 14 ? length(ns) - 13 : 1) + 0 }
         NR == FNR { closed[$1] = last($2); next }
         { print (last($2) - closed[$1]) / 1000 }' "$work/closed" "$stamps" | sort -n >"$work/ages"
    if [ "$1" -eq 1 ]; then
        value "$2" "$3" "$(<"$work/ages")"
    else
        value "$2-50" "$3" "$(sed -n "$((($1 + 1) / 2))p" "$work/ages")"
        value "$2-99" "$3" "$(sed -n "$((($1 * 99 + 99) / 100))p" "$work/ages")"
    fi
}

latency_drip() { # number, rate, name of the values, side
    : >"$stamps"
    "$reference" drip "$latency_where" "$1" "$2" "$latency_next" >"$work/closed"
    latency_of "$1" "$3" "$4"
    latency_next=$((latency_next + $1))
}

latency_round() { # side, command that begins it
    local side=$1 rate try
    shift
    mkdir "$latency_where"
    latency_next=1
    "$@"
    for rate in 20 100; do
        latency_drip "$latency_files" "$rate" "latency-$rate" "$side"
    done
    for ((try = 1; try <= latency_tries && latency_silence > 0; try++)); do
        sleep "$latency_silence"
        latency_drip 1 1 latency-first "$side"
    done
    end
    rm -rf "$latency_where"
}

latency_daemon() {
    begin_daemon "latency: {watch: $latency_where, on: written, settle: 0s, per: file, queue: parallel,
        run: [$stamp, $stamps, '{name}']}"
}

latency_spool() {
    begin_daemon "latency: {spool: $latency_where, queue: parallel, run: [$stamp, $stamps, '{name}']}"
}

latency_spool_round() {
    local rate
    mkdir "$latency_where"
    latency_next=1
    latency_spool
    for rate in 20 100; do
        latency_drip "$latency_files" "$rate" "latency-spool-$rate" reactor
        cp "$work/values/latency-$rate-50.C" "$work/values/latency-spool-$rate-50.C"
        cp "$work/values/latency-$rate-99.C" "$work/values/latency-spool-$rate-99.C"
    done
    end
    rm -rf "$latency_where"
}

for ((round = 1; round <= rounds; round++)); do
    latency_round reactor latency_daemon
    latency_round C begin '^ready' "$reference" run "$latency_where" "$(nproc)" "$stamp" "$stamps"
    latency_spool_round
done

for rate in 20 100; do
    rows+=(
        "ratio latency: close to command, $rate/s, median|us|latency-$rate-50|C|1.3"
        "ratio latency: close to command, $rate/s, 99 %|us|latency-$rate-99|C|1.5"
        "ratio latency: of a spool, $rate/s, median|us|latency-spool-$rate-50|C|-"
        "ratio latency: of a spool, $rate/s, 99 %|us|latency-spool-$rate-99|C|-"
    )
done
[ "$latency_silence" -eq 0 ] ||
    rows+=("ratio latency: after $latency_silence s of silence|us|latency-first|C|2")
rm -f "$stamps"
