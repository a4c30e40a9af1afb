package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Rule files that come, change and go are noticed: told in the status, or applied where that was asked for. */
@ExtendWith(SandboxExtension.class)
class RuleFilesIT {
    private static final String OUTBOX = "outbox: {spool: ~/outbox, run: [deliver]}\n";
    private static final String TO_APPLY = " changed, `reactorctl reload` to apply: ";

    private static int changed(Sandbox sandbox) {
        return ControlSocket.data(sandbox.socket(), "status")
                .get("changed_files")
                .getAsJsonArray()
                .size();
    }

    private static void awaitChanged(Sandbox sandbox, int files) {
        Limits.soon().alias(files + " files that have changed").until(() -> changed(sandbox) == files);
    }

    private static void awaitRules(Sandbox sandbox, String... names) {
        Limits.soon().until(() -> sandbox.status().ruleNames().equals(List.of(names)));
    }

    private static void prepare(Sandbox sandbox) {
        sandbox.script("deliver", "note \"$REACTOR_RULE\"");
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", OUTBOX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "portable"})
    void whatHasChangedIsToldUntilItIsAppliedOrUndone(String backend, Sandbox sandbox) throws IOException {
        prepare(sandbox);
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        sandbox.start("--backend", backend).expectWatchesMore(1);
        Path second = sandbox.rules().resolve("20.yaml");
        sandbox.rule("10.yaml", OUTBOX + "more: {event: y, run: 'true'}\n");
        Files.delete(second);
        sandbox.rule("30.yaml", "third: {event: z, run: 'true'}\n");
        awaitChanged(sandbox, 3);
        String text = sandbox.ctl("status").out();
        assertTrue(text.contains("\n3 files" + TO_APPLY + "10.yaml, 20.yaml, 30.yaml\n"), text);
        assertTrue(sandbox.ctl("info").out().contains("30.yaml"));
        assertEquals(List.of("outbox", "second"), sandbox.status().ruleNames());
        Files.delete(sandbox.rules().resolve("30.yaml"));
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        awaitChanged(sandbox, 1);
        assertEquals(0, sandbox.ctl("reload").exit());
        assertEquals(0, changed(sandbox));
        sandbox.rule("10.yaml", OUTBOX);
        awaitChanged(sandbox, 1);
        sandbox.rule("10.yaml", OUTBOX + "more: {event: y, run: 'true'}\n");
        awaitChanged(sandbox, 0);
    }

    @Test
    void whatEditorsLeaveIsNoRuleFile(Sandbox sandbox) {
        prepare(sandbox);
        sandbox.start();
        for (String name : List.of("10.yaml~", ".10.yaml.swp", "#10.yaml#", "README", "20.yaml.dpkg-new", "4913")) {
            sandbox.write(sandbox.rules().resolve(name), "x: {}\n");
        }
        sandbox.rule("30.yaml", OUTBOX);
        awaitChanged(sandbox, 1);
    }

    @Test
    void whoLooksOnSeesItAndThenNobodyIsAwake(Sandbox sandbox) throws IOException {
        prepare(sandbox);
        ReactorProcess daemon = sandbox.start();
        Process watching = sandbox.exec(List.of(
                        "/bin/sh", "-c", "exec '" + Program.reactorctl() + "' status --watch >\"$HOME/watched\""))
                .start();
        Path watched = sandbox.home().resolve("watched");
        Limits.soon()
                .until(() -> Files.exists(watched) && Files.readString(watched).contains("all fine"));
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        Limits.soon().until(() -> Files.readString(watched).contains("1 file" + TO_APPLY + "20.yaml"));
        assertEquals(0, sandbox.ctl("status").exit());
        // What has looked is not there any more: a thread that waits for nothing is none that could wake.
        Limits.soon().ignoreExceptions().until(() -> !threads(daemon).contains("rule-files"));
        assertTrue(threads(daemon).contains("loop"));
        assertEquals(0, sandbox.ctl("shutdown").exit());
        Limits.soon().until(() -> !watching.isAlive());
    }

    private static List<String> threads(ReactorProcess daemon) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(daemon.pid()), "task"))) {
            for (Path task : tasks) {
                Path name = task.resolve("comm");
                names.add(Files.exists(name) ? Files.readString(name).strip() : "");
            }
        }
        return names;
    }

    @Test
    void aDirectoryThatComesLaterIsNoticed(Sandbox sandbox) throws IOException {
        Files.delete(sandbox.rules());
        sandbox.expectLog("there is no such directory");
        sandbox.start("--auto-reload");
        sandbox.script("deliver", "note \"$REACTOR_RULE\"");
        Path outbox = sandbox.directory("outbox");
        Files.createDirectories(sandbox.rules());
        sandbox.rule("10.yaml", OUTBOX);
        awaitRules(sandbox, "outbox");
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("outbox", 1);
    }

    @Test
    void filesAreAppliedTogetherAndABrokenOneChangesNothing(Sandbox sandbox) throws IOException {
        prepare(sandbox);
        sandbox.expectLog("20.yaml", "rule files changed: 1 error; the previous rules stay", "^  ", "did you mean");
        ReactorProcess daemon = sandbox.start("--auto-reload");
        sandbox.rule("20.yaml", "second: {event: x, rnu: 'true'}\n");
        daemon.awaitSaid("rule files changed: .*; the previous rules stay in force");
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        assertEquals(1, changed(sandbox));
        sandbox.rule("30.yaml~", "x"); // something happens, and the broken file is what it was
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        sandbox.rule("30.yaml", "third: {event: y, run: 'true'}\n");
        awaitRules(sandbox, "outbox", "second", "third");
        awaitChanged(sandbox, 0);
        Files.delete(sandbox.rules().resolve("20.yaml"));
        awaitRules(sandbox, "outbox", "third");
        assertEquals(1, said(daemon, "the previous rules stay"));
    }

    @Test
    void aFileThatIsNotTrustedIsTakenOnceItIs(Sandbox sandbox) throws IOException {
        prepare(sandbox);
        sandbox.expectLog("can be written by everybody", "rule files changed: 1 error", "hint: chmod go-w");
        ReactorProcess daemon = sandbox.start("--auto-reload");
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        awaitRules(sandbox, "outbox", "second");
        Path open = sandbox.rules().resolve("20.yaml");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        daemon.awaitSaid("rule files changed: 1 error");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
        awaitChanged(sandbox, 0);
        assertEquals(List.of("outbox", "second"), sandbox.status().ruleNames());
    }

    /** The daemon only reads there, and has its own tree: a rule on the directory has its runs, and no more. */
    @Test
    void aRuleMayWatchTheDirectoryOfItsOwn(Sandbox sandbox) {
        sandbox.script("deliver", "note \"$REACTOR_RULE\"");
        sandbox.rule("10.yaml", "rules: {watch: " + sandbox.rules() + ", run: [deliver], settle: 200ms}\n");
        ReactorProcess daemon = sandbox.start("--auto-reload");
        sandbox.rule("20.yaml", "second: {event: x, run: 'true'}\n");
        awaitRules(sandbox, "rules", "second");
        sandbox.diary().await("rules", 1);
        sandbox.rule("30.yaml", "third: {event: x, run: 'true'}\n");
        awaitRules(sandbox, "rules", "second", "third");
        sandbox.diary().await("rules", 2);
        assertEquals(2, said(daemon, "rule files changed, reloaded"));
        Limits.soon().until(() -> sandbox.status().number("rules", "succeeded") == 2);
    }

    @Test
    void aDirectoryThatIsGoneTakesNoRuleAlong(Sandbox sandbox) throws IOException {
        prepare(sandbox);
        ReactorProcess daemon = sandbox.start("--auto-reload");
        Path aside = sandbox.home().resolve("aside");
        Files.move(sandbox.rules(), aside);
        awaitChanged(sandbox, 1);
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        Files.move(aside, sandbox.rules());
        awaitChanged(sandbox, 0);
        assertFalse(daemon.said("rule files changed"));
    }

    private static long said(ReactorProcess daemon, String part) {
        return daemon.lines().stream()
                .filter(line -> line.sentence().contains(part))
                .count();
    }
}
