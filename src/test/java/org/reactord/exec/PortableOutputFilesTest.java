package org.reactord.exec;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

/** The same, on systems without native calls. */
@Timeout(60)
final class PortableOutputFilesTest extends OutputFilesTest {
    @Override
    Launches open(Path where) {
        return Launches.portable(where);
    }
}
