package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Mailbox;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The rules that ship as examples, as they stand in the package, with the real programs. */
@ExtendWith(SandboxExtension.class)
class ShippedRulesIT {
    private static final Path RULES = Program.reactorHome().resolve("share/reactor/rules.d");
    private static final Pattern SOURCE =
            Pattern.compile("^  (network|device|power|mount|process|system|session): .*$", Pattern.MULTILINE);
    private static final Pattern ONLY_OF_THE_SYSTEM =
            Pattern.compile("^  (enabled|at-start|settle): .*\\n", Pattern.MULTILINE);

    /** Starts the daemon on the shipped rules; what they name that is not there is warned of. */
    private static void start(Sandbox sandbox, String... directories) {
        for (String directory : directories) {
            sandbox.directory(directory);
        }
        sandbox.expectLog("' does not exist$", "there is no command 'msmtp'");
        sandbox.start("--rules", RULES.toString());
    }

    /** msmtp reads a file of its own, in the same home. */
    private static void account(Sandbox sandbox, int port) {
        Program.require("msmtp", "msmtp");
        sandbox.write(sandbox.home().resolve(".msmtprc"), """
                account default
                host 127.0.0.1
                port %d
                from me@example.org
                """.formatted(port));
    }

    private static final String MAIL = """
            From: Me <me@example.org>
            To: You <you@example.org>, Her <her@example.org>
            Subject: =?UTF-8?Q?gr=C3=BC=C3=9Fe?=
            Date: Sun, 1 Mar 2026 12:00:00 +0000
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            .
            .a line with a dot, and one with two:
            ..
            From here on it is grün und weiß, with blanks at the end: \040\040
            %s

            \tThe last line.
            """.formatted("x".repeat(900));

    @Test
    void mailArrivesByteForByteAtEverybodyItNames(Sandbox sandbox) {
        try (Mailbox mailbox = new Mailbox()) {
            account(sandbox, mailbox.port());
            start(sandbox, "Mail/outbox");
            Path item = sandbox.write(sandbox.home().resolve("Mail/outbox/letter"), MAIL);
            Limits.soon().until(() -> Files.notExists(item));
            assertEquals(1, mailbox.mails().size());
            Mailbox.Mail mail = mailbox.mails().get(0);
            assertEquals("me@example.org", mail.sender());
            assertEquals(List.of("you@example.org", "her@example.org"), mail.recipients());
            // Lines of a mail on its way end in CR LF.
            assertEquals(MAIL, mail.text().replace("\r\n", "\n"));
        }
    }

    @Test
    void mailThatIsNotTakenStaysAndIsSentLater(Sandbox sandbox) throws IOException {
        try (Mailbox mailbox = new Mailbox()) {
            account(sandbox, mailbox.port());
            sandbox.expectLog("rule 'outbox' .*msmtp exited \\d+; next attempt in 5s");
            mailbox.refuse(451, "greylisted, come again");
            start(sandbox, "Mail/outbox");
            Path item = sandbox.write(sandbox.home().resolve("Mail/outbox/letter"), MAIL);
            Limits.soon().until(() -> sandbox.status().state("outbox").equals("failing"));
            assertEquals(MAIL, Files.readString(item));
            mailbox.accept();
            Limits.soon().until(() -> Files.notExists(item));
            assertEquals(1, mailbox.mails().size());
        }
    }

    @Test
    void theMirrorFollowsEveryKindOfChange(Sandbox sandbox) throws IOException {
        Program.require("rsync", "rsync");
        start(sandbox, "notes/deep/deeper", "Mirror");
        Path notes = sandbox.home().resolve("notes");
        Path mirror = sandbox.home().resolve("Mirror/notes");
        byte[] content = new byte[200_000];
        new Random(5).nextBytes(content);
        sandbox.write(notes.resolve("deep/deeper/bytes"), content);
        sandbox.write(notes.resolve("two\nlines \"quoted\""), "odd");
        Limits.soon().until(() -> same(sandbox));
        assertArrayEquals(content, Files.readAllBytes(mirror.resolve("deep/deeper/bytes")));

        Files.move(notes.resolve("deep/deeper/bytes"), notes.resolve("-moved"));
        Files.delete(notes.resolve("two\nlines \"quoted\""));
        Files.createDirectories(notes.resolve("empty/directory"));
        Limits.soon().until(() -> same(sandbox));
        assertTrue(Files.isDirectory(mirror.resolve("empty/directory")));
        assertTrue(Files.notExists(mirror.resolve("deep/deeper/bytes")));

        assertEquals(0, sandbox.shell("chmod 600 notes/-moved").exit());
        Limits.soon().until(() -> same(sandbox));
    }

    /** Compares names, kinds, modes, times and content. */
    private static boolean same(Sandbox sandbox) {
        String listing = "rsync -a --delete --dry-run --itemize-changes --checksum notes/ Mirror/notes/ && echo done";
        return Files.isDirectory(sandbox.home().resolve("Mirror/notes"))
                && sandbox.shell(listing).out().equals("done\n");
    }

    @Test
    void whatIsDroppedIsCompressedUnderItsName(Sandbox sandbox) throws IOException {
        Program.require("gzip", "gzip");
        start(sandbox, "Drop/in");
        Path in = sandbox.home().resolve("Drop/in");
        Path out = sandbox.home().resolve("Drop/out");
        for (String name : List.of(
                "plain", "-rf", "two\nlines", "it's \"quoted\"", "$(touch pwned)", "*", " a  b ", "back\\slash")) {
            for (String content : List.of("first", "second")) {
                sandbox.write(in.resolve(name), content);
                Limits.soon().until(() -> Files.notExists(in.resolve(name)));
            }
            List<Path> both;
            try (var all = Files.list(out)) {
                both = all.sorted().toList();
            }
            assertEquals(2, both.size(), both::toString);
            assertEquals("first", gunzip(sandbox, out.resolve(name + ".gz")));
            for (Path file : both) {
                String compressed = file.getFileName().toString();
                assertTrue(compressed.startsWith(name) && compressed.endsWith(".gz"), compressed);
                assertTrue(List.of("first", "second").contains(gunzip(sandbox, file)), compressed);
                Files.delete(file);
            }
        }
        assertEquals("", sandbox.shell("find \"$HOME\" -name pwned -type f").out());
    }

    private static String gunzip(Sandbox sandbox, Path file) {
        return sandbox.exec(List.of("gunzip", "-c", file.toString())).run().out();
    }

    static Stream<Arguments> ofTheSystem() {
        return Stream.of(
                arguments("40-online.yaml", "online", "scope=machine", "mbsync --all"),
                arguments(
                        "41-keyboard.yaml",
                        "add",
                        "subsystem=input",
                        "setxkbmap -layout us -variant altgr-intl -option ctrl:nocaps"),
                arguments("42-battery.yaml", "low", "capacity=9", "notify-send --urgency=critical Battery at 9 %"),
                arguments(
                        "43-camera.yaml",
                        "mounted",
                        "target=HOME/my card",
                        "rsync -a --ignore-existing HOME/my card/DCIM/ HOME/Pictures/Camera/"),
                arguments("44-game.yaml", "started", "name=0ad", "powerprofilesctl set performance"),
                arguments("44-game.yaml", "stopped", "name=0ad", "powerprofilesctl set balanced"),
                arguments("45-sleep.yaml", "suspend", "source=system", "ssh-add -D"),
                arguments("46-lock.yaml", "lock", "user=me", "playerctl --all-players pause"),
                arguments(
                        "50-usb-backup.yaml",
                        "mounted",
                        "target=HOME/my card",
                        "rsync -a --delete HOME/Documents/ HOME/my card/Documents/"));
    }

    /** The rule, switched on, but with an event of this name as its source. */
    private static String sent(String rules, String word) {
        String sent = SOURCE.matcher(rules).replaceFirst("  event: " + word);
        assertNotEquals(rules, sent);
        return ONLY_OF_THE_SYSTEM.matcher(sent).replaceAll("");
    }

    /** The command of each, with programs that say what they were asked; what it waits for is sent, so nobody has to pull a plug. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ofTheSystem")
    void aRuleOfTheSystemRunsWhatItSays(String file, String word, String field, String said, Sandbox sandbox)
            throws IOException {
        sandbox.directory("my card/DCIM");
        Path diary = sandbox.home().resolve("said");
        sandbox.script(said.substring(0, said.indexOf(' ')), "echo \"${0##*/} $*\" >>'" + diary + "'");
        String rules = Files.readString(RULES.resolve(file));
        sandbox.rule(file, sent(rules, word));
        sandbox.start();

        String home = sandbox.home().toString();
        assertEquals(0, sandbox.ctl("emit", word, field.replace("HOME", home)).exit());
        Limits.soon().until(() -> Files.exists(diary));
        assertEquals(said.replace("HOME", home) + "\n", Files.readString(diary));
        String rule = file.substring(3, file.length() - ".yaml".length());
        Limits.soon().until(() -> !sandbox.status().busy(rule));
        assertEquals("ok", sandbox.status().state(rule));
    }

    @Test
    void whatIsNoCameraIsLeftAlone(Sandbox sandbox) throws IOException {
        sandbox.directory("stick");
        sandbox.rule("43-camera.yaml", sent(Files.readString(RULES.resolve("43-camera.yaml")), "mounted"));
        sandbox.start();
        assertEquals(
                0,
                sandbox.ctl("emit", "mounted", "target=" + sandbox.home().resolve("stick"))
                        .exit());
        Limits.soon().until(() -> sandbox.status().number("camera", "succeeded") == 1);
        assertTrue(Files.notExists(sandbox.home().resolve("Pictures")));
    }

    @Test
    void eachIsShortAndSaysHowToTryIt() throws IOException {
        List<Path> files;
        try (var all = Files.list(RULES)) {
            files = all.sorted().toList();
        }
        assertEquals(
                List.of(
                        "10-outbox.yaml",
                        "20-mirror.yaml",
                        "30-dropbox.yaml",
                        "40-online.yaml",
                        "41-keyboard.yaml",
                        "42-battery.yaml",
                        "43-camera.yaml",
                        "44-game.yaml",
                        "45-sleep.yaml",
                        "46-lock.yaml",
                        "50-usb-backup.yaml",
                        "51-outbox-roaming.yaml"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            assertTrue(text.lines().count() <= 20, file::toString);
            assertTrue(text.contains("# Try it:") && text.contains("# Needs "), file::toString);
        }
    }
}
