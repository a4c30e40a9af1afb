package org.reactord.natives;

import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the native layer works on this system, found out once. */
public final class Natives {
    /** 64-bit and little-endian: the structures of this package have one layout on these. */
    private static final Set<String> ARCHITECTURES =
            Set.of("amd64", "x86_64", "aarch64", "ppc64le", "riscv64", "loongarch64");

    private static final Optional<String> UNAVAILABLE = probe();

    private Natives() {}

    /**
     * Why nothing of this package works here, in words for a person; empty when it does. Never throws.
     *
     * <p>Single calls may still be refused by an old kernel or a sandbox: then they answer {@code -ENOSYS} or {@code
     * -EPERM}.
     */
    public static Optional<String> unavailable() {
        return UNAVAILABLE;
    }

    private static Optional<String> probe() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        Optional<String> unsupported = unsupported(system, architecture);
        if (unsupported.isPresent()) {
            return unsupported;
        }
        try {
            return missingFunction();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of("the native library cannot be loaded (" + firstLine(e) + ")");
        }
    }

    /** Of the innermost cause: the library puts whole stack traces into its messages. */
    static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("no reason given");
    }

    static Optional<String> unsupported(String system, String architecture) {
        if (!system.equals("Linux")) {
            return Optional.of("there are no native bindings for " + system);
        }
        if (!ARCHITECTURES.contains(architecture) || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Optional.of("there are no native bindings for Linux on " + architecture);
        }
        return Optional.empty();
    }

    /** Functions are bound when first called; asking for each now tells a too old libc before any work is done. */
    private static Optional<String> missingFunction() {
        for (Method function : LibC.Functions.class.getMethods()) {
            Scratch scratch = Scratch.ofThread();
            scratch.setPath(Bytes.of(function.getName()));
            if (LibC.LIBC.dlsym(0, scratch.path()) == 0) {
                return Optional.of(LibC.FILE + " has no " + function.getName() + "(); glibc 2.34 or newer is needed");
            }
        }
        return Optional.empty();
    }
}
