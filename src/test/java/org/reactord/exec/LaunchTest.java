package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.Outcome;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.OpenFlags;
import org.reactord.rule.StdinMode;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class LaunchTest {
    private static final byte[] HOSTILE = {
        '-', 'a', (byte) 0xff, '\n', '"', ' ', '$', '(', 'x', ')', (byte) 0xc3, (byte) 0xa9
    };

    @TempDir
    Path directory;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(directory);
    }

    @AfterEach
    void close() {
        launches.close();
    }

    private Path hostileFile() throws IOException {
        Path file = PathBytes.toPath(PathBytes.of(directory).resolve(HOSTILE));
        return Files.writeString(file, "content");
    }

    @Test
    void exitStatusIsTheOutcome() {
        assertEquals(new Outcome.Exited(0), launches.shell(":").run().outcome());
        assertEquals(new Outcome.Exited(75), launches.shell("exit 75").run().outcome());
        assertEquals(
                new Outcome.Signalled("USR1", false),
                launches.shell("kill -USR1 $$").run().outcome());
    }

    @Test
    void argumentsArriveByteForByte() throws IOException {
        launches.item(hostileFile()).exec("printf", "%s", "{name}").run();
        assertArrayEquals(HOSTILE, launches.run().output().stdout());
        assertEquals("a {x} ", launches.exec("printf", "%s", "a {{x}} ").run().stdout(), "one argument, never split");
    }

    @Test
    void environmentArrivesByteForByte() throws IOException {
        launches.env.put("MINE", "é\n");
        launches.item(hostileFile()).shell("printf %s \"$REACTOR_NAME|$MINE\"");
        byte[] expected = new byte[HOSTILE.length + 4];
        System.arraycopy(HOSTILE, 0, expected, 0, HOSTILE.length);
        System.arraycopy("|é\n".getBytes(StandardCharsets.UTF_8), 0, expected, HOSTILE.length, 4);
        assertArrayEquals(expected, launches.run().output().stdout());
    }

    @Test
    void tellsAboutTheJobOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("f.txt"), "x");
        launches.item(file).shell("env | grep ^REACTOR_ | sort");
        assertEquals(
                "REACTOR_ATTEMPT=3\nREACTOR_CAUSE=event\nREACTOR_DIR=" + directory + "\nREACTOR_EVENT=written\n"
                        + "REACTOR_JOB=j1\nREACTOR_NAME=f.txt\nREACTOR_PATH=" + file + "\nREACTOR_ROOT=" + directory
                        + "\nREACTOR_RULE=the rule\n",
                launches.run().stdout());
    }

    @Test
    void tellsWhereAMovedFileCameFrom() {
        BytePath root = PathBytes.of(directory);
        launches.item(directory.resolve("new"));
        launches.changes = List.of(new FileChange(
                root,
                root.resolve(BytePath.ofUtf8("new")),
                Change.MOVED,
                FileKind.REGULAR,
                Optional.of(root.resolve(BytePath.ofUtf8("old"))),
                Optional.empty()));
        assertEquals(
                "moved " + directory + "/old",
                launches.shell("printf %s \"$REACTOR_EVENT $REACTOR_OLD_PATH\"")
                        .run()
                        .stdout());
    }

    @Test
    void tellsTheChangesOfABatchAsJson() throws IOException {
        launches.changes = List.of(
                launches.change(
                        PathBytes.toPath(PathBytes.of(directory).resolve(BytePath.ofUtf8("ä \"b"))), Optional.empty()),
                launches.change(hostileFile(), Optional.empty()));
        launches.shell(
                "stat -c %a \"$REACTOR_EVENT_FILE\" >&2; cat \"$REACTOR_EVENT_FILE\"; echo \" $REACTOR_EVENT\" >&2");
        Launches.End end = launches.run();

        assertEquals("600\n batch\n", new String(end.output().stderr(), StandardCharsets.UTF_8));
        JsonObject json = JsonParser.parseString(end.stdout()).getAsJsonObject();
        assertEquals(1, json.get("format_version").getAsInt());
        assertEquals("the rule", json.get("rule").getAsString());
        assertEquals("j1", json.get("job").getAsString());
        assertEquals(3, json.get("attempt").getAsInt());
        assertEquals("event", json.get("cause").getAsString());
        JsonArray changes = json.get("changes").getAsJsonArray();
        JsonObject text = changes.get(0).getAsJsonObject();
        assertEquals(directory + "/ä \"b", text.get("path").getAsString());
        assertEquals("written", text.get("event").getAsString());
        assertEquals("regular", text.get("kind").getAsString());
        assertEquals(directory.toString(), text.get("root").getAsString());
        assertTrue(text.get("path_base64") == null && text.get("from") == null);
        JsonObject bytes = changes.get(1).getAsJsonObject();
        assertArrayEquals(
                PathBytes.of(directory).resolve(HOSTILE).bytes(),
                java.util.Base64.getDecoder().decode(bytes.get("path_base64").getAsString()));
        assertNothingLeftInRunDirectory();
    }

    @Test
    void givesTheChangesOnStandardInput() throws IOException {
        launches.changes = List.of(
                launches.change(directory.resolve("one"), Optional.empty()),
                launches.change(hostileFile(), Optional.empty()));
        launches.stdin = StdinMode.PATHS0;
        byte[] paths = launches.shell("cat").run().output().stdout();
        byte[] hostile = PathBytes.of(directory).resolve(HOSTILE).bytes();
        String one = directory + "/one\0";
        assertEquals(one, new String(paths, 0, one.length(), StandardCharsets.US_ASCII));
        assertArrayEquals(hostile, java.util.Arrays.copyOfRange(paths, one.length(), paths.length - 1));

        launches.stdin = StdinMode.JSON;
        assertEquals(
                "same",
                launches.shell("cmp - \"$REACTOR_EVENT_FILE\" && printf same")
                        .run()
                        .stdout());
        launches.item(hostileFile());
        assertEquals(
                "same",
                launches.shell("cmp - \"$REACTOR_EVENT_FILE\" && printf same")
                        .run()
                        .stdout());
        assertNothingLeftInRunDirectory();
    }

    @Test
    void nothingIsOnStandardInputUnlessAskedFor() {
        assertEquals(
                "/dev/null",
                launches.shell("printf %s \"$(readlink /proc/$$/fd/0)\"").run().stdout());
    }

    @Test
    void theFileItselfIsStandardInput() throws IOException {
        Path file = hostileFile();
        launches.stdin = StdinMode.FILE;
        assertEquals("content", launches.item(file).exec("cat").run().stdout());
    }

    @Test
    void whoNeverReadsALargeFileSucceeds() throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[10_000_000]);
        launches.stdin = StdinMode.FILE;
        launches.item(file);
        assertEquals(new Outcome.Exited(0), launches.exec("true").run().outcome());
        assertEquals("10000000\n", launches.shell("wc -c").run().stdout());
    }

    @Test
    void startsInTheDirectoryOfTheRuleOrAtHome() throws IOException {
        launches.shell("pwd; printf %s \"$PWD\"");
        launches.env.put("HOME", directory.toString());
        assertEquals(directory + "\n" + directory, launches.run().stdout());
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        launches.cwd = Optional.of(PathBytes.of(elsewhere));
        assertEquals(elsewhere + "\n" + elsewhere, launches.run().stdout());
    }

    @Test
    void looksForProgramsInThePathOfTheChild() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        script(bin.resolve("greet"), "#!/bin/sh\necho hello\n");
        launches.env.put("PATH", "/nowhere::" + bin + ":/usr/bin:/bin");
        assertEquals("hello\n", launches.exec("greet").run().stdout());
        launches.cwd = Optional.of(PathBytes.of(bin));
        launches.env.put("PATH", "/usr/bin:");
        assertEquals("hello\n", launches.exec("greet").run().stdout(), "an empty entry is the child's directory");
        assertEquals("hello\n", launches.exec("./greet").run().stdout());
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void twoHundredAtOnceLeaveNothingBehind() throws IOException {
        launches.shell("echo out; echo err >&2; read line < /dev/null; exit 7").run();
        int before = Launches.openDescriptors();
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            attempts.add(launches.start());
        }
        for (Attempt attempt : attempts) {
            Launches.End end = launches.end(attempt);
            assertEquals(new Outcome.Exited(7), end.outcome());
            assertEquals("out\n", end.stdout());
            launches.launcher().forget(attempt.job());
        }
        await().until(() -> Launches.openDescriptors() <= before);
        long zombies = ProcessHandle.current().children().count();
        assertEquals(0, zombies, "children left");
        assertNothingLeftInRunDirectory();
    }

    @Test
    void noDescriptorsIsDeferred() throws IOException {
        // What the JVM of the tests reads from files of their own it has to have read before: classes, and the time
        // zones that the first line of a log needs.
        assertTrue(SpawnErrors.isPassing(Errno.EMFILE));
        LoggerFactory.getLogger(LaunchTest.class).warn("soon there is no descriptor left");
        Files.writeString(launches.runDirectory(), "in the way");
        assertInstanceOf(Outcome.Deferred.class, launches.run().outcome());
        Files.delete(launches.runDirectory());
        List<Integer> taken = new ArrayList<>();
        launches.per = org.reactord.rule.Per.FILE;
        launches.run();
        int fd;
        while ((fd = Fd.open(new byte[] {'/'}, OpenFlags.O_CLOEXEC)) >= 0) {
            taken.add(fd);
        }
        assertEquals(-Errno.EMFILE, fd);
        Outcome outcome;
        try {
            outcome = launches.run().outcome();
        } finally {
            taken.forEach(Fd::close);
        }
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
    }

    @Test
    void whatAnEarlierDaemonLeftIsRemoved() throws IOException {
        launches.close();
        Files.createDirectories(launches.runDirectory());
        Path left = Files.writeString(launches.runDirectory().resolve("12-abc.json"), "{");
        Path other = Files.writeString(launches.runDirectory().resolve("readme"), "");
        launches = new Launches(directory);
        assertTrue(Files.notExists(left) && Files.exists(other));
    }

    private void assertNothingLeftInRunDirectory() throws IOException {
        try (java.util.stream.Stream<Path> left = Files.list(launches.runDirectory())) {
            assertEquals(List.of(), left.toList());
        }
    }
}
