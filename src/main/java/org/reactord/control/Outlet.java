package org.reactord.control;

import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;

/** Where events go that somebody sends; given by who has the files. Blocks. */
public interface Outlet {
    /**
     * Puts an event into a directory, whole and durably or not at all.
     *
     * @param key that of the queue in which it waits; empty if all of its rule wait for one another
     * @param input the file with what came on standard input
     * @return why it could not, a clause; empty if it is there
     */
    Optional<String> put(
            BytePath directory, Optional<String> key, Map<String, String> fields, Optional<BytePath> input);
}
