package org.reactord.source.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A bus of our own, by a real dbus-daemon, and somebody on it who says what logind would: each comes and goes as told. */
final class LoginBus implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(15);

    /** As a system bus has it, but that anybody may be logind. */
    private static final String CONFIGURATION = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/>
                <allow own="*"/>
                <deny send_type="method_call"/>
                <allow send_type="signal"/>
                <allow send_requested_reply="true" send_type="method_return"/>
                <allow send_requested_reply="true" send_type="error"/>
                <allow receive_type="method_call"/>
                <allow receive_type="method_return"/>
                <allow receive_type="error"/>
                <allow receive_type="signal"/>
                <allow send_destination="org.freedesktop.DBus"/>
                <allow send_destination="org.freedesktop.login1"/>
              </policy>
            </busconfig>
            """;

    private final Path directory;
    private final Path socket;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private @Nullable Process bus;
    private @Nullable Process login;

    private LoginBus(Path directory) {
        this.directory = directory;
        socket = directory.resolve("there/socket");
    }

    /** Neither is there. */
    static LoginBus none() throws IOException {
        Path directory = Files.createTempDirectory("reactor-bus");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new LoginBus(directory);
    }

    /** Both are, after the second has done what these lines say. */
    static LoginBus start(String... lines) throws IOException {
        LoginBus both = none();
        both.startBus();
        both.startLogin(lines);
        return both;
    }

    /** Where a witness finds it. */
    Map<String, String> environment() {
        return Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere;" + address());
    }

    Path socket() {
        return socket;
    }

    String address() {
        return "unix:path=" + socket;
    }

    void startBus() throws IOException {
        Files.createDirectories(socket.getParent());
        Path configuration = directory.resolve("bus.conf");
        Files.writeString(configuration, CONFIGURATION.formatted(address()));
        bus = new ProcessBuilder("dbus-daemon", "--nofork", "--config-file=" + configuration)
                .redirectError(directory.resolve("bus.log").toFile())
                .start();
        Awaitility.await().atMost(SOON).until(() -> Files.exists(socket));
    }

    /** As if it had crashed: its socket stays. */
    void killBus() throws IOException {
        Process killed = Objects.requireNonNull(bus);
        killed.destroyForcibly();
        ended(killed);
        stopLogin();
    }

    void startLogin(String... lines) throws IOException {
        Path script = directory.resolve("fake-login1.py");
        try (InputStream resource = LoginBus.class.getResourceAsStream("fake-login1.py")) {
            Files.write(script, Objects.requireNonNull(resource).readAllBytes());
        }
        // Debian's own: that is where its packages put their modules.
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), address()));
        command.addAll(List.of(lines));
        said.clear();
        Process begun = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        login = begun;
        BufferedReader output = begun.inputReader(StandardCharsets.UTF_8);
        new Thread(() -> listen(output), "login").start();
        await("owns org.freedesktop.login1");
    }

    private void listen(BufferedReader output) {
        try (output) {
            output.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException closed) {
            return;
        }
    }

    void stopLogin() throws IOException {
        if (login != null) {
            login.getOutputStream().close();
            ended(login);
        }
    }

    /** Has the second say or do something, and waits until it has. */
    void tell(String line) throws IOException {
        Writer input = Objects.requireNonNull(login).outputWriter(StandardCharsets.UTF_8);
        said.removeIf(("done " + line)::equals);
        input.write(line + "\n");
        input.flush();
        await("done " + line);
    }

    /** What it said since it was started. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Waits until it has said a line that begins so. */
    void await(String line) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> said.stream()
                .anyMatch(one -> one.startsWith(line)));
    }

    private static void ended(Process process) {
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(process + " does not end");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        stopLogin();
        if (bus != null) {
            bus.destroy();
            ended(bus);
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
