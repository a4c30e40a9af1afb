# The load before a rest: rules of every kind, many directories, many jobs done. Sourced by scenarios that look at what
# remains of it.
#
#   begin_loaded    starts a daemon and lets it work; $pid is its process, which has come to rest when it returns
#   burst COUNT     so many files, each of them written, in a watched directory, and then rest again
# shellcheck shell=bash disable=SC2154

DIRECTORIES=1000
JOBS=1000
RULES='spool: {spool: ~/spool, run: "true", queue: parallel}
tree: {watch: ~/tree, recursive: true, settle: 1s, run: "true"}
flat: {watch: ~/flat, settle: 1s, run: "true"}
event: {event: something, run: "true"}
network: {network: {interface: "wg*"}, run: "true"}
device: {device: {subsystem: usb}, run: "true"}
power: {power: {state: [ac, low]}, run: "true"}
mount: {mount: {target: "/mnt/*"}, run: "true"}
system: {system: [resume, clock-jump, suspend], run: "true"}
session: {session: [lock, login], run: "true"}'

# A rule for programs is left out: it hears of every one that is started on the machine, and those of the bench are.
# Interfaces, mounts and devices are the daemon's own, where that can be had, so that nobody else's wake it. Takes the
# place of the shell that it runs in, which is one in the background.
alone() {
    if unshare -nm true 2>/dev/null; then
        # shellcheck disable=SC2016
        exec unshare -nm /bin/sh -c 'ip link set lo up; exec "$@"' sh "$@"
    else
        exec "$@"
    fi
}

begin_loaded() {
    local home=$work/home i
    rm -rf "${home:?}"
    mkdir -p "$home/rules.d" "$home/spool" "$home/flat"
    for ((i = 0; i < DIRECTORIES - 3; i++)); do
        printf '%s\0' "$home/tree/$((i / 100))/$i"
    done | xargs -0 mkdir -p
    printf '%s\n' "$RULES" >"$home/rules.d/bench.yaml"
    HOME=$home begin ' INFO +ready' alone env DBUS_SYSTEM_BUS_ADDRESS="unix:path=$home/bus" \
        "$reactorctl" server --rules "$home/rules.d" --state "$home/state" --socket "$home/socket"
    for ((i = 0; i < JOBS; i++)); do
        : >"$home/spool/item-$i"
    done
    within 'the jobs to be done' spool_is_empty
    settled
}

spool_is_empty() {
    [ -z "$(ls "$work/home/spool")" ]
}

within() { # what, command
    local what=$1 end=$((SECONDS + LIMIT))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || fail "$what takes too long"
        sleep 0.5
    done
}

burst() {
    local i
    for ((i = 0; i < $1; i++)); do
        : >"$work/home/flat/file-$i"
    done
    settled
}

# The daemon quietens its JVM some seconds after the last work; what it wakes by that ends within a minute.
settled() {
    sleep 12
    rest "$pid"
}
