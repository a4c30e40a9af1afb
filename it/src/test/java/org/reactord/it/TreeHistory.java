package org.reactord.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How a tree was at every moment, as the file system said after each thing that was done to it. */
final class TreeHistory {
    /** What a name led to: a directory, or a file with its inode and its state. */
    record Thing(boolean directory, String inode, long size, long modified) {
        static Thing of(BasicFileAttributes attributes) {
            boolean directory = attributes.isDirectory();
            return new Thing(
                    directory,
                    String.valueOf(attributes.fileKey()),
                    directory ? 0 : attributes.size(),
                    directory ? 0 : attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        }
    }

    private final Path root;
    private final TreeMap<Long, TreeMap<String, Thing>> moments = new TreeMap<>();
    private final Map<String, Long> firstSeen = new HashMap<>();
    private final Set<String> linked = new HashSet<>();

    TreeHistory(Path root) {
        this.root = root;
        look(now());
    }

    /** Nanoseconds since the epoch, by the clock that {@code date} shows. */
    static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Notes how the tree is after something that began at this time. */
    void look(long began) {
        TreeMap<String, Thing> things = new TreeMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    note(directory, Thing.of(attributes));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    note(file, Thing.of(attributes));
                    return FileVisitResult.CONTINUE;
                }

                private void note(Path path, Thing thing) {
                    things.put(path.toString(), thing);
                    firstSeen.putIfAbsent(path.toString(), began);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        moments.put(began, things);
    }

    static Thing thing(Path file) throws IOException {
        return Thing.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** Who writes to one name of a file is not heard under its other names: from now on its content does not count. */
    void link(Path file) throws IOException {
        linked.add(thing(file).inode());
    }

    boolean isSame(Thing one, Thing other) {
        return one.equals(other) || (one.inode().equals(other.inode()) && linked.contains(one.inode()));
    }

    SortedMap<String, Thing> at(long instant) {
        return moments.floorEntry(Math.max(instant, moments.firstKey())).getValue();
    }

    SortedMap<String, Thing> latest() {
        return moments.lastEntry().getValue();
    }

    /** True if there was something of this name at some time up to then. */
    boolean everHad(String path, long until) {
        return firstSeen.getOrDefault(path, Long.MAX_VALUE) <= until;
    }

    /** Forgets how it was before now; which names there were is kept. */
    void prune() {
        moments.headMap(moments.lastKey()).clear();
    }
}
