package org.reactord.it.harness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client without a JVM of its own: speaks the control protocol, so that waiting for a state costs no process. */
public final class ControlSocket implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private boolean ended;

    public ControlSocket(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** One request on a connection of its own: all lines of the answer. */
    public static List<JsonObject> ask(Path socket, String request) {
        try (ControlSocket control = new ControlSocket(socket)) {
            control.send((request + "\n").getBytes(StandardCharsets.UTF_8));
            List<JsonObject> answer = new ArrayList<>();
            control.readToEnd(Limits.SOON)
                    .lines()
                    .forEach(line -> answer.add(JsonParser.parseString(line).getAsJsonObject()));
            return answer;
        } catch (IOException e) {
            throw new AssertionError("asked " + socket + " " + request, e);
        }
    }

    /** The value of the answer to {@code request} in JSON. */
    public static JsonObject data(Path socket, String request) {
        List<JsonObject> answer = ask(socket, """
                {"reactor":1,"request":"%s","format":"json"}""".formatted(request));
        return answer.stream()
                .filter(line -> line.has("data"))
                .findFirst()
                .map(line -> line.getAsJsonObject("data"))
                .orElseThrow(() -> new AssertionError("no data in " + answer));
    }

    /** Sends all of it; a peer that has gone is an {@link IOException}. */
    public void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        channel.configureBlocking(false);
        try (Selector writable = Selector.open()) {
            channel.register(writable, SelectionKey.OP_WRITE);
            while (rest.hasRemaining()) {
                if (writable.select(Limits.SOON.toMillis()) == 0) {
                    throw new IOException("nobody reads: " + rest.remaining() + " bytes are left to send");
                }
                writable.selectedKeys().clear();
                channel.write(rest);
            }
        }
    }

    /** Sends as much as the peer takes at once; how many bytes that was. */
    public int sendWhatFits(byte[] bytes) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes));
    }

    /** Says that nothing more will be sent. */
    public void endInput() throws IOException {
        channel.shutdownOutput();
    }

    /** What comes until the peer closes; longer than {@code limit} is a failure. */
    public String readToEnd(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!ended) {
            fill(end, limit);
        }
        return unread.toString(StandardCharsets.UTF_8);
    }

    /** The next line without its end; empty once the peer has closed. Longer than {@code limit} is a failure. */
    public Optional<String> readLine(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            byte[] bytes = unread.toByteArray();
            int newline = 0;
            while (newline < bytes.length && bytes[newline] != '\n') {
                newline++;
            }
            if (newline < bytes.length) {
                unread.reset();
                unread.write(bytes, newline + 1, bytes.length - newline - 1);
                return Optional.of(new String(bytes, 0, newline, StandardCharsets.UTF_8));
            }
            if (ended) {
                return Optional.empty();
            }
            fill(end, limit);
        }
    }

    private void fill(long end, Duration limit) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("the daemon did not end its answer within " + limit + ": " + unread);
        }
        selector.selectedKeys().clear();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        int read = read(piece);
        ended = read < 0;
        unread.write(piece.array(), 0, Math.max(read, 0));
    }

    /** A peer that closes before it has read all that was sent resets the connection, which is an end, too (unix(7)). */
    private int read(ByteBuffer piece) throws IOException {
        try {
            return channel.read(piece);
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("reset")) {
                return -1;
            }
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
