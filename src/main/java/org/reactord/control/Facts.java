package org.reactord.control;

import java.util.List;
import org.reactord.contact.Places;

/**
 * What the daemon knows of itself from its start on.
 *
 * @param version of the daemon
 * @param files the rule files that were read at the start, in their order, for a person
 */
public record Facts(String version, Places places, List<String> files) {
    public Facts {
        files = List.copyOf(files);
    }
}
