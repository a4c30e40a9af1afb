package org.reactord.cli;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.client.Client;
import org.reactord.client.ClientOptions;
import org.reactord.contact.Places;

/** A client that goes on asking, against a daemon that plays its part. */
@Timeout(30)
class WatchTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private int watch() {
        Places.Flags flags = new Places.Flags(Optional.empty(), Optional.empty(), Optional.of(socket().toString()));
        ClientOptions options = new ClientOptions(flags, Optional.empty(), false, true, false, false);
        PrintStream shown = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream told = new PrintStream(err, false, StandardCharsets.UTF_8);
        return Watch.run(new Client(options, shown, told), options, "status", shown, told);
    }

    /** A daemon that answers one request with each of the answers, hangs up after each empty one, and then is gone. */
    private Thread daemon(String... answers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        Thread thread = new Thread(() -> {
            try (server) {
                SocketChannel client = server.accept();
                for (String answer : answers) {
                    if (answer.isEmpty()) {
                        client.close();
                        client = server.accept();
                    } else {
                        ByteBuffer request = ByteBuffer.allocate(4096);
                        client.read(request);
                        heard.add(new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
                        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    }
                }
                Files.delete(socket());
                client.close();
            } catch (IOException gone) {
                // The test tells.
            }
        });
        thread.start();
        return thread;
    }

    private static String answer(String text, int revision) {
        return "{\"text\":\"" + text + "\"}\n{\"revision\":" + revision + "}\n{\"ok\":true,\"exit\":1}\n";
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itAsksForWhatIsNewerUntilTheDaemonHasGone() throws IOException, InterruptedException {
        Thread daemon = daemon(answer("one", 41), answer("two", 42));
        assertEquals(3, watch());
        daemon.join();
        assertEquals("one\n\ntwo\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("reactorctl: the daemon at " + socket() + " (from --socket) has ended\n", said());
        assertTrue(heard.get(0).contains("\"keep\":true,\"after\":0}"), heard::toString);
        assertTrue(heard.get(1).contains("\"keep\":true,\"after\":41}"), heard::toString);
    }

    @Test
    void aConnectionThatWasLostIsMadeAnew() throws IOException, InterruptedException {
        Thread daemon = daemon(answer("one", 41), "", answer("two", 42));
        assertEquals(3, watch());
        daemon.join();
        assertEquals("one\n\ntwo\n", out.toString(StandardCharsets.UTF_8));
        assertTrue(heard.get(1).contains("\"after\":0}"), heard::toString);
    }

    @Test
    void aDaemonThatSaysThatItEndsHasEnded() throws IOException, InterruptedException {
        Thread daemon = daemon(answer("one", 41), "{\"error\":\"the daemon has ended before\",\"exit\":3}\n");
        assertEquals(3, watch());
        daemon.join();
        assertTrue(said().endsWith("has ended\n"), said());
    }

    @Test
    void anErrorEndsItAndIsShown() throws IOException, InterruptedException {
        Thread daemon = daemon("{\"error\":\"unknown key\",\"exit\":2}\n");
        assertEquals(2, watch());
        daemon.join();
        assertEquals("reactorctl: unknown key\n", said());
    }

    @Test
    void withoutADaemonItSaysWhereItLooked() {
        assertEquals(3, watch());
        assertTrue(said().contains("no daemon is listening at"), said());
    }
}
