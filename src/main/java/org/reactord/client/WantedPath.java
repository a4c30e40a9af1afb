package org.reactord.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** A path of the command line, as the daemon has to see it: absolute, with no word that only leads elsewhere in it. */
public final class WantedPath {
    /** Why there may be none. */
    public static final String UNCLEAR =
            "a name is empty, or looks like another one in this locale; set LC_ALL=C.UTF-8";

    private static final Path HERE = Path.of("/proc/self/cwd");

    private WantedPath() {}

    /** Empty if the locale cannot tell the word from another one, or if there is no word. */
    public static Optional<BytePath> of(Argv argv, String word) {
        Optional<BytePath> path = word.isEmpty() ? Optional.empty() : argv.pathOf(word);
        return path.isEmpty() ? path : Optional.of(absolute(path.get()));
    }

    /** All of these, each with a NUL behind it; empty if one of them cannot be told. */
    public static Optional<byte[]> joined(Argv argv, List<String> words) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String word : words) {
            Optional<BytePath> path = of(argv, word);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            all.writeBytes(path.get().bytes());
            all.write(0);
        }
        return Optional.of(all.toByteArray());
    }

    private static BytePath absolute(BytePath path) {
        BytePath whole = path.isAbsolute() ? path : here().resolve(path);
        return PathBytes.of(PathBytes.toPath(whole).normalize());
    }

    /** The working directory, byte for byte. */
    private static BytePath here() {
        try {
            return PathBytes.of(Files.readSymbolicLink(HERE));
        } catch (IOException noProc) {
            return PathBytes.of(Path.of("").toAbsolutePath());
        }
    }

    /** Says it in a request; bytes that are no text as they are. */
    public static RequestText put(RequestText request, String key, BytePath path) {
        Optional<String> text = path.utf8();
        return text.isPresent()
                ? request.put(key, text.get())
                : request.put(key + "_base64", java.util.Base64.getEncoder().encodeToString(path.bytes()));
    }
}
