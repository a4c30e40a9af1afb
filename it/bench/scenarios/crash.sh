# A burst of files into a sequential spool while the daemon is killed again and again, at any moment of its life, and
# started again at once: is every file handled, and how often more than once? One round, whatever -n says.
#
#   CRASH_KILLS (1000)   how often it is killed
#   CRASH_FILES (10000)  how many files a burst has; when nearly all are gone there is another, so that no kill meets an
#                        idle daemon
#   CRASH_HOLD (0.02)    how long the command takes besides, in seconds
# shellcheck shell=bash disable=SC2154

kills=${CRASH_KILLS:-1000}
burst=${CRASH_FILES:-10000}
hold=${CRASH_HOLD:-0.02}
span=1000 # ms
spool=$work/crash/spool
files=0

mkdir -p "$spool" "$work/crash/locks" "$work/crash/home/rules.d"
: >"$work/crash/begun"
: >"$work/crash/ended"
: >"$work/crash/together"
: >"$work/crash/overlap"
: >"$work/crash/torn"

# Descriptor 9 is the item's lock, 8 the rule's; the kernel drops them with the process, however that ends.
cat >"$work/crash/command" <<END
#!/bin/sh
cd '$work/crash' || exit 1
exec 8>>locks/.rule 9>>"locks/\$REACTOR_NAME"
flock -n 9 || echo "\$REACTOR_NAME" >>together
flock -n 8 || echo "\$REACTOR_NAME" >>overlap
echo "\$REACTOR_NAME" >>begun
read -r content
[ "\$content" = "\$REACTOR_NAME" ] || echo "\$REACTOR_NAME" >>torn
[ '$hold' = 0 ] || sleep '$hold'
echo "\$REACTOR_NAME" >>ended
END
chmod 755 "$work/crash/command"
printf 'crash: {spool: %s, run: [%s]}\n' "$spool" "$work/crash/command" >"$work/crash/home/rules.d/crash.yaml"

crash_launch() {
    rm -f "$work/crash/home/socket" # a stale one is harmless, but would look like readiness here
    HOME=$work/crash/home "$reactorctl" server --rules "$work/crash/home/rules.d" \
        --state "$work/crash/home/state" --socket "$work/crash/home/socket" \
        2>>"$work/crash/log" >>"$work/crash/log" </dev/null &
    pid=$!
}

crash_burst() {
    local number
    for ((number = files + 1; number <= files + burst; number++)); do
        printf '%s\n' "file-$number" >"$spool/file-$number"
    done
    files=$((files + burst))
}

crash_await_socket() {
    local end=$((SECONDS + LIMIT))
    until [ -S "$work/crash/home/socket" ]; do
        [ "$SECONDS" -lt "$end" ] || fail "the daemon did not get ready: $(tail -n 3 "$work/crash/log")"
        kill -0 "$pid" || fail "the daemon ended by itself: $(tail -n 3 "$work/crash/log")"
        sleep 0.01
    done
}

crash_left() {
    find "$spool" -maxdepth 1 -type f | wc -l
}

crash_kills() {
    local number moment
    for ((number = 1; number <= kills; number++)); do
        crash_launch
        [ "$((number % 10))" -ne 1 ] || [ "$(crash_left)" -gt $((burst / 10)) ] || crash_burst
        # Every second one dies while it starts, or has not even become a JVM; the others when they are at work.
        [ "$((number % 2))" -eq 1 ] || crash_await_socket
        moment=$(((RANDOM * 32768 + RANDOM) % span))
        sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
        kill -s KILL "$pid"
        wait "$pid" 2>/dev/null || true
        pid=
    done
}

crash_end() {
    local end=$((SECONDS + LIMIT * 10))
    crash_launch
    until [ "$(crash_left)" -eq 0 ] || [ "$SECONDS" -ge "$end" ]; do
        sleep 1
    done
    kill "$pid"
    wait "$pid" || printf 'crash: the last daemon exited %s\n' "$?"
    pid=
    until flock -n "$work/crash/locks/.rule" true || [ "$SECONDS" -ge "$end" ]; do
        sleep 0.2 # an orphan of the last kill
    done
}

# What outlives a daemon that was shut down: an empty directory for each purpose, the lock, journals that say nothing.
crash_left_in_state() {
    find "$work/crash/home/state" -type f -size +0 ! -name lock | wc -l
}

crash_kills
crash_end
value crash-files reactor "$files"
value crash-lost reactor $((files - $(sort -u "$work/crash/ended" | wc -l) + $(crash_left)))
value crash-aside reactor "$(find "$spool/.failed" -type f ! -name '*.reason' 2>/dev/null | wc -l)"
value crash-extra reactor "$(awk "BEGIN { print ($(wc -l <"$work/crash/begun") - $files) / $kills }")"
value crash-together reactor "$(wc -l <"$work/crash/together")"
value crash-overlap reactor "$(wc -l <"$work/crash/overlap")"
value crash-torn reactor "$(wc -l <"$work/crash/torn")"
value crash-state reactor "$(crash_left_in_state)"
value crash-errors reactor "$(grep -c ' ERROR ' "$work/crash/log" || true)"
[ -z "${CRASH_KEEP:-}" ] || cp -r "$work/crash" "$CRASH_KEEP"

rows+=(
    "number crash: files, and kills: $kills|files|crash-files|-"
    'number crash: files never handled|files|crash-lost|0'
    'number crash: sound files set aside|files|crash-aside|0'
    'number crash: extra runs for each kill|runs|crash-extra|1'
    'number crash: two runs of a file at once|times|crash-together|0'
    'number crash: two runs of the rule at once|times|crash-overlap|-'
    'number crash: files read torn|files|crash-torn|0'
    'number crash: files left in the state|files|crash-state|0'
    'number crash: errors in the log|lines|crash-errors|0'
)
