package org.reactord.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;

/** A client that misbehaves in any of several ways; each is to be repeated for as long as it shall be a nuisance. */
final class Nuisance implements AutoCloseable {
    private static final int IDLE = 200;
    private static final int DEAF = 80;
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    private static final String BIG = "{\"request\":\"status\",\"format\":\"json\",\"keep\":true}\n";
    private static final byte[] MANY =
            "{\"request\":\"jobs\",\"width\":0,\"keep\":true}\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    private static final byte[] LETTERS = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

    private final Sandbox sandbox;
    private final Random random = new Random(7);
    private final List<ControlSocket> idle = new ArrayList<>();
    private final List<ControlSocket> deaf = new ArrayList<>();
    private final Path bigRequest;
    private int cutOff;

    Nuisance(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.bigRequest = sandbox.write(sandbox.root().resolve("big-request"), BIG.repeat(3));
    }

    /** One way to misbehave. */
    @FunctionalInterface
    interface Way {
        void misbehave(Nuisance nuisance) throws IOException;
    }

    private ControlSocket connection() throws IOException {
        return new ControlSocket(sandbox.socket());
    }

    /** Two hundred connections on which nothing is said, and a few new ones each time. */
    void silent() throws IOException {
        for (int i = 0; i < 5 || idle.size() < IDLE; i++) {
            idle.add(connection());
        }
        while (idle.size() > IDLE) {
            idle.remove(0).close();
        }
    }

    /** Bytes that mean nothing, and away without looking at the answer. */
    void garbage() throws IOException {
        byte[] bytes = new byte[random.nextInt(10_000)];
        random.nextBytes(bytes);
        try (ControlSocket client = connection()) {
            client.sendWhatFits(bytes);
        }
    }

    /** A hundred megabytes without an end of line. */
    void endless() throws IOException {
        try (ControlSocket client = connection()) {
            for (int sent = 0; sent < HUNDRED_MEGABYTES; sent += LETTERS.length) {
                client.send(LETTERS);
            }
        } catch (IOException closed) {
            cutOff++;
            return;
        }
        throw new AssertionError("the daemon has taken 100 MB");
    }

    /** Asks for more than a socket holds, again and again, and never reads. */
    void deaf() throws IOException {
        while (deaf.size() < DEAF) {
            deaf.add(connection());
        }
        for (int i = 0; i < deaf.size(); i++) {
            try {
                deaf.get(i).sendWhatFits(BIG.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                cutOff++;
                deaf.get(i).close();
                deaf.set(i, connection());
            }
        }
    }

    /** Asks for many things at once, and reads all of it. */
    void greedy() throws IOException {
        try (ControlSocket client = connection()) {
            client.send(MANY);
            client.endInput();
            client.readToEnd(Limits.SOON);
        }
    }

    /** A process that is killed while it has not read all of its answer. */
    void killed() throws IOException {
        Process client = new ProcessBuilder("nc", "-U", sandbox.socket().toString())
                .redirectInput(bigRequest.toFile())
                .start();
        client.getInputStream().read();
        client.destroyForcibly();
        try {
            client.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often the daemon has ended a connection of its own accord. */
    int cutOff() {
        return cutOff;
    }

    @Override
    public void close() throws IOException {
        for (ControlSocket client : idle) {
            client.close();
        }
        for (ControlSocket client : deaf) {
            client.close();
        }
    }
}
