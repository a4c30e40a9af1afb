package org.reactord.source.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactord.event.ByteText;
import org.reactord.event.Glob;
import org.reactord.source.SystemRequest;

/** Which programs some rule may want, whatever becomes of them: a rule names the state as well, which is not looked at here. */
final class WantedPrograms {
    /** Of one rule the patterns by field; it wants what fits one of each. */
    private final List<Map<String, List<Glob>>> rules;

    private WantedPrograms(List<Map<String, List<Glob>>> rules) {
        this.rules = rules;
    }

    static WantedPrograms of(SystemRequest request) {
        return new WantedPrograms(
                request.fields().stream().map(WantedPrograms::compiled).toList());
    }

    private static Map<String, List<Glob>> compiled(Map<String, Set<String>> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getKey().equals(Program.STATE))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        field -> field.getValue().stream().map(Glob::of).toList()));
    }

    /** Some rule wants even what nobody knows anything of. */
    boolean isEverything() {
        return rules.stream().anyMatch(Map::isEmpty);
    }

    /** False if its name is enough to say that nobody wants it: the rest is not asked for then, which costs more. */
    boolean mayWant(ProcessStat stat) {
        return stat.isCut()
                || rules.stream()
                        .anyMatch(rule -> !rule.containsKey(Program.NAME)
                                || matches(rule.get(Program.NAME), stat.commandBytes()));
    }

    boolean wants(Program program) {
        return rules.stream().anyMatch(rule -> rule.entrySet().stream().allMatch(field -> {
            String value = program.fields().get(field.getKey());
            return value != null && matches(field.getValue(), bytes(field.getKey(), value));
        }));
    }

    /** A pattern for a path is kept without its leading slash. */
    private static byte[] bytes(String field, String value) {
        boolean path = field.equals(Program.EXE) && value.startsWith("/");
        return ByteText.bytes(path ? value.substring(1) : value);
    }

    private static boolean matches(List<Glob> patterns, byte[] value) {
        return patterns.stream().anyMatch(pattern -> pattern.matchesValue(value));
    }
}
