# Who of 1,000 rules wants an event, and who of 10: JMH, in it/bench/jmh, with the daemon's jars and switches. Each round is
# an iteration.
# shellcheck shell=bash disable=SC2154

"$root/mvnw" -f "$root/pom.xml" -q -B -ntp -Pbench -pl it/bench/jmh -am compile >"$work/log" 2>&1 ||
    fail "it/bench/jmh does not compile: $(tail -n 5 "$work/log")"
match_target=$bench/jmh/target
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$match_target/classes:$(dirname "$reactorctl")/../lib/*:$match_target/lib/*" \
    org.openjdk.jmh.Main -prof gc -wi 3 -w 300ms -i "$rounds" -r 300ms >"$work/jmh" 2>&1 ||
    fail "JMH: $(tail -n 5 "$work/jmh")"

# "# Parameters: (event = wanted, rules = 10, set = roots)", then "Iteration   1: 0.4 us/op" and its "·gc.alloc.rate.norm".
while read -r wanted count set what number; do
    side=reactor
    [ "$count" = 1000 ] || side="10 rules"
    value "match-$set-$wanted-$what" "$side" "$number"
done < <(awk '
    $2 == "Parameters:" { gsub(/[(),]/, ""); wanted = $5; count = $8; set = $11 }
    $1 == "Iteration" && $4 == "us/op" { print wanted, count, set, "time", $3 }
    $1 ~ /gc.alloc.rate.norm:$/ { print wanted, count, set, "made", ($2 ~ /^[0-9.]+$/ ? $2 : 0) }' "$work/jmh")

for set in 'roots|of as many roots' 'endings|of one root, *.type1' 'globs|of one root, mixed globs' \
    'within|of one root, *-order1-*' 'events|event:' 'networks|network:'; do
    rows+=(
        "beside match: 1,000 rules ${set#*|}|us|match-${set%|*}-wanted-time|10 rules|5"
        "beside match: none of them matches|us|match-${set%|*}-unwanted-time|10 rules|5"
        "beside match: garbage if none matches|B|match-${set%|*}-unwanted-made|10 rules|1"
    )
done
