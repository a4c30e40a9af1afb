# The words in which scenarios are written. Sourced by run, which sets $work, $memory (quick to write), $reference,
# $reactorctl and $rounds.
#
#   begin REGEX PROGRAM [ARGUMENT…]  starts it, until a line on its stderr fits; $pid is its process, $took the ms
#   begin_daemon YAML                starts the daemon with these rules, until it is ready
#   end                              ends what was begun last
#   cpu PID                          its CPU time up to now in ms, without that of its children
#   rest PID                         waits until it uses no CPU time any more
#   hello                            a bare java, with default switches, that greets and ends
#   milliseconds COMMAND…            sets $took to how long it takes
#   percentile P                     of the numbers on stdin, one a line
#   value ROW SIDE NUMBER            notes what a round has measured; SIDE is reactor or a name of a reference
#   rows                             says how the values become rows of the table: see below
#   fail SENTENCE
#
# A scenario runs its rounds when it is sourced, and appends lines to ${rows[@]}:
#   ratio  TITLE|UNIT|ROW|REFERENCE|MOST   reactor's values of ROW by those of the reference; MOST may be -
#   beside TITLE|UNIT|ROW|REFERENCE|MOST   the same, but it is reactor's own median that is bounded
#   number TITLE|UNIT|ROW|MOST             reactor's values alone
#   across TITLE|UNIT|ROW|SIDE SIDE…       the medians of several sides, in a table of its own
# A row of which there are no values, because a program is not there or a part was left out, is left out too.
# shellcheck shell=bash disable=SC2034,SC2154

LIMIT=120 # seconds for anything that is waited for
pid=
took=
rows=()

fail() {
    printf 'it/bench/run: %s\n' "$*" >&2
    exit 1
}

needs() { # program, package
    command -v "$1" >/dev/null || fail "there is no $1: apt-get install $2"
}

java_version() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n '1s/[^"]*"\([^"]*\)".*/Java \1/p'
}

microseconds() {
    printf '%s\n' "${EPOCHREALTIME/./}"
}

begin() {
    local pattern=$1 line begun
    shift
    rm -f "$work/says"
    mkfifo "$work/says"
    : >"$work/log"
    begun=$(microseconds)
    "$@" 2>"$work/says" >"$work/out" </dev/null &
    pid=$!
    # Stays open until the end: who writes to a pipe that nobody reads is killed.
    exec 3<"$work/says"
    while IFS= read -r -t "$LIMIT" -u 3 line; do
        if [[ $line =~ $pattern ]]; then
            took=$((($(microseconds) - begun) / 1000))
            return
        fi
        printf '%s\n' "$line" >>"$work/log"
    done
    fail "$1 did not get ready: $(tail -n 5 "$work/log")"
}

begin_daemon() {
    rm -rf "${work:?}/home"
    mkdir -p "$work/home/rules.d"
    printf '%s\n' "$1" >"$work/home/rules.d/bench.yaml"
    HOME=$work/home begin ' INFO +ready' "$reactorctl" server \
        --rules "$work/home/rules.d" --state "$work/home/state" --socket "$work/home/socket"
}

end() {
    [ -n "$pid" ] || return 0
    kill "$pid" 2>/dev/null || true
    wait "$pid" || true
    pid=
    exec 3<&-
    sleep 0.5 # the kernel takes its watches apart a little later
}

# Fields 14 and 15 of proc_pid_stat(5), in ticks; counted behind the name, which may hold blanks.
cpu() {
    local stat
    stat=$(<"/proc/$1/stat")
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    printf '%s\n' $(((${12} + ${13}) * 1000 / tick))
}
tick=$(getconf CLK_TCK)

rest() {
    local before='' now end=$((SECONDS + LIMIT))
    while now=$(cpu "$1") && [ "$now" != "$before" ]; do
        [ "$SECONDS" -lt "$end" ] || fail "process $1 does not come to rest"
        before=$now
        sleep 1
    done
}

milliseconds() {
    local begun
    begun=$(microseconds)
    "$@" >"$work/said" 2>&1 </dev/null || fail "$1: $(tail -n 3 "$work/said")"
    took=$(awk "BEGIN { print ($(microseconds) - $begun) / 1000 }")
}

# From the default archive of classes, as a program starts that nobody has tuned.
hello() {
    [ -e "$work/hello/Hello.class" ] || {
        mkdir -p "$work/hello"
        printf 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n' \
            >"$work/hello/Hello.java"
        "${JAVA_HOME:+$JAVA_HOME/bin/}javac" -d "$work/hello" "$work/hello/Hello.java"
    }
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$work/hello" Hello
}

percentile() {
    sort -n | awk -v p="$1" '{ a[NR] = $1 } END { at = int((NR * p + 99) / 100); print a[at < 1 ? 1 : at] }'
}

value() { # row, side, number
    printf '%s\n' "$3" >>"$work/values/$1.$2"
}

# However the run ends, nothing stays behind.
farewell() {
    trap '' INT TERM HUP
    [ -z "$pid" ] || {
        kill -s KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    }
    rm -rf "$work" "$memory"
}

# Two columns of numbers, or one, to: median, median of the second, median ratio, lowest and highest ratio (or number).
statistics() {
    awk '
        function median(of, n,   i, j, t) {
            for (i = 2; i <= n; i++) {
                t = of[i]
                for (j = i - 1; j > 0 && of[j] > t; j--) of[j + 1] = of[j]
                of[j + 1] = t
            }
            return n % 2 ? of[(n + 1) / 2] : (of[n / 2] + of[n / 2 + 1]) / 2
        }
        { a[NR] = $1; b[NR] = $2; r[NR] = NF == 1 ? $1 : $1 / ($2 > 0 ? $2 : 1) }
        END {
            # The ratios are in order once their median has been taken.
            ratio = median(r, NR)
            printf "%.4g %.4g %.3g %.3g %.3g\n", median(a, NR), median(b, NR), ratio, r[1], r[NR]
        }'
}

# The title may be longer than its column: then its last words have a line of their own, which has the numbers.
line() {
    local title=$1 form='%-38s %9s %18s %-6s %5s %12s %7s\n'
    shift
    if [ "${#title}" -gt 38 ]; then
        printf '%s\n' "${title:0:38}" | sed 's/ [^ ]*$//'
        title="  ${title#"$(printf '%s' "${title:0:38}" | sed 's/ [^ ]*$//') "}"
    fi
    # shellcheck disable=SC2059
    printf "$form" "$title" "$@"
}

# [1, 2, 3] of a row and a side, in the order of the rounds.
values() {
    printf '[%s]' "$(paste -s -d , "$work/values/$1.$2")"
}

cell() { # side, text
    printf " %$((${#1} > 8 ? ${#1} : 8))s" "$2"
}

# The rows that go across, one side beside the other: their lines to stdout, their JSON to $json.
report_across() {
    local row title unit key sides side before='' median all
    for row in "${rows[@]}"; do
        [ "${row%% *}" = across ] || continue
        IFS='|' read -r title unit key sides <<<"${row#* }"
        if [ "$sides" != "$before" ]; then
            printf '\n%-30s' medians
            for side in $sides; do
                cell "$side" "$side"
            done
            printf '\n'
            before=$sides
        fi
        all=
        printf '%-30s' "$title, $unit"
        json+=$(printf ',\n    {"scenario": "%s", "kind": "across", "unit": "%s", "medians": {' "$title" "$unit")
        for side in $sides; do
            median=-
            if [ -s "$work/values/$key.$side" ]; then
                read -r median _ < <(statistics <"$work/values/$key.$side")
                all+=", \"$side\": $(values "$key" "$side")"
                json+="\"$side\": $median, "
            fi
            cell "$side" "$median"
        done
        printf '\n'
        json="${json%, }}, \"values\": {${all#, }}}"
    done
}

report() {
    local row kind title unit key other most reactor reference_value ratio low high bounded code=0 json=''
    printf '\n'
    line scenario reactor reference unit ratio spread 'at most'
    for row in "${rows[@]}"; do
        kind=${row%% *}
        [ "$kind" != across ] || continue
        IFS='|' read -r title unit key other most <<<"${row#* }"
        [ -s "$work/values/$key.reactor" ] || continue
        if [ "$kind" = number ]; then
            most=$other
            other=
            read -r reactor _ bounded low high < <(statistics <"$work/values/$key.reactor")
            reference_value=
            ratio=-
        else
            [ -s "$work/values/$key.$other" ] || continue
            read -r reactor reference_value ratio low high < <(
                paste -d ' ' "$work/values/$key.reactor" "$work/values/$key.$other" | statistics
            )
            [ "$kind" = ratio ] && bounded=$ratio || bounded=$reactor
        fi
        if [ "$most" != - ] && awk "BEGIN { exit !($bounded > $most) }"; then
            code=1
            most="$most !"
        fi
        line "$title" "$reactor" "${reference_value:--}${other:+ $other}" "$unit" "$ratio" "$low..$high" "$most"
        json+=$(printf ',\n    {"scenario": "%s", "kind": "%s", "unit": "%s", "reactor": %s, "reference": %s, "ratio": %s, ' \
            "$title" "$kind" "$unit" "$reactor" "${reference_value:-null}" "${ratio/#-/null}")
        json+=$(printf '"lowest": %s, "highest": %s, "at_most": %s, "values": {"reactor": %s%s}}' "$low" "$high" \
            "$(bound "$most")" "$(values "$key" reactor)" "${other:+, \"$other\": $(values "$key" "$other")}")
    done
    report_across
    printf '\nLoad at the end %s. "!": above the bound.\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
    mkdir -p "$root/target"
    printf '{\n  "format_version": 2, "rounds": %s, "load": "%s", "java": "%s",\n  "rows": [%s\n  ]\n}\n' \
        "$rounds" "$(cut -d ' ' -f 1-3 /proc/loadavg)" "$(java_version)" "${json#,}" >"$root/target/bench.json"
    return "$code"
}

bound() {
    case $1 in
    -) printf null ;;
    *) printf '%s' "${1% !}" ;;
    esac
}
