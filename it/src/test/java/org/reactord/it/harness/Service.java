package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Somebody else's server as a process of the sandbox, at a port of loopback. */
public final class Service implements AutoCloseable {
    private final Process process;
    private final int port;

    public Service(Exec command, int port) {
        this.port = port;
        process = command.start();
    }

    public void awaitOpen() {
        Limits.soon()
                .alias("an open port " + port)
                .failFast("the server ended", () -> !process.isAlive())
                .until(this::open);
    }

    public static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean open() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL; what it had not written is gone. */
    public void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(Limits.END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                fail("a server did not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
