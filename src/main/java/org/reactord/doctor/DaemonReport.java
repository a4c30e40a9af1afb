package org.reactord.doctor;

import java.util.List;

/**
 * What a daemon that answers says of itself.
 *
 * @param java the version of its Java
 * @param classArchive the archive of loaded classes that it has started from; empty if it has none
 * @param rulesDirectory where it reads its rules
 * @param stateDirectory where it keeps its state
 * @param launcher how it starts commands, in its own words
 * @param rules their names
 * @param watches how many registrations with the kernel it holds
 * @param overflows how often events were lost
 * @param degraded whether its status says that something needs attention
 */
public record DaemonReport(
        long pid,
        long uid,
        String version,
        String java,
        String classArchive,
        String rulesDirectory,
        String stateDirectory,
        String backend,
        String launcher,
        List<String> rules,
        long watches,
        long overflows,
        boolean degraded) {
    public DaemonReport {
        rules = List.copyOf(rules);
    }
}
