# 100,000 files created at once in one directory: is each of them told, once, and what does it cost?
#
#   BURST_FILES (100000)   how many
# shellcheck shell=bash disable=SC2154

files=${BURST_FILES:-100000}
where=$memory/burst

# The command adds the names to a list that outlives it, so loss and doubles can be counted.
burst_daemon() {
    local end=$((SECONDS + 45)) before # a file that is believed to be still written is looked at twice a minute
    mkdir "$where"
    : >"$work/names"
    begin_daemon "burst: {watch: $where, on: written, settle: 200ms, stdin: paths0, run: 'cat >>$work/names'}"
    rest "$pid"
    before=$(cpu "$pid")
    "$reference" burst "$where" "$files"
    until [ "$(told | wc -l)" -ge "$files" ] || [ "$SECONDS" -ge "$end" ]; do
        sleep 1
    done
    rest "$pid"
    value burst-memory reactor "$(($(awk '$1 == "VmHWM:" { print $2 }' "/proc/$pid/status") / 1024))"
    value burst-cpu reactor $(($(cpu "$pid") - before))
    value burst-lost reactor $((files - $(told | sort -u | wc -l)))
    value burst-doubled reactor "$(told | sort | uniq -d | wc -l)"
    end
    rm -rf "$where"
}

told() {
    tr '\0' '\n' <"$work/names"
}

burst_reference() {
    local end=$((SECONDS + LIMIT)) ms
    mkdir "$where"
    : >"$work/names"
    begin '^ready' "$reference" gather "$where" "$files" "cat >>'$work/names'"
    "$reference" burst "$where" "$files"
    until [ -s "$work/out" ]; do
        [ "$SECONDS" -lt "$end" ] || fail "the reference has lost files of the burst: there is nothing to compare with"
        sleep 0.2
    done
    read -r _ _ ms <"$work/out"
    value burst-cpu C "$ms"
    end
    rm -rf "$where"
}

for ((round = 1; round <= rounds; round++)); do
    burst_daemon
    burst_reference
done

rows+=(
    "ratio burst: CPU time for $files new files|ms|burst-cpu|C|3"
    'number burst: files lost|files|burst-lost|0'
    'number burst: files told twice|files|burst-doubled|-'
    'number burst: memory, at most|MiB|burst-memory|-'
)
