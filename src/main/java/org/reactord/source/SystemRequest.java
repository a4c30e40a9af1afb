package org.reactord.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.SystemKind;

/**
 * What rules wait for of one kind of system events, so that a source need not tell, or ask the kernel for, anything else.
 * It may tell more: who asked looks again.
 *
 * @param fields of each rule the values, or patterns, that it names by field; a rule that names none wants everything
 */
public record SystemRequest(SystemKind kind, Set<Map<String, Set<String>>> fields) {
    public SystemRequest {
        fields = Set.copyOf(fields);
    }

    /** One for each kind. */
    public static List<SystemRequest> of(Map<SystemKind, Set<Map<String, Set<String>>>> wants) {
        List<SystemRequest> requests = new ArrayList<>();
        wants.forEach((kind, fields) -> requests.add(new SystemRequest(kind, fields)));
        return requests;
    }

    /** All that the rules name under a field; empty if some rule does not restrict it, so that anything is wanted. */
    public Optional<Set<String>> values(String field) {
        Set<String> all = new LinkedHashSet<>();
        for (Map<String, Set<String>> rule : fields) {
            if (!rule.containsKey(field)) {
                return Optional.empty();
            }
            all.addAll(rule.get(field));
        }
        return Optional.of(all);
    }
}
