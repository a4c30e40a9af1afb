package org.reactord.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.reactord.it.harness.Program;

/** What some person or program might write into rules.d: rules, nearly rules, and anything else. */
final class RuleFileStream {
    /** Every key; and nothing that does harm, whatever becomes of it. */
    private static final String HARMLESS = """
            defaults:
              timeout: 2m
              env: {A: "1", B: 'c d'}
            fuzz-spool: # comment
              spool: ~/fuzz/in
              run: [ "true", "{path}", "x\\ty"]
              match: ["*.{eml,txt}", "[a-z]*"]
              retry: {delay: 5s, factor: 1.5, max-delay: 1m, attempts: 3}
              done: {move: ~/fuzz/sent}
              failed: ~/fuzz/failed
              queue: {sequential: "{dir}"}
              on-failure: {run: ["true"], after: 10m, every: 1h}
              stdin: none
              cwd: ~/fuzz
            fuzz-watch:
              watch: [~/fuzz/notes, ~/fuzz/more]
              recursive: true
              on:
                - written
                - moved
              ignore: .git/
              settle: 100ms
              per: batch
              catch-up: false
              run: |
                true ~/fuzz "$REACTOR_ROOT" \u65e5\u672c
              enabled: shadow
            fuzz-event:
              event: fuzz/now
              queue: {evict: "{n}"}
              run: ["true"]
            fuzz-system:
              network: {interface: "fuzz*", state: [up, down], kind: veth}
              at-start: true
              retry: {attempts: 2, also-on: [online, resume]}
              run: ["true"]
              enabled: false
            """;

    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            "-",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "*",
            "&a ",
            "*a",
            "!!str ",
            "!",
            "\"",
            "'",
            "|",
            "|2+\n",
            ">",
            "%",
            "@",
            "#",
            "\t",
            "\n",
            "\r\n",
            "\n---\n",
            "\n...\n",
            "<<: ",
            "? ",
            ",",
            "~",
            "null",
            "no",
            "\\u0000",
            "\\",
            "\u0000",
            "\u2028",
            "\uFEFF",
            "{path}",
            "{nothing}",
            "$HOME",
            "  ",
            "9999999999",
            "99999999999999999999s",
            "-1s",
            "0s",
            "\ud83d\ude00",
            "%YAML 1.1\n---\n",
            "\n? {a: b}\n: c\n",
            "true",
            "spool: ~/fuzz/in\n",
            "watch: ~\n",
            "defaults:\n",
            "parallel",
            "{parallel: 99999}",
            "[a-",
            "**/",
            "{a,b");

    private final Random random;
    private final Mutation mutation;
    private final List<String> sound = new ArrayList<>(List.of(HARMLESS));

    private RuleFileStream(Random random) {
        this.random = random;
        this.mutation = new Mutation(random, PIECES);
    }

    /** Rules that may be run, whatever becomes of them. */
    static RuleFileStream harmless(Random random) {
        return new RuleFileStream(random);
    }

    /** Also the rules that ship; to be read only. */
    static RuleFileStream all(Random random) {
        RuleFileStream stream = new RuleFileStream(random);
        try (Stream<Path> files = Files.list(Program.root().resolve("rules.d"))) {
            for (Path file : files.sorted().toList()) {
                stream.sound.add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream;
    }

    byte[] next() {
        return switch (random.nextInt(12)) {
            case 0 -> noise(random.nextInt(2000));
            case 1 -> bytes(strange());
            case 2 -> bytes("fuzz: " + value(0) + "\n");
            case 3 -> bytes("fuzz:\n  spool: ~/fuzz/in\n  run: " + value(0) + "\n  " + key() + ": " + value(0) + "\n");
            default -> mutation.of(bytes(sound.get(random.nextInt(sound.size()))));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** Much of something. */
    private String strange() {
        int many = 1 + random.nextInt(20_000);
        return switch (random.nextInt(9)) {
            case 0 -> "[".repeat(many);
            case 1 -> "{a: ".repeat(many);
            case 2 -> "- ".repeat(many);
            case 3 -> "fuzz: \"" + "x".repeat(10 * many) + "\"\n";
            case 4 -> "fuzz: {run: [" + "\"true\", ".repeat(many) + "]}\n";
            case 5 -> "fuzz:\n" + "  run: [\"true\"]\n".repeat(many / 10);
            case 6 -> "a: &a [x]\n" + "b: [*a, *a, *a]\n".repeat(many / 100);
            case 7 -> "? ".repeat(many);
            default -> rules(many / 100);
        };
    }

    private static String rules(int many) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < many; i++) {
            rules.append("fuzz-%d: {spool: ~/fuzz/%d, run: [\"true\"], enabled: false}\n".formatted(i, i));
        }
        return rules.toString();
    }

    private String key() {
        List<String> keys = List.of(
                "match",
                "ignore",
                "settle",
                "per",
                "queue",
                "timeout",
                "retry",
                "done",
                "failed",
                "on-failure",
                "stdin",
                "env",
                "cwd",
                "user",
                "enabled",
                "on",
                "recursive",
                "catch-up",
                "at-start",
                "also-on",
                "watch",
                "network",
                "device",
                "power",
                "mount",
                "process",
                "system",
                "session",
                "state",
                "below",
                "spol");
        return keys.get(random.nextInt(keys.size()));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 ->
                random.nextInt(1000)
                        + List.of("ms", "s", "m", "h", "d", "w", "").get(random.nextInt(7));
            case 2 -> PIECES.get(random.nextInt(PIECES.size()));
            case 3 -> "\"" + PIECES.get(random.nextInt(PIECES.size())).replace("\"", "") + "\"";
            case 4 ->
                List.of("true", "false", "[\"true\"]", "never", "unlimited", "file")
                        .get(random.nextInt(6));
            case 5 -> "[" + value(depth + 1) + ", " + value(depth + 1) + "]";
            default -> "{" + key() + ": " + value(depth + 1) + ", delay: " + value(depth + 1) + "}";
        };
    }
}
