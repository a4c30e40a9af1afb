package org.reactord.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.contact.Places;

/** The client against a daemon that is absent, stuck, short-lived or fine. */
@Timeout(30)
class ClientTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile String heard = "";

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private int ask(Path socket, Optional<Duration> timeout, boolean quiet, boolean verbose) {
        Places.Flags flags = new Places.Flags(Optional.empty(), Optional.empty(), Optional.of(socket.toString()));
        ClientOptions options = new ClientOptions(flags, timeout, false, true, quiet, verbose);
        Client client = new Client(
                options,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
        return client.ask(client.request("status"));
    }

    private int ask(Optional<Duration> timeout) {
        return ask(socket(), timeout, false, false);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void assertOneLine(String part) {
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, said().lines().count(), said());
        assertTrue(said().startsWith("reactorctl: ") && said().contains(part), said());
    }

    /** A daemon for one client, that hears one request and says these pieces, with a pause before each but the first. */
    private Thread daemon(ServerSocketChannel server, String... pieces) {
        Thread thread = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(4096);
                client.read(request);
                heard = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
                for (int i = 0; i < pieces.length; i++) {
                    if (i > 0) {
                        new java.util.concurrent.CountDownLatch(1)
                                .await(500, java.util.concurrent.TimeUnit.MILLISECONDS);
                    }
                    client.write(ByteBuffer.wrap(pieces[i].getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException | InterruptedException gone) {
                // The test tells.
            }
        });
        thread.start();
        return thread;
    }

    private ServerSocketChannel bind() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        return server;
    }

    @Test
    void withoutADaemonItSaysWhereItLookedAndWhatToDo() {
        assertEquals(3, ask(Optional.empty()));
        assertOneLine("no daemon is listening at " + socket() + " (from --socket); start one with: reactorctl server");
    }

    @Test
    void aStaleSocketIsNoDaemon() throws IOException {
        bind().close();
        assertEquals(3, ask(Optional.empty()));
        assertOneLine("no daemon is listening");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsWaitedForSoLong() throws IOException {
        try (ServerSocketChannel stopped = bind()) {
            long start = System.nanoTime();
            assertEquals(5, ask(Optional.of(Duration.ofMillis(300))));
            assertTrue(System.nanoTime() - start < 5_000_000_000L);
            assertOneLine("did not answer within 300ms");
            assertTrue(stopped.isOpen());
        }
    }

    @Test
    void aDaemonThatAcceptsNobodyIsWaitedForSoLong() throws IOException {
        try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            full.bind(UnixDomainSocketAddress.of(socket()), 1);
            for (int i = 0; i < 2; i++) {
                SocketChannel.open(UnixDomainSocketAddress.of(socket()));
            }
            assertEquals(5, ask(Optional.of(Duration.ofMillis(300))));
            assertOneLine("did not answer within 300ms");
        }
    }

    @Test
    void anAnswerIsPrintedAsItIs() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(
                    server, "{\"text\":\"grün\"}\n{\"err\":\"odd\"}\n{\"new\":1}\n{\"ok\":true,\"ex", "it\":1}\n");
            assertEquals(1, ask(Optional.empty()));
            daemon.join();
        }
        assertEquals("grün\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("odd\n", said());
        assertTrue(heard.startsWith("{\"reactor\":1,\"request\":\"status\",\"format\":\"text\","), heard);
    }

    @Test
    void anErrorEndsWithItsExit() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server, "{\"error\":\"no rule is called 'x'\",\"exit\":4}\n");
            assertEquals(4, ask(Optional.empty()));
            daemon.join();
        }
        assertOneLine("no rule is called 'x'");
    }

    @Test
    void whoSaysThatItTakesLongIsWaitedFor() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server, "{\"waiting\":\"until x\"}\n", "", "{\"ok\":true,\"exit\":0}\n");
            assertEquals(0, ask(socket(), Optional.empty(), false, true));
            daemon.join();
        }
        assertOneLine("waiting until x");
    }

    @Test
    void unlessATimeWasNamed() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server, "{\"waiting\":\"until x\"}\n", "", "{\"ok\":true,\"exit\":0}\n");
            assertEquals(5, ask(Optional.of(Duration.ofMillis(200))));
            daemon.join();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server, "{\"waiting\":\"x\"}\n{\"te");
            assertEquals(1, ask(Optional.empty()));
            daemon.join();
        }
        assertOneLine("in the middle of its answer");
    }

    @Test
    void noAnswerAtAllIsNoDaemon() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server);
            assertEquals(3, ask(Optional.empty()));
            daemon.join();
        }
        assertOneLine("ended before it answered");
    }

    @Test
    void quietPrintsErrorsOnly() throws IOException, InterruptedException {
        try (ServerSocketChannel server = bind()) {
            Thread daemon = daemon(server, "{\"text\":\"a\"}\n{\"ok\":true,\"exit\":0}\n");
            assertEquals(0, ask(socket(), Optional.empty(), true, false));
            daemon.join();
        }
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aPathThatIsTooLongIsNamed() {
        assertEquals(1, ask(directory.resolve("x".repeat(120)), Optional.empty(), false, false));
        assertOneLine("too long");
    }
}
