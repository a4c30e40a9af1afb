# 50,000 files that come to a spool while the daemon stands still, which is more than the kernel's queue keeps: is each of
# them delivered, once, and how much memory does the daemon take? One round: it takes as long as 50,000 commands do.
# shellcheck shell=bash disable=SC2154

overflow_files=50000
overflow_where=$memory/overflow

delivered() {
    wc -l <"$work/delivered"
}

# The pages that are no file's, now: proc_pid_status(5).
anonymous() {
    awk '$1 == "RssAnon:" { print $2 }' "/proc/$1/status"
}

overflow_daemon() {
    local begun most=0 now last=-1 still=0
    mkdir "$overflow_where"
    : >"$work/delivered"
    begin_daemon "overflow: {spool: $overflow_where, queue: parallel, run: 'echo \"\$REACTOR_NAME\" >>$work/delivered'}"
    kill -s STOP "$pid"
    "$reference" burst "$overflow_where" "$overflow_files"
    kill -s CONT "$pid"
    begun=$SECONDS
    # As long as something is delivered; a file that is believed to be still written is looked at twice a minute.
    while [ -n "$(ls -A "$overflow_where")" ] && [ "$still" -lt 45 ]; do
        sleep 1
        now=$(anonymous "$pid")
        [ "$now" -le "$most" ] || most=$now
        now=$(delivered)
        still=$((now == last ? still + 1 : 0))
        last=$now
    done
    value overflow-seconds reactor $((SECONDS - begun))
    value overflow-memory reactor $((most / 1024))
    value overflow-lost reactor $((overflow_files - $(sort -u "$work/delivered" | wc -l)))
    value overflow-doubled reactor "$(sort "$work/delivered" | uniq -d | wc -l)"
    end
    rm -rf "$overflow_where"
}

overflow_daemon

rows+=(
    'number overflow: 50,000 commands|s|overflow-seconds|-'
    'number overflow: anonymous memory, at most|MiB|overflow-memory|160'
    'number overflow: files lost|files|overflow-lost|0'
    'number overflow: files delivered twice|files|overflow-doubled|0'
)
