package org.reactord.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that says something else than before.
 *
 * @param before its value in the rule language; empty if the old rule has no such key
 * @param after the same of the new rule
 * @param origin where the new value was written, or the old one if there is no new one
 */
public record Difference(String key, Optional<String> before, Optional<String> after, Origin origin) {
    /** What differs between two versions of a rule, in the order of the new one's keys; values only, not their places. */
    public static List<Difference> between(Rule before, Rule after) {
        Map<String, Setting> old = new LinkedHashMap<>();
        before.settings().forEach(setting -> old.put(setting.key(), setting));
        List<Difference> differences = new ArrayList<>();
        for (Setting now : after.settings()) {
            Optional<String> was = Optional.ofNullable(old.remove(now.key())).map(Setting::text);
            if (!was.equals(Optional.of(now.text()))) {
                differences.add(new Difference(now.key(), was, Optional.of(now.text()), now.origin()));
            }
        }
        old.values()
                .forEach(gone -> differences.add(
                        new Difference(gone.key(), Optional.of(gone.text()), Optional.empty(), gone.origin())));
        return differences;
    }
}
