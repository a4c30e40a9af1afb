package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same, on systems without native calls. */
@Timeout(60)
final class PortableNotStartedTest extends NotStartedTest {
    @TempDir
    Path place;

    @Override
    Launches open(Path where) {
        return Launches.portable(where);
    }

    /** The JDK does what execvp(3) does, and lets the shell read it. */
    @Override
    @Test
    void noProgramInside() throws IOException {
        Path script = Files.writeString(place.resolve("s"), "echo read by sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        try (Launches launches = open(place)) {
            assertEquals("read by sh\n", launches.exec(script.toString()).run().stdout());
        }
    }
}
