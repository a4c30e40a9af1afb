package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.rule.Command;

/** Where there is a desktop, what is shown on it, and that nothing that a command said can do anything there. */
@Timeout(60)
final class DesktopTest {
    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void path() {
        environment.put("PATH", directory + ":/usr/bin:/bin");
    }

    private void program(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Optional<Command> found() {
        return Desktop.notification(environment);
    }

    @Test
    void withoutADesktopNobodyIsNotified() throws IOException {
        program("notify-send");
        assertTrue(found().isEmpty());
        environment.put("DISPLAY", "");
        environment.put("XDG_RUNTIME_DIR", directory.toString());
        assertTrue(found().isEmpty());
    }

    @Test
    void aDisplayOrABusIsADesktop() throws IOException {
        program("notify-send");
        for (String variable : List.of("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")) {
            environment.put(variable, ":0");
            assertTrue(found().isPresent(), variable);
            environment.remove(variable);
        }
        environment.put("XDG_RUNTIME_DIR", directory.toString());
        Files.writeString(directory.resolve("bus"), "");
        assertTrue(found().isPresent());
    }

    @Test
    void withoutAClientNobodyIsNotified() {
        environment.put("DISPLAY", ":0");
        environment.put("PATH", directory.toString());
        assertTrue(found().isEmpty());
    }

    private String shown(String incident) {
        try (Launches launches = new Launches(directory.resolve("work"))) {
            Files.createDirectories(directory.resolve("work"));
            launches.command = found().orElseThrow();
            launches.env.put("REACTOR_INCIDENT", incident);
            launches.env.put("REACTOR_FAILURES", "3");
            launches.env.put("REACTOR_REASON", "exited 75");
            launches.env.put("REACTOR_STDERR_LAST", "<b>$(touch pwned)</b> & `id`");
            return launches.run().stdout();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void theFirstClientIsGivenTheTextsAsText() throws IOException {
        program("notify-send");
        program("gdbus");
        environment.put("DISPLAY", ":0");
        assertEquals(
                directory + "/notify-send\n--app-name=reactor\n--icon=dialog-warning\n--\nthe rule is failing\n"
                        + "exited 75: &lt;b>$(touch pwned)&lt;/b> &amp; `id`\n",
                shown("failing"));
    }

    @Test
    void theSecondClientIsGivenThemToo() throws IOException {
        program("gdbus");
        environment.put("DISPLAY", ":0");
        environment.put("PATH", directory.toString());
        String shown = shown("recovered");
        assertTrue(shown.endsWith("""
                reactor
                0
                dialog-warning
                the rule works again
                3 failed; the last exited 75: &lt;b>$(touch pwned)&lt;/b> &amp; `id`
                []
                {}
                10000
                """), shown);
    }
}
