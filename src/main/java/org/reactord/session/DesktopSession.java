package org.reactord.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.files.PathBytes;
import org.reactord.natives.Natives;
import org.reactord.source.dbus.BusAddress;

/**
 * The variables by which a command finds the desktop of the user: those that the daemon lacks, since it was started before
 * the session, or beside it. What the daemon has is never changed.
 *
 * <p>{@code XDG_RUNTIME_DIR} is the usual directory, {@code DBUS_SESSION_BUS_ADDRESS} the bus in it. For a display, if the
 * daemon knows none at all, the user's service manager is asked, which most desktops tell theirs; else a display server's
 * socket that belongs to the user is one, if there is just one. Nobody is asked where there is no socket of a display server.
 */
public final class DesktopSession {
    private static final String RUNTIME = "XDG_RUNTIME_DIR";
    private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";
    private static final String X = "DISPLAY";
    private static final String WAYLAND = "WAYLAND_DISPLAY";
    private static final List<String> OF_A_DISPLAY = List.of(X, WAYLAND, "XAUTHORITY");

    /** D-Bus Specification, "Server Addresses": what stands for itself. */
    private static final String PLAIN = "-_/.\\*";

    private static final long ALONE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int SOCKET = 0140000;
    private static final int FILE_TYPE = 0170000;

    private final long uid;
    private final Path root;
    private final Function<String, Optional<Map<String, String>>> manager;
    private TreeSet<String> signs = new TreeSet<>();
    private Optional<Map<String, String>> known = Optional.empty();
    private boolean silent;
    private long silentSince;

    /** The session of this user; root's daemon is the system's and has none. */
    public DesktopSession(long uid) {
        this(
                uid,
                Path.of("/"),
                bus -> Natives.unavailable().isPresent()
                        ? Optional.empty()
                        : ManagerQuestion.ask(BusAddress.parse(bus)));
    }

    DesktopSession(long uid, Path root, Function<String, Optional<Map<String, String>>> manager) {
        this.uid = uid;
        this.root = root;
        this.manager = manager;
    }

    /**
     * The variables of a command.
     *
     * @param inherited the daemon's, one char a byte
     * @return these, and what is missing among them, as far as it is found
     */
    public Map<String, String> completed(Map<String, String> inherited) {
        boolean bus = isSet(inherited, RUNTIME) && isSet(inherited, BUS);
        boolean display = isSet(inherited, X) || isSet(inherited, WAYLAND);
        if (uid == 0 || (bus && display)) {
            return inherited;
        }
        Map<String, String> all = new HashMap<>(inherited);
        Path usual = root.resolve("run/user").resolve(Long.toString(uid));
        if (!isSet(all, RUNTIME) && isOurs(usual)) {
            all.put(RUNTIME, raw(usual));
        }
        String directory = all.getOrDefault(RUNTIME, "");
        if (!directory.startsWith("/")) {
            return all;
        }
        Path runtime = PathBytes.toPath(BytePath.of(directory.getBytes(StandardCharsets.ISO_8859_1)));
        if (!isSet(all, BUS) && isSocketOfOurs(runtime.resolve("bus"))) {
            all.put(BUS, "unix:path=" + escaped(directory + "/bus"));
        }
        if (!display) {
            all.putAll(display(runtime, all));
        }
        return all;
    }

    private Map<String, String> display(Path runtime, Map<String, String> all) {
        List<Path> wayland = sockets(runtime, "wayland-*");
        List<Path> x = sockets(root.resolve("tmp/.X11-unix"), "X*");
        TreeSet<String> now = new TreeSet<>();
        wayland.forEach(socket -> now.add(sign(socket)));
        x.forEach(socket -> now.add(sign(socket)));
        if (now.isEmpty()) {
            signs = now;
            known = Optional.empty();
            return Map.of();
        }
        if (!now.equals(signs) || known.isEmpty()) {
            silent &= now.equals(signs);
            signs = now;
            known = asked(all);
        }
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, String> found = new HashMap<>();
        only(wayland).ifPresent(socket -> found.put(WAYLAND, name(socket)));
        only(x).ifPresent(socket -> found.put(X, ":" + name(socket).substring(1)));
        return found;
    }

    /**
     * What the manager says of a display; empty if it knows of none. It may be told any moment, so it is asked for every
     * command then; one that does not answer is left alone for a while, since each question puts a command off.
     */
    private Optional<Map<String, String>> asked(Map<String, String> all) {
        if (!isSet(all, BUS) || (silent && System.nanoTime() - silentSince < ALONE_NANOS)) {
            return Optional.empty();
        }
        Optional<Map<String, String>> answer = manager.apply(all.getOrDefault(BUS, ""));
        silent = answer.isEmpty();
        silentSince = System.nanoTime();
        if (silent) {
            return Optional.empty();
        }
        Map<String, String> told = new HashMap<>();
        for (String name : OF_A_DISPLAY) {
            String value = answer.get().getOrDefault(name, "");
            if (!value.isEmpty()) {
                told.put(name, ByteText.raw(value));
            }
        }
        return isSet(told, X) || isSet(told, WAYLAND) ? Optional.of(told) : Optional.empty();
    }

    /** Another one for a server that has taken the place of one that is gone. */
    private static String sign(Path socket) {
        return socket + " " + attribute(socket, "unix:ino") + " " + attribute(socket, "unix:ctime");
    }

    private Optional<Path> only(List<Path> sockets) {
        List<Path> ours = sockets.stream().filter(this::isSocketOfOurs).toList();
        return ours.size() == 1 ? Optional.of(ours.get(0)) : Optional.empty();
    }

    private static List<Path> sockets(Path directory, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(entry -> {
                if (!name(entry).endsWith(".lock")) {
                    found.add(entry);
                }
            });
        } catch (IOException | DirectoryIteratorException none) {
            return List.of();
        }
        return found;
    }

    private static String name(Path path) {
        return Objects.toString(path.getFileName(), "");
    }

    private boolean isSocketOfOurs(Path path) {
        return attribute(path, "unix:mode") instanceof Integer mode && (mode & FILE_TYPE) == SOCKET && isOurs(path);
    }

    private boolean isOurs(Path path) {
        return attribute(path, "unix:uid") instanceof Integer owner && owner == uid;
    }

    private static Object attribute(Path path, String name) {
        try {
            return Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return "";
        }
    }

    private static boolean isSet(Map<String, String> variables, String name) {
        return !variables.getOrDefault(name, "").isEmpty();
    }

    private static String raw(Path path) {
        return new String(PathBytes.of(path).bytes(), StandardCharsets.ISO_8859_1);
    }

    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char one = path.charAt(i);
            boolean plain = one < 0x80 && (Character.isLetterOrDigit(one) || PLAIN.indexOf(one) >= 0);
            escaped.append(
                    plain
                            ? Character.toString(one)
                            : "%" + Integer.toHexString(0x100 | one).substring(1));
        }
        return escaped.toString();
    }
}
