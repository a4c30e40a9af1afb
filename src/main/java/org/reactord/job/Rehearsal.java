package org.reactord.job;

import java.util.List;
import java.util.Map;

/**
 * What an attempt would execute, for a person; nothing of it is executed.
 *
 * @param job the name that its job would have, or has
 * @param argv its arguments, the program first, safe for a terminal
 * @param env the variables beside the inherited ones, safe for a terminal
 * @param cwd its working directory
 * @param stdin what it would read
 */
public record Rehearsal(JobId job, List<String> argv, Map<String, String> env, String cwd, String stdin) {
    public Rehearsal {
        argv = List.copyOf(argv);
        env = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(env));
    }
}
