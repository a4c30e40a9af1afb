package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a rule file, the loader answers: with rules, or with at least one error. */
class LoaderFuzzTest {
    private static final int ROUNDS = 2_000;
    private static final String SOUND = """
            defaults:
              timeout: 2m
              env: {A: "1", B: 'c d'}
            outbox: # comment
              spool: ~/in
              run: [deliver, -t, "{path}", "x\\ty"]
              match: ["*.{eml,txt}", "[a-z]*"]
              retry: {delay: 5s, factor: 1.5, max-delay: 1m, attempts: unlimited}
              done: {move: ~/in/sent}
              queue: {sequential: "{dir}"}
            notes:
              watch: [~/notes, /]
              on:
                - written
                - moved
              ignore: .git/
              run: |
                mirror ~/notes/ "$REACTOR_ROOT" 日本
              enabled: shadow
            vpn:
              network: {interface: ["wg*", tun0], state: [up, down], address: "10.*"}
              at-start: true
              retry: {attempts: 2, also-on: [online, resume]}
              queue: {evict: "{interface}"}
              run: mirror
            disk: {device: {subsystem: block, action: add, ID_FS_UUID: 1234-ABCD, devpath: "/**"}, run: mirror}
            low: {power: {state: [low, ac], below: 15}, run: mirror}
            card: {mount: {target: "/media/*/CARD", fstype: vfat}, run: mirror}
            game: {process: {name: 0ad, exe: "/usr/games/*", user: me}, run: mirror}
            sleep: {system: [suspend, clock-jump], run: mirror}
            lock: {session: lock, run: mirror}
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
            "\\u0000",
            "\\",
            "\u0000",
            "\u2028",
            "\uFEFF",
            "{path}",
            "$HOME",
            "  ",
            "9999999999",
            "\ud83d\ude00",
            "%YAML 1.1\n---\n");

    @TempDir
    Path place;

    @Test
    void alwaysAnswers() {
        RulesFixture rules = new RulesFixture(place);
        assertEquals("", rules.with("a.yaml", SOUND).shown());
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int seed = 0; seed < ROUNDS; seed++) {
                answers(rules.with("a.yaml", mutated(seed)), seed);
            }
        });
    }

    private static void answers(RulesFixture rules, int seed) {
        Loading loading = rules.load();
        boolean wrong = loading.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertEquals(loading instanceof Loading.Refused, wrong, () -> "seed " + seed);
        for (Diagnostic one : loading.diagnostics()) {
            String text = one.text();
            assertTrue(text.codePoints().noneMatch(LoaderFuzzTest::isUnsafe), () -> "seed " + seed + ": " + text);
            assertTrue(text.length() < 2_000, () -> "seed " + seed + ": " + text);
        }
    }

    private static boolean isUnsafe(int codePoint) {
        return codePoint != '\n' && codePoint != '\t' && Character.isISOControl(codePoint);
    }

    private static byte[] mutated(int seed) {
        Random random = new Random(seed);
        byte[] bytes = SOUND.getBytes(StandardCharsets.UTF_8);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            bytes = mutated(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        int kind = random.nextInt(5);
        if (kind == 0) {
            out.write(random.nextInt(256));
        } else if (kind == 1) {
            out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            to = from;
        } else if (kind == 2) {
            out.write(bytes, from, to - from);
            out.write(bytes, from, to - from);
        } else if (kind == 3) {
            int other = random.nextInt(bytes.length);
            out.write(bytes, other, Math.min(bytes.length - other, random.nextInt(60)));
            to = from;
        }
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
