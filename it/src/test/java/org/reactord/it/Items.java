package org.reactord.it;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.reactord.it.harness.Sandbox;

/**
 * Files of a spool that are numbered, and say which they are.
 *
 * @param end what ends the content of each
 */
record Items(Sandbox sandbox, String spool, String end) {
    private static final String NAME = "item-";

    private Path directory() {
        return sandbox.directory(spool);
    }

    /** Puts in the first of these numbers, and all up to before the second. */
    void put(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> sandbox.write(directory().resolve(NAME + i), "content of " + NAME + i + end));
    }

    /** Whether none is left. */
    boolean gone() {
        String[] names = directory().toFile().list();
        return names != null && Arrays.stream(names).noneMatch(name -> name.startsWith(NAME));
    }
}
