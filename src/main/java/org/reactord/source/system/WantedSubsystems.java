package org.reactord.source.system;

import java.util.Optional;
import java.util.Set;
import org.reactord.source.SystemRequest;

/**
 * The subsystems that rules name.
 *
 * @param names empty if a rule wants any, or names some by a pattern, which only who asked understands
 */
record WantedSubsystems(Optional<Set<String>> names) {
    static final WantedSubsystems NONE = new WantedSubsystems(Optional.of(Set.of()));

    static WantedSubsystems of(SystemRequest request) {
        return new WantedSubsystems(
                request.values("subsystem").filter(names -> names.stream().noneMatch(WantedSubsystems::isPattern)));
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    boolean wants(String subsystem) {
        return names.isEmpty() || names.get().contains(subsystem);
    }
}
