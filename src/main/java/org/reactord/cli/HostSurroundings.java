package org.reactord.cli;

import java.nio.file.Path;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** What this process finds around it, for reading rule files. */
final class HostSurroundings {
    private HostSurroundings() {}

    /**
     * The surroundings of this process.
     *
     * @param state the state directory of the daemon
     */
    static Surroundings ofProcess(Path state) {
        String home = System.getenv("HOME");
        String known = home != null && home.startsWith("/") ? home : System.getProperty("user.home", "/");
        String searchPath = System.getenv("PATH");
        return new Surroundings(
                BytePath.ofUtf8(known),
                (int) Places.uid(),
                PathBytes.of(state.toAbsolutePath()),
                searchPath == null ? "/usr/bin:/bin" : searchPath);
    }
}
