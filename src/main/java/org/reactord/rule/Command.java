package org.reactord.rule;

import java.util.List;
import java.util.stream.Collectors;

/** What a rule runs. */
public sealed interface Command {
    /** The command for a person's eyes, on one line. */
    String describe();

    /** A program and its arguments, executed as they are; a placeholder is replaced within one argument. */
    record Exec(List<Template> argv) implements Command {
        public Exec {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) {
                throw new IllegalArgumentException("a command needs at least a program");
            }
        }

        @Override
        public String describe() {
            return argv.stream().map(Template::toString).collect(Collectors.joining(" "));
        }
    }

    /** A line for {@code /bin/sh -c}; no placeholder is ever replaced in it. */
    record Shell(String line) implements Command {
        @Override
        public String describe() {
            return line.strip();
        }
    }
}
