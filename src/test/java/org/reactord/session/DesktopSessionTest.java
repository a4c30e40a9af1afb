package org.reactord.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactord.contact.Places;
import org.reactord.source.dbus.BusAddress;

/** What a command finds of a desktop that the daemon was started without. */
class DesktopSessionTest {
    private static final long SOMEBODY = 61_234;

    private final long uid = Places.uid() == 0 ? SOMEBODY : Places.uid();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Path root = Path.of("/");
    private Optional<Map<String, String>> manager = Optional.of(Map.of());

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createTempDirectory("rs"); // a socket's path must be short
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        new ProcessBuilder("rm", "-r", root.toString()).start().waitFor();
    }

    private DesktopSession session() {
        return new DesktopSession(uid, root, bus -> {
            asked.add(bus);
            return manager;
        });
    }

    private Path runtime() {
        return root.resolve("run/user/" + uid);
    }

    private Path ours(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", (int) uid);
        return path;
    }

    private void socket(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        if (path.startsWith(runtime())) {
            ours(runtime());
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        open.add(channel);
        ours(path);
    }

    @Test
    void whoKnowsAllAndRootAreLeftAlone() {
        Map<String, String> all =
                Map.of("XDG_RUNTIME_DIR", "/r", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/b", "WAYLAND_DISPLAY", "w");
        assertSame(all, session().completed(all));
        assertSame(Map.of(), new DesktopSession(0).completed(Map.of()));
        assertEquals(Map.of("A", "b"), session().completed(Map.of("A", "b")));
    }

    @Test
    void theUsualBusIsFound() throws IOException {
        socket(runtime().resolve("bus"));
        assertEquals(
                Map.of(
                        "XDG_RUNTIME_DIR",
                        runtime().toString(),
                        "DBUS_SESSION_BUS_ADDRESS",
                        "unix:path=" + runtime() + "/bus"),
                session().completed(Map.of()));
        Path odd = root.resolve("a,b=c");
        socket(odd.resolve("bus"));
        String address =
                session().completed(Map.of("XDG_RUNTIME_DIR", odd.toString())).get("DBUS_SESSION_BUS_ADDRESS");
        assertEquals(List.of(new BusAddress(odd + "/bus", false)), BusAddress.parse(String.valueOf(address)));
        assertEquals(List.of(), asked);
    }

    @Test
    void aSocketThatSaysADisplayIsThereHasTheManagerAskedOnce() throws IOException {
        socket(runtime().resolve("bus"));
        socket(runtime().resolve("wayland-0"));
        Files.createFile(runtime().resolve("wayland-0.lock"));
        DesktopSession session = session();
        assertEquals("wayland-0", session.completed(Map.of()).get("WAYLAND_DISPLAY"));
        manager = Optional.of(Map.of("DISPLAY", ":1", "XAUTHORITY", "/x é", "OTHER", "y"));
        for (int i = 0; i < 3; i++) {
            Map<String, String> found = session.completed(Map.of("A", "b"));
            assertEquals(":1", found.get("DISPLAY"));
            assertEquals("/x Ã©", found.get("XAUTHORITY")); // each char a byte
            assertEquals(5, found.size(), found::toString);
        }
        assertEquals(2, asked.size()); // it was asked again because it had known of none
        socket(runtime().resolve("wayland-1"));
        session.completed(Map.of());
        assertEquals(3, asked.size());
    }

    @Test
    void aManagerThatDoesNotAnswerIsNotAskedAgainAndTheSocketsAreLookedAt() throws IOException {
        socket(runtime().resolve("bus"));
        socket(root.resolve("tmp/.X11-unix/X7"));
        manager = Optional.empty();
        DesktopSession session = session();
        assertEquals(":7", session.completed(Map.of()).get("DISPLAY"));
        assertEquals(":7", session.completed(Map.of()).get("DISPLAY"));
        assertEquals(1, asked.size());
        socket(root.resolve("tmp/.X11-unix/X8")); // which of them, nobody can say
        assertEquals(null, session.completed(Map.of()).get("DISPLAY"));
        assertEquals(2, asked.size());
    }

    @Test
    void theManagerIsAskedOverTheBus() throws Exception {
        Path socket = root.resolve("bus");
        assertEquals(Optional.empty(), ManagerQuestion.ask(List.of(new BusAddress(socket.toString(), false))));
        Process bus = new ProcessBuilder("dbus-daemon", "--session", "--nofork", "--address=unix:path=" + socket)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        open.add(bus::destroyForcibly);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket));
        List<BusAddress> addresses = BusAddress.parse("unix:path=" + socket);
        assertEquals(Optional.of(Map.of()), ManagerQuestion.ask(addresses));
        Path script = root.resolve("fake.py");
        try (InputStream resource = DesktopSessionTest.class.getResourceAsStream("fake-systemd1.py")) {
            Files.write(script, Objects.requireNonNull(resource).readAllBytes());
        }
        Process fake = new ProcessBuilder(
                        "/usr/bin/python3", script.toString(), "unix:path=" + socket, "DISPLAY=:3", "A=b=c")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        open.add(fake::destroyForcibly);
        try (BufferedReader said = fake.inputReader()) {
            assertEquals("ready", said.readLine());
            assertEquals(Optional.of(Map.of("DISPLAY", ":3", "A", "b=c")), ManagerQuestion.ask(addresses));
        }
    }

    @Test
    void aBusThatSaysNothingIsWaitedForAMomentOnly() throws IOException {
        Path silent = root.resolve("silent");
        socket(silent);
        assertEquals(Optional.empty(), ManagerQuestion.ask(List.of(new BusAddress(silent.toString(), false))));
    }
}
