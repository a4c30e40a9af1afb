package org.reactord.completion;

import java.util.List;

/**
 * A command of the program.
 *
 * @param flags its own options, besides those that all verbs have
 * @param arguments in their order
 */
public record Verb(String name, String description, List<Flag> flags, List<Argument> arguments) {
    public Verb {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }
}
