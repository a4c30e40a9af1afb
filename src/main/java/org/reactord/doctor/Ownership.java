package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether others can put something else in the place of a directory, or into it. */
final class Ownership {
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int WRITABLE_BY_ALL = 0002;

    private final long uid;

    Ownership(long uid) {
        this.uid = uid;
    }

    /**
     * Somebody can.
     *
     * @param detail what is wrong, a clause
     * @param advice a command
     */
    record Trouble(String detail, String advice) {}

    /** The first that is wrong with a directory that exists, or with one of those that lead to it. */
    Optional<Trouble> of(Path directory) {
        try {
            Path real = directory.toRealPath();
            Optional<Trouble> trouble = trouble(real, WRITABLE_BY_OTHERS, false);
            for (Path above = real.getParent(); trouble.isEmpty() && above != null; above = above.getParent()) {
                trouble = trouble(above, WRITABLE_BY_ALL, true);
            }
            return trouble;
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    private Optional<Trouble> trouble(Path directory, int forbidden, boolean above) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(directory, "unix:mode,uid");
        int mode = (Integer) attributes.getOrDefault("mode", 0);
        long owner = Integer.toUnsignedLong((Integer) attributes.getOrDefault("uid", 0));
        String shown = Quoting.path(directory);
        if (owner != uid && owner != 0) {
            return Optional.of(new Trouble(
                    shown + " belongs to user " + owner + ", not to user " + uid,
                    above
                            ? "use a directory that is all your own, or have its owner trusted"
                            : "chown " + uid + " " + Quoting.quoted(directory)));
        }
        // In a sticky directory nobody can take away what belongs to others; but one can add to it.
        boolean guarded = above && (mode & STICKY) != 0;
        if ((mode & forbidden) != 0 && !guarded) {
            String who = (mode & WRITABLE_BY_ALL) != 0 ? "everybody" : "its group";
            return Optional.of(new Trouble(
                    shown + " can be written by " + who + " (mode " + Integer.toOctalString(mode & 07777) + ")",
                    "chmod go-w " + Quoting.quoted(directory)));
        }
        return Optional.empty();
    }

    /** The path, if anything has that name, even a link that leads nowhere; else the nearest one above it. */
    static Path nearest(Path path) {
        Path nearest = path.toAbsolutePath();
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }
}
