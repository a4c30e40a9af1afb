package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What a command is given: variables, arguments, a directory, clean descriptors. A file's name is never executed. */
@ExtendWith(SandboxExtension.class)
class CommandIT {
    private static void awaitGone(Path item) {
        Limits.soon().alias(item + " is removed").until(() -> Files.notExists(item));
    }

    private static List<String> words(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> words = List.of(text.split("\0", -1));
        return words.subList(0, words.size() - 1);
    }

    private static Map<String, String> environment(Path file) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String assignment : words(file)) {
            int equals = assignment.indexOf('=');
            environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return environment;
    }

    @Test
    void variablesTellWhatItIsAbout(Sandbox sandbox) throws IOException {
        Path outbox = sandbox.directory("outbox");
        sandbox.script("deliver", "env -0 >\"$HOME/env-$REACTOR_ATTEMPT\"; [ \"$REACTOR_ATTEMPT\" = 2 ] || exit 75");
        sandbox.rule("10-outbox.yaml", """
                outbox:
                  spool: ~/outbox
                  run: [deliver]
                  retry: {delay: 100ms}
                  env: {GREETING: "good day", PATH_TO: "$HOME/x"}
                """);
        sandbox.expectLog("exited 75");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("letter.txt"), "text");
        awaitGone(item);
        Map<String, String> first = environment(sandbox.home().resolve("env-1"));
        assertEquals("outbox", first.get("REACTOR_RULE"));
        assertEquals(item.toString(), first.get("REACTOR_PATH"));
        assertEquals(outbox.toString(), first.get("REACTOR_DIR"));
        assertEquals("letter.txt", first.get("REACTOR_NAME"));
        assertEquals(outbox.toString(), first.get("REACTOR_ROOT"));
        assertEquals("1", first.get("REACTOR_ATTEMPT"));
        assertEquals("event", first.get("REACTOR_CAUSE"));
        assertEquals("good day", first.get("GREETING"));
        assertEquals("$HOME/x", first.get("PATH_TO"));
        assertEquals(sandbox.home().toString(), first.get("HOME"));
        assertTrue(first.containsKey("REACTOR_EVENT"), first::toString);
        assertTrue(first.containsKey("SANDBOX_OF_TEST"), "what is inherited: " + first);
        Map<String, String> second = environment(sandbox.home().resolve("env-2"));
        assertEquals("2", second.get("REACTOR_ATTEMPT"));
        assertEquals("retry", second.get("REACTOR_CAUSE"));
        assertEquals(first.get("REACTOR_JOB"), second.get("REACTOR_JOB"));
    }

    @Test
    void whatWasThereAtTheStartSaysSo(Sandbox sandbox) {
        sandbox.write(sandbox.directory("outbox").resolve("item"), "");
        sandbox.script("deliver", "note cause \"$REACTOR_CAUSE\"");
        sandbox.rule("10-outbox.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        sandbox.start();
        assertEquals("start", sandbox.diary().await("cause", 1).get(0).rest());
    }

    @Test
    void itRunsInTheHomeOrWhereTheRuleSays(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        Path inbox = sandbox.directory("inbox");
        Path elsewhere = sandbox.directory("elsewhere");
        sandbox.script("where", "note \"$REACTOR_RULE\" \"$(pwd -P)\"");
        sandbox.rule("10.yaml", """
                outbox: {spool: ~/outbox, run: [where]}
                inbox: {spool: ~/inbox, run: where, cwd: ~/elsewhere}
                """);
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "");
        sandbox.write(inbox.resolve("item"), "");
        assertEquals(
                sandbox.home().toString(),
                sandbox.diary().await("outbox", 1).get(0).rest());
        assertEquals(
                elsewhere.toString(), sandbox.diary().await("inbox", 1).get(0).rest());
    }

    @Test
    void itHasThreeDescriptorsNoBlockedSignalsAndItsOwnGroup(Sandbox sandbox) throws IOException {
        Path outbox = sandbox.directory("outbox");
        sandbox.script("deliver", """
                ls /proc/self/fd >"$HOME/seen"
                # Without a child, for which the shell itself blocks signals for a moment.
                while read -r key value; do
                    case $key in SigBlk: | SigIgn:) echo "$key $value" >>"$HOME/seen" ;; esac
                done <"/proc/$$/status"
                umask >>"$HOME/seen"
                read -r _ _ _ _ group _ <"/proc/$$/stat"
                [ "$group" = $$ ] && echo own group >>"$HOME/seen"
                note ended
                """);
        sandbox.rule("10-outbox.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        String umask = sandbox.shell("umask").out();
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("ended", 1);
        String seen = Files.readString(sandbox.home().resolve("seen"));
        // The fourth is the directory that ls lists.
        assertEquals("""
                0
                1
                2
                3
                SigBlk: 0000000000000000
                SigIgn: 0000000000000000
                %sown group
                """.formatted(umask), seen);
    }

    private static List<String> hostileNames() {
        return List.of(
                "$(touch pwned)",
                "`touch pwned`",
                "a; touch pwned;",
                "two\nlines",
                "it's \"quoted\"",
                "-rf",
                "--help",
                " leading blank",
                "trailing blank ",
                "back\\slash",
                "{path}",
                "%s%n",
                "*",
                "tab\tand bell\007",
                "x".repeat(255));
    }

    @Test
    void aHostileNameArrivesUnchangedAndIsNotExecuted(Sandbox sandbox) throws IOException {
        Path listed = sandbox.directory("listed");
        Path shelled = sandbox.directory("shelled");
        sandbox.script("record", "printf '%s\\0' \"$@\" >\"$HOME/arguments\"; env -0 >\"$HOME/env\"");
        sandbox.rule("10.yaml", """
                listed:
                  spool: ~/listed
                  run: [record, "{path}", "{name}", "{dir}", "{root}", "{relpath}", "a {name} b", "--name={name}"]
                shelled:
                  spool: ~/shelled
                  run: printf '%s' "$REACTOR_NAME" >"$HOME/shell"; cat >"$HOME/content"
                """);
        sandbox.start();
        for (String name : hostileNames()) {
            Path item = sandbox.write(listed.resolve(name), "");
            Path other = sandbox.write(shelled.resolve(name), "content of " + name);
            awaitGone(item);
            awaitGone(other);
            String path = item.toString();
            String root = listed.toString();
            assertEquals(
                    List.of(path, name, root, root, name, "a " + name + " b", "--name=" + name),
                    words(sandbox.home().resolve("arguments")));
            assertEquals(name, environment(sandbox.home().resolve("env")).get("REACTOR_NAME"));
            assertEquals(name, Files.readString(sandbox.home().resolve("shell")));
            assertEquals("content of " + name, Files.readString(sandbox.home().resolve("content")));
        }
        assertEquals(
                "",
                sandbox.shell("find '" + sandbox.root() + "' -name pwned -type f")
                        .out());
    }

    /** The portable backend cannot carry such a name. */
    @Test
    void aNameThatIsNoUtf8ArrivesByteForByte(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.script("deliver", "note \"$(cat)\" $(printf '%s.%s' \"$REACTOR_NAME\" \"$1\" | od -An -tx1)");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver, \"{name}\"]}\n");
        sandbox.start("--backend", "native");
        String write =
                "name=$(printf 'a\\377\\303b') && echo text >\"aside-$name\" && mv \"aside-$name\" \"outbox/$name\"";
        assertEquals(0, sandbox.shell(write).exit());
        assertEquals(
                "61 ff c3 62 2e 61 ff c3 62",
                sandbox.diary().await("text", 1).get(0).rest());
        Limits.soon().until(() -> sandbox.shell("ls outbox").out().isEmpty());
    }

    @Test
    void stemAndExtensionArePartsOfTheName(Sandbox sandbox) throws IOException {
        Path outbox = sandbox.directory("outbox");
        sandbox.script("record", "printf '%s\\0' \"$@\" >\"$HOME/arguments\"");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [record, \"{stem}|{ext}\", \"{{name}}\"]}\n");
        sandbox.start();
        awaitGone(sandbox.write(outbox.resolve("archive.tar.gz"), ""));
        assertEquals(List.of("archive.tar|gz", "{name}"), words(sandbox.home().resolve("arguments")));
    }

    @Test
    void aFilesContentIsNeverExecuted(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [cat]}\n");
        sandbox.start();
        assertEquals(
                0,
                sandbox.shell("printf '#!/bin/sh\\ntouch \"%s/pwned\"\\n' \"$HOME\" >x; chmod 755 x; mv x outbox/x")
                        .exit());
        awaitGone(outbox.resolve("x"));
        assertTrue(Files.notExists(sandbox.home().resolve("pwned")));
    }
}
