package org.reactord.exec;

import java.util.Map;

/** What a command inherits, as it is at the moment when it is started. Called on the thread that starts commands. */
@FunctionalInterface
public interface Surroundings {
    /**
     * The variables for a command.
     *
     * @param inherited what the daemon was started with, and passes on; one char a byte
     */
    Map<String, String> of(Map<String, String> inherited);
}
