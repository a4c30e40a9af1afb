package org.reactord.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is; daemon and client find it by the same steps. A flag beats {@code REACTOR_…}, which beats the XDG
 * variables, which root's daemon, being the system's, does not ask.
 *
 * @param rules the directory of the rule files
 * @param state the directory of what must outlive the daemon
 * @param socket the control socket
 */
public record Places(Place rules, Place state, Place socket) {
    private static final String SOCKET_NAME = "control.sock";

    /** What flags say; empty where they say nothing. */
    public record Flags(Optional<String> rules, Optional<String> state, Optional<String> socket) {
        public static final Flags NONE = new Flags(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether the places could be told. */
    public sealed interface Result {}

    public record Found(Places places) implements Result {}

    /** They could not, for this reason: a sentence. */
    public record Unclear(String reason) implements Result {}

    /** The places of this process. */
    public static Result ofProcess(Flags flags) {
        return of(System::getenv, uid(), System.getProperty("user.home", ""), flags);
    }

    /**
     * The places of a process like this.
     *
     * @param home where {@code HOME} does not say
     */
    static Result of(UnaryOperator<@Nullable String> env, long uid, String home, Flags flags) {
        try {
            Search search = new Search(env, uid, home);
            return new Found(new Places(
                    search.place(flags.rules(), "--rules", "REACTOR_RULES", search::defaultRules),
                    search.place(flags.state(), "--state", "REACTOR_STATE", search::defaultState),
                    search.place(flags.socket(), "--socket", "REACTOR_SOCKET", search::defaultSocket)));
        } catch (InvalidPathException unspeakable) {
            return new Unclear(
                    "the locale (LC_ALL, LC_CTYPE, LANG) cannot express a path that was given by a flag or in the"
                            + " environment; use a UTF-8 locale such as C.UTF-8");
        }
    }

    /** The lock that makes a daemon single, beside its socket. */
    public Path lock() {
        Path name = socket.path().getFileName();
        String text = name == null ? SOCKET_NAME : name.toString();
        String stem = text.endsWith(".sock") ? text.substring(0, text.length() - ".sock".length()) : text;
        return socket.path().resolveSibling(stem + ".lock");
    }

    /** The directory of socket and lock. */
    public Path controlDirectory() {
        Path parent = socket.path().getParent();
        return parent == null ? socket.path() : parent;
    }

    /** Who runs this process: the owner of {@code /proc/self} is the effective user (proc(5)). */
    public static long uid() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return new com.sun.security.auth.module.UnixSystem().getUid();
        }
    }

    /** One search through flags and environment. */
    private record Search(UnaryOperator<@Nullable String> env, long uid, String userHome) {
        private Place place(
                Optional<String> flag, String flagName, String variable, java.util.function.Supplier<Place> otherwise) {
            if (flag.isPresent() && !flag.get().isEmpty()) {
                return new Place(absolute(flag.get()), "from " + flagName, true);
            }
            Optional<String> named = set(variable);
            return named.map(value -> new Place(absolute(value), "from " + variable, true))
                    .orElseGet(otherwise);
        }

        private Place defaultRules() {
            return root()
                    ? systemPlace("/etc/reactor/rules.d")
                    : below("XDG_CONFIG_HOME", ".config", "reactor/rules.d");
        }

        private Place defaultState() {
            return root() ? systemPlace("/var/lib/reactor") : below("XDG_STATE_HOME", ".local/state", "reactor");
        }

        /** Who has no XDG_RUNTIME_DIR (cron, su) still meets who has, where the directory is in its usual place. */
        private Place defaultSocket() {
            if (root()) {
                return systemPlace("/run/reactor/" + SOCKET_NAME);
            }
            Optional<String> runtime = absoluteIn("XDG_RUNTIME_DIR");
            Path usual = Path.of("/run/user", Long.toString(uid));
            if (runtime.isPresent()) {
                Path directory = Path.of(runtime.get());
                return new Place(directory.resolve("reactor").resolve(SOCKET_NAME), "from XDG_RUNTIME_DIR", false);
            }
            if (Files.isDirectory(usual)) {
                return new Place(usual.resolve("reactor").resolve(SOCKET_NAME), "XDG_RUNTIME_DIR is not set", false);
            }
            return new Place(
                    Path.of("/tmp", "reactor-" + uid, SOCKET_NAME),
                    "XDG_RUNTIME_DIR is not set and there is no " + usual,
                    false);
        }

        private boolean root() {
            return uid == 0;
        }

        private static Place systemPlace(String path) {
            return new Place(Path.of(path), "the default for root", false);
        }

        private Place below(String variable, String inHome, String rest) {
            return absoluteIn(variable)
                    .map(value -> new Place(Path.of(value).resolve(rest), "from " + variable, false))
                    .orElseGet(() -> new Place(
                            absolute(set("HOME").orElse(userHome))
                                    .resolve(inHome)
                                    .resolve(rest),
                            "the default",
                            false));
        }

        /** The XDG specification has relative paths ignored. */
        private Optional<String> absoluteIn(String variable) {
            return set(variable).filter(value -> value.startsWith("/"));
        }

        private Optional<String> set(String variable) {
            return Optional.ofNullable(env.apply(variable)).filter(value -> !value.isEmpty());
        }

        private static Path absolute(String path) {
            return Path.of(path).toAbsolutePath();
        }
    }
}
