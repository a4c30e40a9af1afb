# Reloads, one after another, while files arrive: one rule changes each time, another one comes and goes, and a third is
# never touched. Is every file handled, and how long does an answer take? One round, whatever -n says.
#
#   RELOADS (100)   how many
# shellcheck shell=bash disable=SC2154

reloads=${RELOADS:-100}
each=2000 # files in each spool
where=$memory/reload

mkdir -p "$where/kept" "$where/changed" "$where/fleeting" "$work/reload"
: >"$work/reload/ran"

# The name alone is no line: a file is found by rule and name.
# shellcheck disable=SC2016 # it is the command that has the variable
reload_rules() { # number
    printf 'kept: {spool: %s/kept, run: "echo kept-$REACTOR_NAME >>%s"}\n' "$where" "$work/reload/ran"
    printf 'changed: {spool: %s/changed, run: "echo changed-$REACTOR_NAME >>%s; : %s"}\n' \
        "$where" "$work/reload/ran" "$1"
    [ $(($1 % 2)) -eq 1 ] ||
        printf 'fleeting: {spool: %s/fleeting, run: "echo fleeting-$REACTOR_NAME >>%s"}\n' "$where" "$work/reload/ran"
}

reload_files() {
    local number spool
    for ((number = 1; number <= each; number++)); do
        for spool in kept changed fleeting; do
            : >"$where/$spool/$number"
        done
    done
}

reload_left() {
    find "$where" -maxdepth 2 -type f | wc -l
}

reload_run() {
    local number begun writer end=$((SECONDS + LIMIT * 5))
    begin_daemon "$(reload_rules 0)"
    reload_files &
    writer=$!
    for ((number = 1; number <= reloads; number++)); do
        reload_rules "$number" >"$work/home/rules.d/bench.yaml"
        begun=$(microseconds)
        "$reactorctl" reload --socket "$work/home/socket" --timeout 60s >>"$work/reload/log" 2>&1 ||
            fail "reload $number: $(tail -n 3 "$work/reload/log")"
        value reload-answer reactor $((($(microseconds) - begun) / 1000))
    done
    wait "$writer"
    reload_rules $((number + number % 2)) >"$work/home/rules.d/bench.yaml"
    "$reactorctl" reload --socket "$work/home/socket" --timeout 60s >>"$work/reload/log" 2>&1
    until [ "$(reload_left)" -eq 0 ] || [ "$SECONDS" -ge "$end" ]; do
        sleep 0.5
    done
    value reload-lost reactor $((3 * each - $(sort -u "$work/reload/ran" | wc -l)))
    value reload-doubled reactor "$(sort "$work/reload/ran" | uniq -d | wc -l)"
    end
}

reload_run
rows+=(
    "number reload: answer, with the start of the client|ms|reload-answer|-"
    'number reload: files lost|files|reload-lost|0'
    'number reload: files handled twice|files|reload-doubled|0'
)
rm -rf "$where"
