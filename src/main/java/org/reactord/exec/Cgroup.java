package org.reactord.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;

/** A control group of version 2 (cgroups(7)): processes that are found, and killed, however they have disguised themselves. */
final class Cgroup {
    private static final String PROCESSES = "cgroup.procs";
    private static final String KILL = "cgroup.kill";

    /** A kernel before 5.14 kills one by one, and what was forked meanwhile the next time. */
    private static final int KILL_ROUNDS = 20;

    private final Path directory;

    Cgroup(Path directory) {
        this.directory = directory;
    }

    static Cgroup at(BytePath path) {
        return new Cgroup(PathBytes.toPath(path));
    }

    BytePath path() {
        return PathBytes.of(directory);
    }

    Cgroup child(String name) {
        return new Cgroup(directory.resolve(name));
    }

    /** Makes it if it is not there. */
    void make() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
    }

    /** Moves a process, with all its threads, in here. */
    void take(int pid) throws IOException {
        write(PROCESSES, Integer.toString(pid));
    }

    private void write(String file, String text) throws IOException {
        Files.write(directory.resolve(file), text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    /** The processes in it and in what it holds; those of another namespace are left out. */
    Set<Integer> processes() {
        Set<Integer> found = new LinkedHashSet<>();
        collect(directory, found);
        return found;
    }

    private static void collect(Path group, Set<Integer> found) {
        try {
            List<String> lines = Files.readAllLines(group.resolve(PROCESSES), StandardCharsets.US_ASCII);
            lines.stream().map(Integer::valueOf).filter(pid -> pid > 0).forEach(found::add);
            try (DirectoryStream<Path> inner = Files.newDirectoryStream(group, Files::isDirectory)) {
                inner.forEach(child -> collect(child, found));
            }
        } catch (IOException gone) {
            // Nothing is in what is not there.
            return;
        }
    }

    void kill() {
        try {
            write(KILL, "1");
        } catch (IOException older) {
            killOneByOne();
        }
    }

    private void killOneByOne() {
        Set<Integer> left = processes();
        for (int round = 0; round < KILL_ROUNDS && !left.isEmpty(); round++) {
            left.forEach(pid -> Processes.kill(pid, Signals.SIGKILL));
            left = processes();
        }
    }

    /** Removes it, with the empty groups that somebody has made in it; false while a process is in one of them. */
    boolean remove() {
        return removed() || (processes().isEmpty() && removeInner() && removed());
    }

    private boolean removeInner() {
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(directory, Files::isDirectory)) {
            boolean all = true;
            for (Path child : inner) {
                all &= new Cgroup(child).remove();
            }
            return all;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean removed() {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (IOException stillInUse) {
            return false;
        }
    }

    /** Removes it, and the group that it is in if that is empty then; false while a process is in it. */
    boolean removeWithParent() {
        if (!remove()) {
            return false;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            new Cgroup(parent).removed();
        }
        return true;
    }
}
