package org.reactord.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;

class PathBytesTest {
    @TempDir
    Path temporary;

    @Test
    void everyByteThatANameMayHoldSurvivesBothWays() throws IOException {
        BytePath directory = PathBytes.of(temporary.toRealPath());
        for (int value = 1; value < 256; value++) {
            if (value == '/') {
                continue;
            }
            BytePath name = BytePath.of(new byte[] {'n', (byte) value, 'z'});
            Path file = Files.createFile(PathBytes.toPath(directory.resolve(name)));
            assertEquals(directory.resolve(name), PathBytes.of(file));
            assertEquals(name, PathBytes.of(file.getFileName()));
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(PathBytes.toPath(directory))) {
                assertEquals(
                        directory.resolve(name), PathBytes.of(listing.iterator().next()));
            }
            Files.delete(file);
        }
    }

    @Test
    void aDirectoryHasNoSlashAtItsEnd() throws IOException {
        BytePath path = PathBytes.of(temporary.toRealPath())
                .resolve(BytePath.of("d\u00ff".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(path, PathBytes.of(Files.createDirectory(PathBytes.toPath(path))));
        assertEquals(BytePath.ROOT, PathBytes.of(Path.of("/")));
    }

    @Test
    void aRelativePathHasNoPlaceInTheFileSystem() {
        assertThrows(IllegalArgumentException.class, () -> PathBytes.toPath(BytePath.ofUtf8("a")));
    }
}
