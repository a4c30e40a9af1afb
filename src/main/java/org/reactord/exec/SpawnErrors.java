package org.reactord.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.SafeText;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.natives.Errno;

/**
 * Says in a sentence why a child could not be started, and whether that will pass by itself.
 *
 * <p>The kernel's answer does not tell what it is about (ENOENT may mean the program, or the interpreter in its first
 * line), so after a refusal somebody looks at the program again.
 */
final class SpawnErrors {
    /** What is scarce now and will not be for ever (fork(2), open(2), pipe(2)). */
    private static final Set<Integer> PASSING = Set.of(
            Errno.EAGAIN,
            Errno.ENOMEM,
            Errno.EMFILE,
            Errno.ENFILE,
            Errno.EIO,
            Errno.ENOSPC,
            Errno.EDQUOT,
            Errno.ETXTBSY,
            Errno.ENOBUFS,
            Errno.EINTR,
            Errno.ESTALE);

    /** More than the kernel reads of a first line (execve(2)). */
    private static final int FIRST_LINE = 256;

    private static final Set<PosixFilePermission> EXECUTE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private SpawnErrors() {}

    static boolean isPassing(int error) {
        return PASSING.contains(Math.abs(error));
    }

    /** A pipe or the like was refused. */
    static NotStarted ofResource(int error, String what) {
        String reason = what + ": " + Errno.message(error);
        return isPassing(error) ? NotStarted.passing(reason) : NotStarted.lasting(reason);
    }

    /** The program was refused; its path must be absolute. */
    static NotStarted ofProgram(int error, BytePath program) {
        if (isPassing(error)) {
            return NotStarted.passing(program + ": " + Errno.message(error));
        }
        return NotStarted.lasting(sentence(-Math.abs(error), program));
    }

    private static String sentence(int error, BytePath program) {
        if (error == -Errno.ENOENT || error == -Errno.ENOTDIR) {
            return missing(program);
        }
        if (error == -Errno.EACCES || error == -Errno.EPERM) {
            return forbidden(program);
        }
        if (error == -Errno.ENOEXEC) {
            return program
                    + " is no program that this system can execute (a script begins with #! and its interpreter)";
        }
        if (error == -Errno.E2BIG) {
            return "its arguments and environment are longer than the system allows (execve(2))";
        }
        if (error == -Errno.ELOOP) {
            return "too many symbolic links lead to " + program + ", or its interpreter is a script, too";
        }
        if (error == -Errno.EINVAL) {
            return "an argument or a variable holds a NUL byte, or " + program + " is malformed";
        }
        return program + ": " + Errno.message(error);
    }

    private static String missing(BytePath program) {
        if (FileStamps.lookThrough(program) instanceof Look.Absent) {
            return "there is no program " + program;
        }
        return interpreter(program)
                .map(words -> "the interpreter in the first line of " + program + " does not exist: " + words)
                .orElseGet(() ->
                        "the loader that " + program + " asks for does not exist (was it built for another system?)");
    }

    private static String forbidden(BytePath program) {
        Look look = FileStamps.lookThrough(program);
        if (!(look instanceof Look.Found found)) {
            return program + " cannot be reached: "
                    + (look instanceof Look.Hidden hidden ? hidden.reason() : "it is gone");
        }
        if (found.kind() == FileKind.DIRECTORY) {
            return program + " is a directory";
        }
        if (found.kind() != FileKind.REGULAR) {
            return program + " is no regular file";
        }
        if (!mayBeExecuted(program)) {
            return program + " is not executable (chmod +x makes it so)";
        }
        return interpreter(program)
                .map(words -> program + " or its interpreter may not be executed: " + words)
                .orElseGet(() -> program + " may not be executed by this user, or from its file system (noexec)");
    }

    /** By anybody at all. */
    private static boolean mayBeExecuted(BytePath program) {
        try {
            return !Collections.disjoint(Files.getPosixFilePermissions(PathBytes.toPath(program)), EXECUTE);
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** What follows {@code #!} in a script's first line. */
    static Optional<String> interpreter(BytePath program) {
        try (InputStream file = Files.newInputStream(PathBytes.toPath(program))) {
            byte[] start = file.readNBytes(FIRST_LINE);
            String line = new String(start, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            return line.startsWith("#!")
                    ? Optional.of(SafeText.ofBytes(line.substring(2).strip().getBytes(StandardCharsets.ISO_8859_1)))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
