package org.reactord.doctor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** The message buses: desktop notifications go over that of the session. */
final class BusCheck implements Check {
    private static final String SYSTEM = "run/dbus/system_bus_socket";
    private static final String UNIX_PATH = "unix:path=";

    private final Patient patient;

    BusCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "D-Bus";
    }

    @Override
    public void look(Findings findings) {
        session(findings);
        Path system = patient.machine().at(SYSTEM);
        if (!Files.exists(system)) {
            findings.ok("no system bus here, and nothing needs one");
        } else if (listens(system)) {
            findings.ok("system bus at " + Quoting.path(system));
        } else {
            findings.warn("nobody listens at the system bus, " + Quoting.path(system), "systemctl restart dbus");
        }
    }

    private void session(Findings findings) {
        Optional<String> address = patient.variable("DBUS_SESSION_BUS_ADDRESS");
        Optional<Path> named = address.isPresent() ? address.flatMap(BusCheck::path) : usual();
        if (named.isEmpty()) {
            findings.ok(
                    address.isPresent()
                            ? "session bus named by DBUS_SESSION_BUS_ADDRESS, which is no path"
                            : "no session bus, so no desktop notifications: failures are told in the log, and by on-failure");
        } else if (listens(named.get())) {
            findings.ok("session bus at " + Quoting.path(named.get()));
        } else {
            findings.warn(
                    "nobody listens at the session bus, " + Quoting.path(named.get())
                            + ", so a failing rule is told in the" + " log only",
                    "start the daemon in the session that is alive, or as its service: systemctl --user import-environment"
                            + " DBUS_SESSION_BUS_ADDRESS");
        }
    }

    /** Where clients look if no variable names one. */
    private Optional<Path> usual() {
        return patient.path("XDG_RUNTIME_DIR")
                .map(runtime -> PathBytes.toPath(runtime.resolve(BytePath.ofUtf8("bus"))))
                .filter(Files::exists);
    }

    /** The path in an address as the D-Bus specification writes it, the first of several. */
    private static Optional<Path> path(String address) {
        String first = address.split(";", 2)[0];
        String path = first.startsWith(UNIX_PATH)
                ? first.substring(UNIX_PATH.length()).split(",", 2)[0]
                : "";
        return path.startsWith("/") && !path.contains("%")
                ? Optional.of(PathBytes.toPath(BytePath.of(path.getBytes(StandardCharsets.ISO_8859_1))))
                : Optional.empty();
    }

    /** A bus that is busy does listen; what may not be asked is none of ours. */
    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (IOException refused) {
            String reason = String.valueOf(refused.getMessage());
            return !reason.contains("refused") && Files.exists(socket);
        }
    }
}
