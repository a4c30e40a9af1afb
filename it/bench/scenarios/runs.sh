# 10,000 files, each of which leads to a run of a tiny command, as many at once as there are processors: how long does it
# take from the first file to the last command, and how much memory?
#
#   RUNS (10000)   how many
# shellcheck shell=bash disable=SC2154

runs=${RUNS:-10000}
runs_where=$memory/runs
stamp=$work/stamp
stamps=$memory/stamps

cc -O2 -Wall -static -nostdlib -fno-stack-protector -fno-pie -no-pie -o "$stamp" "$bench/stamp.c"

runs_round() { # side, command that begins it
    local side=$1 begun before end=$((SECONDS + LIMIT))
    shift
    mkdir "$runs_where"
    : >"$stamps"
    "$@"
    rest "$pid"
    before=$(cpu "$pid")
    begun=$("$reference" clock)
    "$reference" burst "$runs_where" "$runs"
    until [ "$(wc -l <"$stamps")" -ge "$runs" ] || [ "$SECONDS" -ge "$end" ]; do
        sleep 0.2
    done
    # Of every process that ends: the daemon's own time is what is asked for.
    rest "$pid"
    value runs "$side" $((($(awk '$2 > last { last = $2 } END { printf "%.0f", last }' "$stamps") - begun) / 1000000))
    value runs-cpu "$side" $(($(cpu "$pid") - before))
    value runs-lost "$side" $((runs - $(sort -u "$stamps" | wc -l)))
    value runs-memory "$side" "$(($(awk '$1 == "VmHWM:" { print $2 }' "/proc/$pid/status") / 1024))"
    end
    rm -rf "$runs_where"
}

runs_daemon() {
    begin_daemon "runs: {watch: $runs_where, on: written, settle: 0s, per: file, queue: parallel,
        run: [$stamp, $stamps, '{name}']}"
}

for ((round = 1; round <= rounds; round++)); do
    runs_round reactor runs_daemon
    runs_round C begin '^ready' "$reference" run "$runs_where" "$(nproc)" "$stamp" "$stamps"
done

rows+=(
    "ratio runs: $runs files, a command for each|ms|runs|C|1.5"
    'ratio runs: CPU time of its own|ms|runs-cpu|C|-'
    'number runs: files lost|files|runs-lost|0'
    'number runs: memory, at most|MiB|runs-memory|-'
)
rm -f "$stamps"
