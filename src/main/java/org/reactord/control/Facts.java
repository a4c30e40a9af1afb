package org.reactord.control;

import java.util.List;
import org.reactord.contact.Places;
import org.reactord.quiet.Quiet;

/**
 * What the daemon knows of itself from its start on.
 *
 * @param version of the daemon
 * @param files the rule files that were read at the start, in their order, for a person
 * @param quiet knows how quiet the JVM is
 */
public record Facts(String version, Places places, List<String> files, Quiet quiet) {
    public Facts {
        files = List.copyOf(files);
    }
}
