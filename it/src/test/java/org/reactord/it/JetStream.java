package org.reactord.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.Service;

/** A server of NATS with JetStream, and somebody who looks into its stream, in the protocol's own words. */
record JetStream(Sandbox sandbox, int port) {
    private static final String STREAM = "REACTOR";

    /** Starts the server, on what it had stored. */
    Service start() {
        return new Service(
                sandbox.exec(List.of(
                        Program.require("nats-server", "nats-server").toString(),
                        "--addr",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--jetstream",
                        "--store_dir",
                        sandbox.directory("nats").toString())),
                port);
    }

    private JsonObject ask(String subject, String body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Limits.SOON.toMillis());
            String words = "CONNECT {\"verbose\":false}\r\nSUB answer 1\r\nPUB $JS.API." + subject + " answer "
                    + body.length() + "\r\n" + body + "\r\n";
            socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = answer.readLine();
            while (line != null && !line.startsWith("MSG answer ")) {
                line = answer.readLine();
            }
            return JsonParser.parseString(answer.readLine()).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many messages the stream has taken. */
    int count() {
        JsonObject info = ask("STREAM.INFO." + STREAM, "");
        return info.has("state") ? info.getAsJsonObject("state").get("last_seq").getAsInt() : 0;
    }

    /** All that was sent to a subject, in order. */
    List<String> messages(String subject) {
        List<String> messages = new ArrayList<>();
        int count = count();
        for (int i = 1; i <= count; i++) {
            JsonObject message =
                    ask("STREAM.MSG.GET." + STREAM, "{\"seq\":" + i + "}").getAsJsonObject("message");
            if (message.get("subject").getAsString().equals(subject)) {
                byte[] data = Base64.getDecoder().decode(message.get("data").getAsString());
                messages.add(new String(data, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }
}
