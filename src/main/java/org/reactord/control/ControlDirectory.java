package org.reactord.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.reactord.contact.Places;
import org.reactord.event.SafeText;

/**
 * The directory of the socket, which guards it: not every system asks for the permissions of the socket itself
 * (unix(7)), and a name in a directory that others may write is theirs to replace.
 */
public final class ControlDirectory {
    private static final int DIRECTORY = 0040000;
    private static final int FILE_TYPE = 0170000;
    private static final int OTHERS_MAY_WRITE = 022;
    private static final int OTHERS_MAY_ANYTHING = 077;

    private ControlDirectory() {}

    /** Makes the directory if it is not there; why it will not do, if it will not. */
    static Optional<String> prepare(Places places, long uid) {
        Path directory = places.controlDirectory();
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return refusal(places, uid);
        } catch (IOException failed) {
            return Optional.of("cannot make the directory of the control socket "
                    + places.socket().told() + ": " + FileTrouble.reason(failed));
        }
    }

    /** Why no daemon could have its socket in there as it is; empty if nothing is wrong, or nothing is there. */
    public static Optional<String> trouble(Places places, long uid) {
        Optional<String> unnameable = Claim.unnameable(places.socket());
        if (unnameable.isPresent()) {
            return unnameable;
        }
        try {
            return refusal(places, uid);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(Places places, long uid) throws IOException {
        Path directory = places.controlDirectory();
        long forbidden = places.socket().chosen() ? OTHERS_MAY_WRITE : OTHERS_MAY_ANYTHING;
        Map<String, Object> attributes = attributes(directory);
        String told = "the directory of the control socket, " + SafeText.ofText(directory.toString()) + ",";
        long mode = number(attributes, "mode");
        if ((mode & FILE_TYPE) != DIRECTORY) {
            return Optional.of(told + " is a symbolic link or no directory; name another with REACTOR_SOCKET");
        }
        long owner = number(attributes, "uid");
        if (owner != uid) {
            return Optional.of(told + " belongs to user " + owner + ", not to user " + uid
                    + " who runs this; name a socket in a directory of your own with REACTOR_SOCKET");
        }
        if ((mode & forbidden) != 0) {
            return Optional.of(told + " has mode " + Long.toOctalString(mode & 07777)
                    + ", so others could get at the socket; say: chmod 700 " + SafeText.ofText(directory.toString()));
        }
        return Optional.empty();
    }

    private static Map<String, Object> attributes(Path directory) throws IOException {
        return Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static long number(Map<String, Object> attributes, String name) throws IOException {
        if (attributes.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new NoSuchFileException(name);
    }
}
