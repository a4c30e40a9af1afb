package org.reactord.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What some client might send: requests, nearly requests, and anything else. */
final class RequestStream {
    /** None that would end the daemon, or disturb any rule but {@code victim}. */
    private static final List<String> SOUND = List.of(
            "{\"reactor\":1,\"request\":\"status\",\"format\":\"json\"}",
            "{\"request\":\"status\",\"format\":\"text\",\"width\":80,\"color\":true,\"verbose\":true}",
            "{\"request\":\"rules\",\"width\":0}",
            "{\"request\":\"show\",\"rule\":\"victim\"}",
            "{\"request\":\"jobs\",\"format\":\"json\"}",
            "{\"request\":\"pause\",\"rule\":\"victim\",\"for\":\"PT10M\"}",
            "{\"request\":\"resume\",\"rule\":\"victim\"}",
            "{\"request\":\"resume\",\"all\":true}",
            "{\"request\":\"retry\",\"name\":\"victim\"}",
            "{\"request\":\"retry\",\"all\":true,\"format\":\"json\"}",
            "{\"request\":\"cancel\",\"name\":\"victim\"}",
            "{\"request\":\"reload\"}",
            "{\"request\":\"info\",\"format\":\"json\"}");

    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "false",
            "0",
            "-",
            "1e999",
            "99999999999999999999",
            "-2147483649",
            "\\u0000",
            "\\ud800",
            "\\u",
            "\u0000",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\ud83d\ude00",
            "\u2028",
            "\uFEFF",
            "//",
            "/*",
            "#",
            "'",
            ";",
            "=",
            "NaN",
            "Infinity",
            ")]}'\n",
            "\"keep\":true,",
            "\"reactor\":2,",
            "\"format\":",
            "\"width\":2147483647,",
            "\"for\":\"PT0.000000001S\",",
            "\"for\":\"P99999999999D\",",
            "[[[[[[",
            "{\"a\":{\"a\":");

    private final Random random;
    private final Mutation mutation;

    RequestStream(Random random) {
        this.random = random;
        this.mutation = new Mutation(random, PIECES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A request that is right. */
    String sound() {
        return SOUND.get(random.nextInt(SOUND.size()));
    }

    /** The same, with more to follow. */
    String soundAndKept() {
        return sound().replaceFirst("\\}$", ",\"keep\":true}");
    }

    /** A few lines, or none. */
    byte[] next() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int lines = random.nextInt(4) == 0 ? random.nextInt(40) : 1;
        for (int i = 0; i < lines; i++) {
            stream.writeBytes(line());
            if (random.nextInt(20) > 0) {
                stream.write('\n');
            }
        }
        return stream.toByteArray();
    }

    private byte[] line() {
        return switch (random.nextInt(10)) {
            case 0 -> bytes(soundAndKept());
            case 1 -> noise(random.nextInt(300));
            case 2 -> noise(random.nextInt(70_000));
            case 3 -> bytes(value(0));
            case 4 -> bytes("{\"request\":\"status\",\"" + "x".repeat(random.nextInt(70_000)) + "\":1}");
            case 5 -> bytes("{\"request\":".repeat(1 + random.nextInt(5000)));
            default -> mutation.of(bytes(random.nextBoolean() ? sound() : soundAndKept()));
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** Any JSON, and now and then what only resembles it. */
    private String value(int depth) {
        return switch (random.nextInt(depth > 6 ? 5 : 8)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> random.nextGaussian() + "E" + random.nextInt(2000);
            case 2 -> PIECES.get(random.nextInt(PIECES.size()));
            case 3 -> "\"" + text() + "\"";
            case 4 -> random.nextBoolean() ? "true" : "null";
            case 5 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            default -> "{\"" + key() + "\":" + value(depth + 1) + ",\"" + key() + "\":" + value(depth + 1) + "}";
        };
    }

    private String key() {
        List<String> keys =
                List.of("reactor", "request", "format", "width", "color", "keep", "rule", "name", "for", "all");
        return random.nextInt(5) == 0 ? text() : keys.get(random.nextInt(keys.size()));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        }
        return text.toString();
    }
}
