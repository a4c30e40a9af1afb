package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * reactor.migration(7): what another program does with the configuration that the page shows, the rule beside it does
 * too. Watchexec is in no package of Debian, and units need systemd as the first process, so of these the rule alone is
 * run; the units are read by {@code systemd-analyze}.
 */
@ExtendWith(SandboxExtension.class)
class MigrationIT {
    private static final ManualPage PAGE = new ManualPage("reactor.migration.7");

    /** What another program is given, with the home directory of this case. */
    private static String given(Sandbox sandbox, String peer) throws IOException {
        List<String> blocks = PAGE.blocks("peer " + peer);
        assertEquals(1, blocks.size(), peer);
        return blocks.get(0).replace("/home/you", sandbox.home().toString());
    }

    private static Path file(Sandbox sandbox, String name, String text) throws IOException {
        Path file = sandbox.home().resolve(name);
        Files.createDirectories(file.getParent());
        return sandbox.write(file, text);
    }

    /** Has another program, which watches a directory, do it for one file, and nobody else. */
    private static void theyDo(Sandbox sandbox, List<String> command, Path file, Callable<Boolean> done) {
        sandbox.exec(command).start();
        sandbox.awaitWatched(Objects.requireNonNull(file.getParent()));
        sandbox.write(file, "a{}\n");
        Limits.soon().alias(command + " does it").until(done);
        sandbox.endCommands();
    }

    /** Has the daemon do it for a file, by the rule of this name. */
    private static void weDo(Sandbox sandbox, String rule, Path file, Callable<Boolean> done) throws IOException {
        start(sandbox, rule);
        sandbox.write(file, "a{}\n");
        Limits.soon().alias(rule + " does it").until(done);
        Limits.soon().until(() -> !sandbox.status().busy(rule));
    }

    private static void start(Sandbox sandbox, String rule) throws IOException {
        List<String> rules = PAGE.blocks("rules").stream()
                .filter(block -> block.startsWith(rule + ":\n"))
                .toList();
        assertEquals(1, rules.size(), rule);
        sandbox.rule("10.yaml", rules.get(0));
        sandbox.start();
    }

    @Test
    void incron(Sandbox sandbox) throws IOException {
        Path incrond = Program.require("incrond", "incron");
        sandbox.script("ocr", "note ocr \"$1\"\n");
        Path scans = sandbox.directory("Scans");
        file(sandbox, "incron.d/table", given(sandbox, "incron"));
        sandbox.directory("incron");
        Path configuration = file(sandbox, "incron.conf", """
                system_table_dir = %1$s/incron.d
                user_table_dir = %1$s/incron
                lockfile_dir = %1$s
                lockfile_name = incrond
                """.formatted(sandbox.home()));
        Path first = scans.resolve("first");
        List<String> asRoot = List.of("unshare", "-Ur", incrond.toString(), "-n", "-f", configuration.toString());
        theyDo(sandbox, asRoot, first, () -> sandbox.diary().count("ocr " + first) == 1);
        Path second = scans.resolve("second");
        weDo(sandbox, "scans", second, () -> sandbox.diary().count("ocr " + second) == 1);
    }

    @Test
    void systemdPathUnits(Sandbox sandbox) throws IOException {
        Path analyze = Program.require("systemd-analyze", "systemd");
        sandbox.script("send-all", "");
        sandbox.script("send", "note sent \"$(cat)\"\n");
        Path path = file(sandbox, "units/outbox.path", given(sandbox, "outbox.path"));
        Path service = file(sandbox, "units/outbox.service", given(sandbox, "outbox.service"));
        Ended verified = sandbox.exec(
                        List.of(analyze.toString(), "verify", "--user", path.toString(), service.toString()))
                .env("XDG_RUNTIME_DIR", sandbox.directory("runtime").toString())
                .run();
        assertEquals(0, verified.exit(), verified::toString);
        assertEquals("", verified.said());
        Path outbox = sandbox.directory("Outbox");
        weDo(sandbox, "outbox", outbox.resolve("letter"), () -> sandbox.diary().count("sent a{}") == 1);
        assertTrue(Files.notExists(outbox.resolve("letter")));
    }

    @Test
    void watchexec(Sandbox sandbox) throws IOException {
        sandbox.script("make", "note make \"$1\" in \"$PWD\"\n");
        Path below = sandbox.directory("project/src/below");
        weDo(
                sandbox,
                "tests",
                below.resolve("one.c"),
                () -> sandbox.diary().count("make test in " + sandbox.home().resolve("project")) == 1);
    }

    @Test
    void loopsAroundInotifywait(Sandbox sandbox) throws IOException {
        Program.require("inotifywait", "inotify-tools");
        Path in = sandbox.directory("Drop/in");
        Path out = sandbox.directory("Drop/out");
        List<String> loop = List.of("/bin/sh", "-c", given(sandbox, "inotifywait"));
        for (String name : List.of("first", "second")) {
            Path file = in.resolve(name);
            Callable<Boolean> done = () -> Files.exists(out.resolve(name + ".gz")) && Files.notExists(file);
            if (name.equals("first")) {
                theyDo(sandbox, loop, file, done);
            } else {
                weDo(sandbox, "compress", file, done);
            }
            assertEquals(
                    "a{}\n",
                    sandbox.shell("gunzip -c 'Drop/out/" + name + ".gz'").out());
        }
    }

    @Test
    void extsmail(Sandbox sandbox) throws IOException {
        Path extsmaild = Program.require("extsmaild", "extsmail");
        sandbox.script("ssh", "note ssh \"$*\": \"$(grep Subject)\"\n");
        sandbox.directory(".extsmail/spool");
        file(sandbox, ".extsmail/conf", given(sandbox, "extsmail conf"));
        file(sandbox, ".extsmail/externals", given(sandbox, "extsmail externals"));
        Path message = file(sandbox, "message", "To: you@example.org\nSubject: hello\n\nIt works.\n");
        String deed = "ssh -q shell.example.org /usr/sbin/sendmail -t: Subject: hello";
        // It asks the system for the home directory, not HOME.
        String atHome = "chmod 700 .extsmail/spool && mount --bind \"$HOME\" ~root && extsmail <'" + message + "' && "
                + extsmaild + " -m batch";
        Ended sent = sandbox.exec(List.of("unshare", "-Urm", "/bin/sh", "-c", atHome))
                .in(sandbox.home())
                .run();
        assertEquals(0, sent.exit(), sent::toString);
        assertEquals(1, sandbox.diary().count(deed));

        sandbox.directory("Mail/outbox");
        start(sandbox, "mail");
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactorctl"), Program.reactorctl());
        Path sendmail = file(sandbox, "sendmail", PAGE.blocks("sendmail").get(0));
        Ended put = sandbox.shell("chmod +x '" + sendmail + "' && '" + sendmail + "' -- you@example.org <message");
        assertEquals(0, put.exit(), put::toString);
        assertEquals("", put.said());
        Limits.soon().until(() -> sandbox.diary().count(deed) == 2);
    }

    @Test
    void lsyncd(Sandbox sandbox) throws IOException {
        Path lsyncd = Program.require("lsyncd", "lsyncd");
        Program.require("rsync", "rsync");
        Path notes = sandbox.directory("notes");
        Path mirror = sandbox.directory("Mirror/notes");
        Path configuration = file(sandbox, "lsyncd.lua", given(sandbox, "lsyncd"));
        theyDo(
                sandbox,
                List.of(lsyncd.toString(), configuration.toString()),
                notes.resolve("first"),
                () -> Files.exists(mirror.resolve("first")));
        Files.delete(notes.resolve("first"));
        weDo(
                sandbox,
                "mirror",
                notes.resolve("second"),
                () -> Files.exists(mirror.resolve("second")) && Files.notExists(mirror.resolve("first")));
    }

    @Test
    void direvent(Sandbox sandbox) throws IOException {
        Path direvent = Program.require("direvent", "direvent");
        sandbox.script("sort-in", "note sort-in \"$1\" in \"$PWD\"\n");
        Path inbox = sandbox.directory("Inbox");
        Path configuration = file(sandbox, "direvent.conf", given(sandbox, "direvent"));
        theyDo(
                sandbox,
                List.of(direvent.toString(), "--foreground", configuration.toString()),
                inbox.resolve("first"),
                () -> sandbox.diary().count("sort-in first in " + inbox) == 1);
        weDo(sandbox, "inbox", inbox.resolve("second"), () -> sandbox.diary().count("sort-in second in " + inbox) == 1);
    }

    @Test
    void watchmanTriggers(Sandbox sandbox) throws IOException {
        Path watchman = Program.require("watchman", "watchman");
        sandbox.script("make-css", "note make-css \"${1##*/}\" in \"$PWD\"\n");
        Path site = sandbox.directory("site");
        String home = sandbox.home().toString();
        sandbox.script("watchman", "exec " + watchman + " --no-spawn --sockname='" + home + "/watchman' \"$@\"\n");
        List<String> server = List.of(
                "/bin/sh",
                "-c",
                watchman + " --foreground --sockname='" + home + "/watchman' --logfile='" + home
                        + "/watchman.log' --statefile='" + home + "/watchman.state' --pidfile='" + home
                        + "/watchman.pid' &\nuntil watchman version; do sleep 0.1; done\n"
                        + given(sandbox, "watchman"));
        theyDo(
                sandbox,
                server,
                site.resolve("first.scss"),
                () -> sandbox.diary().count("make-css first.scss in " + site) == 1);
        weDo(
                sandbox,
                "css",
                site.resolve("second.scss"),
                () -> sandbox.diary().count("make-css second.scss in " + site) == 1);
    }
}
