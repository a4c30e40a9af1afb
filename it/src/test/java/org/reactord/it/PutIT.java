package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** {@code put}: a file is in its spool whole or not at all, whatever dies or is full. */
@ExtendWith(SandboxExtension.class)
class PutIT {
    private static final int KILLS = 20;
    private static final int LARGE = 4 << 20;
    private static final int LATEST_KILL = 700;

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What a rule would take for an item. */
    private static List<String> items(Path directory) throws IOException {
        return names(directory).stream().filter(name -> !name.startsWith(".")).toList();
    }

    /** Has lines of shell find the program. */
    private static Path spool(Sandbox sandbox) throws IOException {
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactorctl"), Program.reactorctl());
        return sandbox.directory("outbox");
    }

    private static Path large(Sandbox sandbox) throws IOException {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        return Files.write(sandbox.home().resolve("large"), content);
    }

    @Test
    void whatIsPutIsDelivered(Sandbox sandbox) throws IOException {
        Path outbox = spool(sandbox);
        sandbox.script("deliver", "cat >\"$HOME/got\"; printf %s \"$REACTOR_NAME\" >\"$HOME/name\"; note delivered");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver]}");
        sandbox.start();
        String put = "printf 'one\\0two' | reactorctl put outbox \"$(printf 'a \\377\\nb')\"";
        Ended ended = sandbox.shell("export LC_ALL=C; " + put);
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        sandbox.diary().await("delivered", 1);
        Limits.soon().until(() -> names(outbox).isEmpty());
        assertEquals(0, sandbox.shell("printf 'one\\0two' | cmp - got").exit());
        assertEquals(0, sandbox.shell("printf 'a \\377\\nb' | cmp - name").exit());
    }

    @Test
    void withoutANameItGetsOneAndSaysWhich(Sandbox sandbox) throws IOException {
        Path outbox = spool(sandbox);
        Ended ended = sandbox.shell("for i in 1 2 3; do echo $i | reactorctl put outbox; done");
        assertEquals(0, ended.exit(), ended::toString);
        List<String> printed = ended.out()
                .lines()
                .map(line -> line.replaceFirst("outbox/", ""))
                .toList();
        assertEquals(names(outbox), printed, "they sort as they came");
        assertEquals(3, printed.size());
    }

    @Test
    void itNeverTakesTheNameOfAnotherNorAHiddenOne(Sandbox sandbox) throws IOException {
        Path outbox = spool(sandbox);
        sandbox.write(outbox.resolve("a"), "first");
        Ended taken = sandbox.ctl("put", outbox.toString(), "a");
        assertEquals(1, taken.exit());
        assertTrue(taken.err().contains("outbox/a is there already"), taken::toString);
        assertEquals("first", Files.readString(outbox.resolve("a")));
        for (String name : List.of(".hidden", "b/c", "c~", "")) {
            assertEquals(2, sandbox.ctl("put", outbox.toString(), name).exit(), name);
        }
        Ended nowhere = sandbox.ctl("put", outbox.resolve("none").toString(), "a");
        assertEquals(1, nowhere.exit());
        assertTrue(nowhere.err().contains("is no directory; nothing was put"), nowhere::toString);
        assertEquals(List.of("a"), names(outbox));
    }

    @Test
    void aFullDiskIsAFailureAndLeavesNothing(Sandbox sandbox) throws IOException {
        Program.require("unshare", "util-linux");
        spool(sandbox);
        large(sandbox);
        Ended ended = sandbox.shell("unshare -Urm sh -c 'mount -t tmpfs -o size=1m none outbox;"
                + " reactorctl put outbox a <large; echo exit $?; ls -A outbox | wc -l'");
        assertTrue(ended.out().matches("exit 1\\n0\\n"), ended::toString);
        assertTrue(ended.err().contains("No space left on device; nothing was put"), ended::toString);
    }

    @Test
    void theNameComesAfterTheContentIsOnTheDiskAndTheEndAfterTheName(Sandbox sandbox) throws IOException {
        Program.require("strace", "strace");
        spool(sandbox);
        Ended ended = sandbox.shell("echo text | strace -f -y -o trace"
                + " -e trace=write,fsync,fdatasync,link,linkat,rename,renameat,renameat2"
                + " reactorctl put outbox a");
        assertEquals(0, ended.exit(), ended::toString);
        List<String> steps = new ArrayList<>();
        Pattern call = Pattern.compile("(write|fsync|link|rename)[a-z0-9]*\\(.*outbox");
        for (String line : Files.readAllLines(sandbox.home().resolve("trace"))) {
            Matcher matcher = call.matcher(line);
            if (matcher.find()) {
                steps.add(matcher.group(1));
            }
        }
        assertEquals(List.of("write", "fsync", "link", "fsync"), steps);
    }

    @Test
    void aDiskThatCannotBeSyncedIsAFailureAndLeavesNothing(Sandbox sandbox) throws IOException {
        Program.require("strace", "strace");
        Path outbox = spool(sandbox);
        for (int which = 1; which <= 2; which++) { // the file's, the directory's
            Ended ended = sandbox.shell("echo text | strace -f -o /dev/null -e inject=fsync:error=EIO:when=" + which
                    + " reactorctl put outbox a");
            assertEquals(1, ended.exit(), ended::toString);
            assertTrue(ended.err().contains("Input/output error; nothing was put"), ended::toString);
            assertEquals(List.of(), names(outbox));
        }
    }

    @Test
    void killedAtAnyMomentItLeavesAllOrNothing(Sandbox sandbox) throws Exception {
        Path outbox = spool(sandbox);
        Path large = large(sandbox);
        Random moments = new Random(3);
        int whole = 0;
        for (int i = 0; i < KILLS; i++) {
            Process put = sandbox.client("put", outbox.toString(), "item-" + i)
                    .stdin(large)
                    .start();
            if (!put.waitFor(moments.nextInt(LATEST_KILL), TimeUnit.MILLISECONDS)) {
                put.destroyForcibly().waitFor();
            } else {
                assertEquals(0, put.exitValue());
                whole++;
            }
        }
        for (String name : items(outbox)) {
            assertEquals(-1, Files.mismatch(large, outbox.resolve(name)), name);
        }
        assertTrue(items(outbox).size() >= whole);
    }

    @Test
    void whoIsToldToEndHalfWayLeavesNothing(Sandbox sandbox) throws Exception {
        Path outbox = spool(sandbox);
        Process put = sandbox.exec(List.of("/bin/sh", "-c", "exec reactorctl put outbox a <&0"))
                .in(sandbox.home())
                .piped()
                .start();
        try (OutputStream input = put.getOutputStream()) {
            input.write(new byte[LARGE / 2]);
            input.flush();
            Limits.soon().until(() -> !names(outbox).isEmpty());
            assertEquals(List.of(), items(outbox), "it is not there before it is whole");
            put.toHandle().destroy(); // its input stays open
            assertTrue(put.waitFor(Limits.END.toMillis(), TimeUnit.MILLISECONDS));
        }
        assertEquals(List.of(), names(outbox));
    }
}
