package org.reactord.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;

/**
 * How a rule's command is run.
 *
 * @param env variables beside the inherited ones, in the order in which they were written
 * @param cwd the working directory; empty: the home directory of who runs the daemon
 * @param timeout from the start of an attempt until it is told to end
 */
public record Execution(
        Command command, StdinMode stdin, Map<String, String> env, Optional<BytePath> cwd, Duration timeout) {
    public Execution {
        env = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(env));
    }
}
