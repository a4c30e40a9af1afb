package org.reactord.control;

import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;

/** Where events go that somebody sends; given by who has the files. Blocks. */
public interface Outlet {
    /**
     * Puts an event into a directory, whole and durably or not at all.
     *
     * @param input the file with what came on standard input
     * @return why it could not, a clause; empty if it is there
     */
    Optional<String> put(BytePath directory, Map<String, String> fields, Optional<BytePath> input);
}
