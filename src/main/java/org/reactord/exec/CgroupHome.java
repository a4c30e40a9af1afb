package org.reactord.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the directory of the control group that this process is in: {@code /proc/self/cgroup} names it, below whatever
 * of the hierarchy is mounted according to {@code /proc/self/mountinfo} (proc(5)).
 */
public final class CgroupHome {
    private static final String UNIFIED = "0::";

    /** The fields of a line of mountinfo before the dash that we need, and of those behind it. */
    private static final int ROOT = 3;

    private static final int MOUNT_POINT = 4;

    private CgroupHome() {}

    /** Empty where there is none, and at the root of the system's hierarchy, which is nobody's to divide. */
    static Optional<Path> find() {
        try {
            return find(
                            Files.readAllLines(Path.of("/proc/self/cgroup"), StandardCharsets.ISO_8859_1),
                            Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1))
                    // The root of all has no events; a group that a container sees as root has.
                    .filter(home -> Files.exists(home.resolve("cgroup.events")));
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }

    /** The group that this process is in, if it may make others in it and move itself there. */
    public static Optional<Path> delegated() {
        return find().filter(home -> Files.isWritable(home) && Files.isWritable(home.resolve("cgroup.procs")));
    }

    static Optional<Path> find(List<String> cgroup, List<String> mounts) {
        Optional<String> ours = cgroup.stream()
                .filter(line -> line.startsWith(UNIFIED))
                .map(line -> line.substring(UNIFIED.length()))
                .findFirst();
        return ours.flatMap(path -> mounts.stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> line.split(" ", -1))
                .flatMap(fields -> below(path, fields[ROOT], fields[MOUNT_POINT]).stream())
                .findFirst());
    }

    private static Optional<Path> below(String path, String root, String mountPoint) {
        String prefix = root.equals("/") ? "" : root;
        boolean reachable = !path.contains("/..") && (path.equals(prefix) || path.startsWith(prefix + "/"));
        // A name with a blank is written with a backslash; nobody delegates such a group.
        boolean plain = mountPoint.indexOf('\\') < 0;
        return reachable && plain
                ? Optional.of(Path.of(mountPoint + path.substring(prefix.length())))
                : Optional.empty();
    }
}
