# Memory at rest, after much work and after a burst: anonymous, which is the daemon's own, and its proportional share of
# all (proc_pid_smaps_rollup(5)), which other JVMs on the machine make smaller.
# shellcheck shell=bash disable=SC2154

burst_of=50000
# shellcheck source=/dev/null
. "$bench/load.sh"

kib() { # field
    awk -v field="$1:" '$1 == field { print $2 }' "/proc/$pid/smaps_rollup"
}

memory_daemon() {
    local anonymous
    begin_loaded
    anonymous=$(kib Anonymous)
    value memory-anonymous reactor "$anonymous"
    value memory-pss reactor "$(kib Pss)"
    burst "$burst_of"
    value memory-growth reactor $((($(kib Anonymous) - anonymous) * 100 / anonymous))
    end
}

for ((i = 0; i < rounds; i++)); do
    memory_daemon
done
case $(java_version) in
'Java 1'[0-9]* | 'Java 2'[0-4]*) memory_bounds=(22528 47104) ;;
*) memory_bounds=(26624 55296) ;;
esac
rows+=("number anonymous memory at rest|KiB|memory-anonymous|${memory_bounds[0]}")
rows+=("number proportional set size at rest|KiB|memory-pss|${memory_bounds[1]}")
rows+=("number anonymous memory after $burst_of events, more|%|memory-growth|20")
