# From `reactorctl server` to ready with ten rules of different kinds, by a bare java that greets.
# shellcheck shell=bash disable=SC2154

mkdir -p "$work/start"

# Five of files, two of events, three of what any machine can tell.
start_rules() {
    local number
    for number in 1 2 3; do
        mkdir -p "$work/start/tree-$number"
        printf 'tree-%s: {watch: %s/start/tree-%s, recursive: true, run: [/bin/true]}\n' "$number" "$work" "$number"
    done
    for number in 1 2; do
        mkdir -p "$work/start/spool-$number"
        printf 'spool-%s: {spool: %s/start/spool-%s, run: [/bin/true]}\n' "$number" "$work" "$number"
        printf 'event-%s: {event: event-%s, run: [/bin/true]}\n' "$number" "$number"
    done
    printf '%s\n' 'network: {network: {interface: "wg*", state: up}, run: [/bin/true]}' \
        'mount: {mount: {target: "/media/*", state: mounted}, run: [/bin/true]}' \
        'clock: {system: clock-jump, run: [/bin/true]}'
}

milliseconds hello # what is compiled, and what comes into memory, is not measured
begin_daemon "$(start_rules)"
end
for ((round = 1; round <= rounds * 2; round++)); do
    begin_daemon "$(start_rules)"
    value start reactor "$took"
    end
    milliseconds hello
    value start java "$took"
done

rows+=('ratio start: server to ready, ten rules|ms|start|java|5')
