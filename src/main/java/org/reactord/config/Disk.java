package org.reactord.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.BytePath;

/** Looks at paths that rules name. */
final class Disk {
    /** Suggestions come from the first so many names; a directory of millions is not searched for one of them. */
    private static final int MOST_NAMES = 5000;

    private Disk() {}

    /** The path of these very bytes: made from text, it would be changed where the locale's charset is not UTF-8. */
    static Path path(BytePath path) {
        StringBuilder uri = new StringBuilder("file://");
        for (byte one : path.bytes()) {
            if (one == '/' || (one >= 0 && Character.isLetterOrDigit((char) one))) {
                uri.append((char) one);
            } else {
                uri.append('%').append(hex(one >> 4)).append(hex(one));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    private static char hex(int digit) {
        return Character.forDigit(digit & 0xF, 16);
    }

    /** The names in a directory, as text; none if it cannot be listed. */
    static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names.size() == MOST_NAMES) {
                    break;
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException | DirectoryIteratorException unlisted) {
            return List.of();
        }
        names.sort(null);
        return names;
    }
}
