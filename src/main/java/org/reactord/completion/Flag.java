package org.reactord.completion;

import java.util.List;
import java.util.Optional;

/**
 * An option.
 *
 * @param names each with its dashes
 * @param value what must follow it, if anything must
 * @param repeatable whether it says more when it is said again
 */
public record Flag(List<String> names, String description, Optional<Value> value, boolean repeatable) {
    /** The value of an option, and what stands for it in the help. */
    public record Value(String label, Wanted wanted) {}

    public Flag {
        names = List.copyOf(names);
    }
}
