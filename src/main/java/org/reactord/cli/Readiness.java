package org.reactord.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.natives.Errno;
import org.reactord.natives.Natives;
import org.reactord.natives.UnixDatagram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a service manager that the daemon is ready, if one wants to know: sd_notify(3). */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final byte[] READY = "READY=1".getBytes(StandardCharsets.US_ASCII);

    private Readiness() {}

    /** Every watch is armed, and the control socket answers. */
    static void announce() {
        announce(System.getenv("NOTIFY_SOCKET"));
    }

    private static void announce(@Nullable String socket) {
        if (socket == null || socket.isEmpty()) {
            return;
        }
        Optional<String> missing = Natives.unavailable();
        int answer = missing.isPresent() ? 0 : UnixDatagram.send(address(socket), READY);
        if (missing.isPresent() || answer < 0) {
            LOG.warn(
                    "the service manager cannot be told at {} that the daemon is ready: {}",
                    socket,
                    missing.orElseGet(() -> Errno.message(answer)));
        }
    }

    /** A name that begins with an at sign is one in the abstract space. */
    private static byte[] address(String socket) {
        byte[] bytes = socket.getBytes(StandardCharsets.UTF_8);
        if (bytes[0] == '@') {
            bytes[0] = 0;
        }
        return bytes;
    }
}
