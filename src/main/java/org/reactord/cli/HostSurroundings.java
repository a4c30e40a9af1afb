package org.reactord.cli;

import org.reactord.config.Surroundings;
import org.reactord.control.Places;
import org.reactord.event.BytePath;

/** What this process finds around it, for reading rule files. */
final class HostSurroundings {
    private HostSurroundings() {}

    static Surroundings ofProcess() {
        String home = System.getenv("HOME");
        String known = home != null && home.startsWith("/") ? home : System.getProperty("user.home", "/");
        String searchPath = System.getenv("PATH");
        return new Surroundings(
                BytePath.ofUtf8(known), (int) Places.uid(), searchPath == null ? "/usr/bin:/bin" : searchPath);
    }
}
