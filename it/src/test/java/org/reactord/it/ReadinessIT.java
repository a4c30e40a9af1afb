package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What a service manager is told. */
@ExtendWith(SandboxExtension.class)
class ReadinessIT {
    /** Listens, says so, and writes down the first message. */
    private static final String LISTENER = """
            import os, socket, sys
            name, heard = sys.argv[1:]
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listener.bind('\\0' + name[1:] if name[0] == '@' else name)
            open(heard, 'w').close()
            message = listener.recv(4096)
            with open(heard + '.part', 'wb') as file:
                file.write(message)
            os.rename(heard + '.part', heard)
            """;

    @ParameterizedTest
    @ValueSource(strings = {"path", "abstract"})
    void itIsToldOnceEveryWatchIsArmed(String kind, Sandbox sandbox) throws IOException {
        Program.require("python3", "python3");
        Path outbox = sandbox.outbox("", "note delivered \"$REACTOR_NAME\"");
        Path heard = sandbox.home().resolve("heard");
        String name = kind.equals("path")
                ? sandbox.home().resolve("notify").toString()
                : "@reactor-" + ProcessHandle.current().pid();
        Process listener = sandbox.exec(List.of("python3", "-c", LISTENER, name, heard.toString()))
                .start();
        Limits.soon().until(() -> Files.exists(heard));
        sandbox.env("NOTIFY_SOCKET", name);
        sandbox.start();
        Limits.soon().until(() -> Files.size(heard) > 0);
        sandbox.write(outbox.resolve("at-once"), "x");
        assertEquals("READY=1", Files.readString(heard));
        assertEquals(0, sandbox.ctl("status").exit());
        sandbox.diary().await("delivered", 1);
        Limits.soon().until(() -> !listener.isAlive());
        assertTrue(Files.exists(heard));
    }
}
