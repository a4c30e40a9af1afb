# How long it takes to watch 50,000 directories with a file in each, and how much heap they need.
# shellcheck shell=bash disable=SC2154

directories=50000
most=$(</proc/sys/fs/inotify/max_user_watches)
[ "$most" -gt $((directories + 100)) ] ||
    fail "tree needs sysctl fs.inotify.max_user_watches=$((directories * 2)); it is $most"

mkdir "$work/tree" "$work/empty"
"$reference" tree "$work/tree" "$directories"
find "$work/tree" -type f -size +1M # all of it is in memory from here on

tree_rule() { # directory
    printf 'tree: {watch: %s, recursive: true, run: [/bin/true]}\n' "$1"
}

# What is begun with the empty directory, then with the tree: the difference is the tree's.
tree_round() { # side, command that begins with the directory as its last argument
    local side=$1 empty_ms empty_cpu
    shift
    "$@" "$work/empty"
    empty_ms=$took
    rest "$pid"
    empty_cpu=$(cpu "$pid")
    "${heap:-:}" empty
    end
    "$@" "$work/tree"
    rest "$pid"
    value tree "$side" $((took - empty_ms))
    value tree-cpu "$side" $(($(cpu "$pid") - empty_cpu))
    value tree-total "$side" "$took"
    "${heap:-:}" tree
    end
}

tree_daemon() {
    begin_daemon "$(tree_rule "$1")"
}

# Asking is what collects the garbage; the last line of the histogram is the sum.
tree_heap() { # empty or tree
    local bytes
    bytes=$(jcmd "$pid" GC.class_histogram | awk '$1 == "Total" { print $3 }')
    if [ "$1" = empty ]; then
        empty_heap=$bytes
    else
        value tree-heap reactor $(((bytes - empty_heap) / directories))
    fi
}

for ((round = 1; round <= rounds; round++)); do
    heap=tree_heap tree_round reactor tree_daemon
    tree_round inotifywait begin 'Watches established' inotifywait -m -r
    tree_round C begin '^ready' "$reference" watch
done

rows+=(
    'ratio tree: watching 50,000 directories|ms|tree|inotifywait|1.35'
    'ratio tree: watching 50,000 directories|ms|tree|C|-'
    'ratio tree: CPU time for it|ms|tree-cpu|inotifywait|-'
    'ratio tree: with the start of the program|ms|tree-total|inotifywait|-'
    'number tree: live heap for each directory|bytes|tree-heap|200'
)
rm -rf "$work/tree" "$work/empty"
