# Events, for a long time: do memory, descriptors and threads stay what they are? One round, whatever -n says. Prints
# what it has sampled before the table.
#
#   SOAK_EVENTS (1000000)   how many: files that are written and files that are removed
# shellcheck shell=bash disable=SC2154

events=${SOAK_EVENTS:-1000000}
burst=1000  # files written, then removed; ten of them go through a spool
samples=20
where=$memory/soak

mkdir -p "$where/tree" "$where/spool" "$work/soak"
: >"$work/soak/counts"

soak_told() {
    awk '{ sum += $1 } END { print sum + 0 }' "$work/soak/counts"
}

soak_await() { # number of paths that commands must have been told by now
    local end=$((SECONDS + LIMIT))
    until [ "$(soak_told)" -ge "$1" ] && [ "$(find "$where/spool" -type f | wc -l)" -eq 0 ]; do
        [ "$SECONDS" -lt "$end" ] || return 0 # the table tells of it
        sleep 0.05
    done
}

soak_status() { # pid, field of proc_pid_status(5)
    awk -v field="$2:" '$1 == field { print $2 }' "/proc/$1/status"
}

soak_zombies() {
    # A process that ends meanwhile is no failure, though awk says so.
    { awk -v daemon="$pid" '{ sub(/.*\) /, "") } $1 == "Z" && $2 == daemon' /proc/[0-9]*/stat 2>/dev/null || true; } | wc -l
}

soak_descriptors() {
    local all=("/proc/$pid/fd"/*)
    printf '%s\n' "${#all[@]}"
}

soak_sample() { # number of events so far
    local rss descriptors threads zombies
    rss=$(soak_status "$pid" VmRSS)
    threads=$(soak_status "$pid" Threads)
    descriptors=$(soak_descriptors)
    zombies=$(soak_zombies)
    printf '%10s %9s %11s %7s %7s %9s %10s\n' "$1" "$rss" "$descriptors" "$threads" "$zombies" "$(cpu "$pid")" "$(soak_told)"
    printf '%s %s %s %s\n' "$rss" "$descriptors" "$threads" "$zombies" >>"$work/soak/samples"
}

soak_burst() { # number of the burst
    local file
    "$reference" burst "$where/tree" "$burst"
    for file in "$where/tree"/file-99?; do
        [ ! -e "$file" ] || ln "$file" "$where/spool/$1-${file##*/}"
    done
    soak_await $(((2 * $1 - 1) * burst))
    find "$where/tree" -type f -delete
    soak_await $((2 * $1 * burst))
}

soak_run() {
    local number bursts=$((events / (2 * burst))) every
    every=$((bursts > samples ? bursts / samples : 1))
    begin_daemon "tree: {watch: $where/tree, settle: 50ms, stdin: paths0, run: 'tr -cd \"\\0\" | wc -c >>$work/soak/counts'}
spool: {spool: $where/spool, run: [/bin/true]}"
    printf '\n%10s %9s %11s %7s %7s %9s %10s\n' events 'RSS (kB)' descriptors threads zombies 'CPU (ms)' told
    for ((number = 1; number <= bursts; number++)); do
        soak_burst "$number"
        [ $((number % every)) -ne 0 ] || soak_sample $((2 * number * burst))
    done
    value soak-lost reactor $((2 * bursts * burst - $(soak_told)))
    end
}

# From the first quarter, when the compiler has seen everything, to the greatest that came later.
soak_growth() { # column
    awk -v column="$1" '
        { seen[NR] = $column }
        END {
            from = int((NR + 3) / 4)
            for (i = from; i <= NR; i++) if (seen[i] > most) most = seen[i]
            print most - seen[from]
        }' "$work/soak/samples"
}

soak_run
value soak-rss reactor "$(soak_growth 1)"
value soak-descriptors reactor "$(soak_growth 2)"
value soak-threads reactor "$(soak_growth 3)"
value soak-zombies reactor "$(awk '{ sum += $4 } END { print sum }' "$work/soak/samples")"
rows+=(
    'number soak: events lost|events|soak-lost|0'
    'number soak: memory gained after a quarter|kB|soak-rss|16384'
    'number soak: descriptors gained|number|soak-descriptors|4'
    'number soak: threads gained|number|soak-threads|1'
    'number soak: zombies seen|number|soak-zombies|0'
)
rm -rf "$where"
