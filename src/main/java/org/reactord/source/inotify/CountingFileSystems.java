package org.reactord.source.inotify;

/** The file systems where the links to a directory say how many directories are in it. */
final class CountingFileSystems {
    private CountingFileSystems() {}

    /** True if a directory that no other is in has two links there, its name and its dot, and no other one has. */
    static boolean has(String type) {
        return switch (type) {
            case "ext2", "ext3", "ext4", "tmpfs", "xfs" -> true;
            default -> false;
        };
    }
}
