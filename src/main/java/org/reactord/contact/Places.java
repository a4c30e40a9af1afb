package org.reactord.contact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactord.event.SafeText;

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
        return of(new Variables(), uid(), System.getProperty("user.home", ""), flags);
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
                    search.rules(flags.rules()), search.state(flags.state()), search.socket(flags.socket())));
        } catch (InvalidPathException unspeakable) {
            return new Unclear(
                    "the locale (LC_ALL, LC_CTYPE, LANG) cannot express a path that was given by a flag or in the"
                            + " environment; use a UTF-8 locale such as C.UTF-8");
        }
    }

    /** Why nobody should be asked there: the directory is not of this user's making; empty if nothing is wrong. */
    public Optional<String> distrust() {
        if (socket.chosen()) {
            return Optional.empty();
        }
        try {
            long uid = uid();
            long owner = owner(controlDirectory(), LinkOption.NOFOLLOW_LINKS);
            return owner == uid || owner == 0
                    ? Optional.empty()
                    : Optional.of(SafeText.ofText(controlDirectory().toString()) + " belongs to user " + owner
                            + ", not to you: what listens there is not your daemon");
        } catch (IOException notThere) {
            return Optional.empty();
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
            return owner(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return new com.sun.security.auth.module.UnixSystem().getUid();
        }
    }

    private static long owner(Path path, LinkOption... how) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:uid", how)).longValue();
    }

    /** One search through flags and environment; it runs in every client, so without what is slow to link. */
    private record Search(UnaryOperator<@Nullable String> env, long uid, String userHome) {
        /** Where a flag or its variable says; null if neither does. */
        private @Nullable Place named(Optional<String> flag, String flagName, String variable) {
            String flagged = flag.orElse("");
            if (!flagged.isEmpty()) {
                return new Place(absolute(flagged), "from " + flagName, true);
            }
            String named = set(variable);
            return named.isEmpty() ? null : new Place(absolute(named), "from " + variable, true);
        }

        private Place rules(Optional<String> flag) {
            Place named = named(flag, "--rules", "REACTOR_RULES");
            if (named != null) {
                return named;
            }
            return root()
                    ? systemPlace("/etc/reactor/rules.d")
                    : below("XDG_CONFIG_HOME", ".config", "reactor/rules.d");
        }

        private Place state(Optional<String> flag) {
            Place named = named(flag, "--state", "REACTOR_STATE");
            if (named != null) {
                return named;
            }
            return root() ? systemPlace("/var/lib/reactor") : below("XDG_STATE_HOME", ".local/state", "reactor");
        }

        /** Who has no XDG_RUNTIME_DIR (cron, su) still meets who has, where the directory is in its usual place. */
        private Place socket(Optional<String> flag) {
            Place named = named(flag, "--socket", "REACTOR_SOCKET");
            if (named != null) {
                return named;
            }
            if (root()) {
                return systemPlace("/run/reactor/" + SOCKET_NAME);
            }
            String runtime = absoluteIn("XDG_RUNTIME_DIR");
            if (!runtime.isEmpty()) {
                Path directory = Path.of(runtime);
                return new Place(directory.resolve("reactor").resolve(SOCKET_NAME), "from XDG_RUNTIME_DIR", false);
            }
            Path usual = Path.of("/run/user", Long.toString(uid));
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
            String value = absoluteIn(variable);
            if (!value.isEmpty()) {
                return new Place(Path.of(value).resolve(rest), "from " + variable, false);
            }
            String home = set("HOME");
            Path path =
                    absolute(home.isEmpty() ? userHome : home).resolve(inHome).resolve(rest);
            return new Place(path, "the default", false);
        }

        /** The XDG specification has relative paths ignored. */
        private String absoluteIn(String variable) {
            String value = set(variable);
            return value.startsWith("/") ? value : "";
        }

        /** The value of a variable; empty counts as not set. */
        private String set(String variable) {
            String value = env.apply(variable);
            return value == null ? "" : value;
        }

        private static Path absolute(String path) {
            return Path.of(path).toAbsolutePath();
        }
    }
}
