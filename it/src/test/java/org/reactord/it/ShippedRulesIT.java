package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Mailbox;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The rules that ship as examples, as they stand in the package, with the real programs. */
@ExtendWith(SandboxExtension.class)
class ShippedRulesIT {
    private static final Path RULES = Program.reactorHome().resolve("share/reactor/rules.d");

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

    @Test
    void eachIsShortAndSaysHowToTryIt() throws IOException {
        List<Path> files;
        try (var all = Files.list(RULES)) {
            files = all.sorted().toList();
        }
        assertEquals(
                List.of("10-outbox.yaml", "20-mirror.yaml", "30-dropbox.yaml"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            assertTrue(text.lines().count() <= 20, file::toString);
            assertTrue(text.contains("# Try it:") && text.contains("# Needs "), file::toString);
        }
    }
}
