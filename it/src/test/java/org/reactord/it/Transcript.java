package org.reactord.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;

/**
 * A talk with the daemon, played again: what the client does is taken from the text, what the daemon answers is put in
 * anew, so that a text that comes out as it went in is right.
 *
 * <pre>
 *   # …    a remark
 *   $ …    a line of shell in the home directory, which must exit 0
 *   ? …    waits until the status of the daemon, as JSON, has something that matches
 *   > …    a line that the client sends; {@code <<ff>>} is that byte, and {@code <<70000 x>>} so many of a letter
 *   >| …   the same without an end of line, and then the end of the input
 *   ~      the client connects and says nothing
 *   < …    a line that the daemon answers, as {@link Placeholders} has it
 *   .      the daemon ends the connection
 * </pre>
 *
 * <p>A request goes out on the connection of the one before it, if the daemon has not ended that.
 */
final class Transcript {
    private static final int REFUSED = 2;
    private static final Pattern BYTES = Pattern.compile("<<([0-9a-f]{2})>>|<<(\\d+) (.)>>");

    private final Sandbox sandbox;
    private final Placeholders placeholders;
    private final StringBuilder played = new StringBuilder();
    private @Nullable ControlSocket connection;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private boolean last;
    private int sent;
    private boolean kept;

    private Transcript(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.placeholders = new Placeholders(sandbox);
    }

    /** The lines of a text that the client sends, without their marks. */
    static List<String> requests(String text) {
        return text.lines()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2))
                .toList();
    }

    /** Plays a text with the daemon of a sandbox; the text that comes out. */
    static String play(String text, Sandbox sandbox) throws IOException {
        Transcript transcript = new Transcript(sandbox);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("<") || line.equals(".")) {
                continue;
            }
            transcript.played.append(line).append('\n');
            transcript.act(line);
            // What is sent in a row is answered in a row; sent at once, since the first answer may be the last.
            if (i + 1 == lines.size() || !lines.get(i + 1).startsWith(">")) {
                transcript.flush();
                transcript.hear();
            }
        }
        transcript.end();
        return transcript.played.toString();
    }

    private void act(String line) throws IOException {
        if (line.startsWith("$ ")) {
            var ended = sandbox.shell(line.substring(2));
            if (ended.exit() != 0) {
                throw new AssertionError(line + "\n" + ended);
            }
        } else if (line.startsWith("? ")) {
            Pattern awaited = Pattern.compile(line.substring(2));
            Limits.soon().alias(line).until(() -> awaited.matcher(
                            sandbox.status().json().toString())
                    .find());
        } else if (line.equals("~")) {
            connected();
            sent = 1;
        } else if (line.startsWith(">")) {
            send(line);
        } else if (!line.startsWith("#") && !line.isEmpty()) {
            throw new AssertionError("what is this: " + line);
        }
    }

    private ControlSocket connected() throws IOException {
        if (connection == null) {
            connection = new ControlSocket(sandbox.socket());
        }
        return connection;
    }

    private void send(String line) throws IOException {
        boolean cut = line.startsWith(">|");
        String home = sandbox.home().toString();
        String request = line.substring(cut ? 2 : 1).stripLeading().replace("$HOME", home);
        unsent.writeBytes(bytes(request));
        if (!cut) {
            unsent.write('\n');
        }
        last = cut;
        kept = request.contains("\"keep\":true");
        sent++;
    }

    private void flush() throws IOException {
        if (unsent.size() == 0) {
            return;
        }
        connected().send(unsent.toByteArray());
        unsent.reset();
        if (last) {
            connected().endInput();
        }
    }

    private static byte[] bytes(String request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = BYTES.matcher(request);
        int from = 0;
        while (matcher.find()) {
            bytes.writeBytes(request.substring(from, matcher.start()).getBytes(StandardCharsets.UTF_8));
            if (matcher.group(1) != null) {
                bytes.write(Integer.parseInt(matcher.group(1), 16));
            } else {
                String many = matcher.group(3).repeat(Integer.parseInt(matcher.group(2)));
                bytes.writeBytes(many.getBytes(StandardCharsets.UTF_8));
            }
            from = matcher.end();
        }
        bytes.writeBytes(request.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** Takes down all that is answered to what was sent. */
    private void hear() throws IOException {
        List<String> heard = new ArrayList<>();
        while (sent > 0) {
            Optional<String> line = connected().readLine(Limits.SOON);
            if (line.isEmpty()) {
                end();
                heard.add(".");
                break;
            }
            heard.add("< " + placeholders.putInto(line.get()));
            int exit = exit(line.get());
            if (exit >= 0) {
                sent--;
            }
            // Whoever was refused, or asked to be heard once, sees the end of the connection.
            if (sent == 0 && (exit == REFUSED || !kept)) {
                sent = 1;
            }
        }
        heard.forEach(line -> played.append(line).append('\n'));
    }

    /** The exit code of a last line; -1 of any other. */
    private static int exit(String line) {
        try {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            return object.has("exit") ? object.get("exit").getAsInt() : -1;
        } catch (JsonParseException | IllegalStateException garbage) {
            throw new AssertionError("answered with " + line, garbage);
        }
    }

    private void end() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        sent = 0;
    }
}
