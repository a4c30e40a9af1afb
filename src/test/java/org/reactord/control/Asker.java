package org.reactord.control;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that does as it likes. */
final class Asker implements AutoCloseable {
    final SocketChannel channel;
    private final BufferedReader lines;

    Asker(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** One request on a connection of its own: all lines of its answer. */
    static List<JsonObject> ask(Path socket, String request) throws IOException {
        try (Asker asker = new Asker(socket)) {
            asker.send(request + "\n");
            return asker.toEnd();
        }
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Nullable
    String line() throws IOException {
        return lines.readLine();
    }

    List<JsonObject> toEnd() throws IOException {
        List<JsonObject> answer = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            answer.add(JsonParser.parseString(line).getAsJsonObject());
        }
        return answer;
    }

    /** True if the daemon has closed the connection: then it takes nothing more. */
    boolean isCutOff() {
        try {
            send("\n");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
