# 200,000 files, of which 20 were changed while no daemon ran: how long until the command has been told of all of them?
# shellcheck shell=bash disable=SC2154

directories=2000
each=100
changed=20

mkdir "$work/large" "$work/small"
for ((d = 0; d < directories; d++)); do
    mkdir "$work/large/$d"
    (cd "$work/large/$d" && seq "$each" | xargs touch)
done
for ((i = 0; i < changed; i++)); do
    : >"$work/small/$i"
done
find "$work/large" -newerct @0 >"$work/found" # all of it is in memory from here on

catchup_home() { # directory
    rm -rf "${work:?}/home"
    mkdir -p "$work/home/rules.d"
    cat >"$work/home/rules.d/bench.yaml" <<END
catchup:
  watch: $1
  recursive: true
  on: written
  settle: 0s
  stdin: paths0
  run: |
    tr '\\0' '\\n' >>$work/names
    date +%s%6N >$work/done
END
}

catchup_start() {
    : >"$work/names"
    HOME=$work/home begin ' INFO +ready' "$reactorctl" server \
        --rules "$work/home/rules.d" --state "$work/home/state" --socket "$work/home/socket"
}

# The daemon has seen the tree and is ended; then files change, and it is begun again.
catchup_daemon() { # directory, files of it to be changed
    local begun end=$((SECONDS + LIMIT))
    catchup_home "$1"
    catchup_start
    rest "$pid"
    end
    since=$(date +%s.%N)
    sleep 0.1 # the clock of ctimes is coarse
    touch -d '2020-01-01' "${@:2}"
    begun=$(microseconds)
    catchup_start
    until [ "$(wc -l <"$work/names")" -ge "$changed" ]; do
        [ "$SECONDS" -lt "$end" ] || fail "$(wc -l <"$work/names") of $changed changed files were told"
        sleep 0.1
    done
    rest "$pid"
    took=$((($(<"$work/done") - begun) / 1000))
    end
}

catchup_round() {
    local small begun spread=() i
    catchup_daemon "$work/small" "$work/small"/*
    small=$took
    for ((i = 0; i < changed; i++)); do
        spread+=("$work/large/$((i * directories / changed))/$((RANDOM % each + 1))")
    done
    catchup_daemon "$work/large" "${spread[@]}"
    value catchup reactor $((took - small))
    value catchup-total reactor "$took"
    begun=$(microseconds)
    find "$work/large" -type f -newerct "@$since" >"$work/found"
    took=$((($(microseconds) - begun) / 1000))
    [ "$(wc -l <"$work/found")" -eq "$changed" ] || fail "find has found $(wc -l <"$work/found") files"
    value catchup find "$took"
    value catchup-total find "$took"
}

for ((round = 1; round <= rounds; round++)); do
    catchup_round
done

rows+=(
    'ratio catch-up: 20 of 200,000 files|ms|catchup|find|1.5'
    'ratio catch-up: with the start of the program|ms|catchup-total|find|-'
)
rm -rf "$work/large" "$work/small"
