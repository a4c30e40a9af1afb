# Nothing pending, after much work: how often does any thread of the daemon wake, and what CPU time does it take? One
# round, whatever -n says.
#
#   IDLE_SECONDS (600)   how long it is watched
#
# As root every thread counts. Another user cannot have the JVM's threads silenced, which then wake 25 times a minute.
# shellcheck shell=bash disable=SC2154

idle_for=${IDLE_SECONDS:-600}
# shellcheck source=/dev/null
. "$bench/load.sh"

# The sum over all threads of voluntary and involuntary switches (proc_pid_status(5)).
switches() {
    cat "/proc/$1"/task/*/status 2>/dev/null | awk '/ctxt_switches/ { sum += $2 } END { print sum + 0 }'
}

idle_daemon() {
    local before ticks
    begin_loaded
    sleep 60 # who waits already does so once more with the slack of before: Common-Cleaner for up to a minute
    ticks=$(cpu "$pid")
    before=$(switches "$pid")
    sleep "$idle_for"
    value idle-wakes reactor $(($(switches "$pid") - before))
    value idle-cpu reactor $(($(cpu "$pid") - ticks))
    end
}

idle_daemon
idle_most=0
[ "$(id -u)" -eq 0 ] || idle_most=$((25 * idle_for / 60 + 3))
rows+=("number wake-ups in $idle_for s of rest, all threads|count|idle-wakes|$idle_most")
rows+=("number CPU time in $idle_for s of rest|ms|idle-cpu|$([ "$idle_most" -gt 0 ] && echo 20 || echo 0)")
