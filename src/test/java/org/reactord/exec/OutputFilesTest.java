package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.WholeOutput;
import org.reactord.rule.Command;
import org.reactord.rule.OnFailure;

/** All that a command says goes to files, for a rule whose failures somebody is told of. */
@Timeout(60)
class OutputFilesTest {
    @TempDir
    Path directory;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = open(directory);
        launches.onFailure =
                new OnFailure(Optional.of(new Command.Shell("tell")), Duration.ofMinutes(10), Duration.ofHours(1));
    }

    Launches open(Path where) {
        return new Launches(where);
    }

    @AfterEach
    void close() {
        launches.close();
    }

    private long left() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(launches.runDirectory())) {
            return files.count();
        }
    }

    private static byte[] content(org.reactord.event.BytePath file) throws IOException {
        return Files.readAllBytes(PathBytes.toPath(file));
    }

    @Test
    void bothStreamsArriveWholeAndAreForTheOwnerAlone() throws IOException {
        launches.shell("head -c 1000000 /dev/zero | tr '\\0' o; head -c 1000000 /dev/zero | tr '\\0' e >&2; exit 1");
        Attempt attempt = launches.start();
        Launches.End end = launches.end(attempt);
        assertEquals(new Outcome.Exited(1), end.outcome());
        WholeOutput whole = end.output().whole().orElseThrow();
        assertArrayEquals("o".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII), content(whole.stdout()));
        assertArrayEquals("e".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII), content(whole.stderr()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(PathBytes.toPath(whole.stdout()))));
        launches.launcher().discard(attempt);
        await().until(() -> left() == 0);
    }

    @Test
    void whoSaysNothingHasEmptyFiles() throws IOException {
        WholeOutput whole = launches.shell("exit 1").run().output().whole().orElseThrow();
        assertEquals(0, content(whole.stdout()).length);
        assertEquals(0, content(whole.stderr()).length);
    }

    @Test
    void whereNobodyIsToldByACommandNothingIsKept() throws IOException {
        launches.onFailure = OnFailure.DEFAULT;
        assertTrue(launches.shell("echo x; exit 1").run().output().whole().isEmpty());
        assertTrue(Files.notExists(launches.runDirectory()) || left() == 0);
    }

    @Test
    void whatIsNotStartedHasNone() {
        assertTrue(launches.exec("/nowhere").run().output().whole().isEmpty());
    }

    @Test
    void theEndOfTheLauncherAndTheStartOfTheNextLeaveNothing() throws IOException {
        Attempt running = launches.shell("echo x; sleep 100").start();
        launches.pid(running);
        launches.shell("exit 1").run();
        launches.launcher().signal(running, Launcher.Sent.KILL);
        launches.end(running);
        launches.close();
        assertEquals(0, left());
        Files.writeString(launches.runDirectory().resolve("7-job.stdout"), "of a daemon that was killed");
        new OutputFiles(launches.runDirectory()).clean();
        assertEquals(0, left());
    }

    @Test
    void aDirectoryThatCannotBeWrittenDisturbsNoCommand() throws IOException {
        Files.writeString(launches.runDirectory(), "in the way");
        launches.item(Files.writeString(directory.resolve("item"), ""));
        Launches.End end = launches.shell("echo said").run();
        assertEquals(new Outcome.Exited(0), end.outcome());
        assertEquals("said\n", end.stdout());
        assertTrue(end.output().whole().isEmpty());
    }

    private static OutputFile file(Path path, long most) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new OutputFile("rule 'q'", path, channel, most);
    }

    private static void write(OutputFile file, String text) {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aFileThatGrowsTooLongIsCutAndSaysSo() throws IOException {
        Path path = directory.resolve("long");
        OutputFile file = file(path, 1024);
        write(file, "a".repeat(600));
        write(file, "b".repeat(600));
        write(file, "c".repeat(600));
        file.close();
        String text = Files.readString(path);
        String line = "\n[reactor: cut here: there was more than 1 KiB]\n";
        assertEquals(1024, text.length());
        assertEquals("a".repeat(600) + "b".repeat(424 - line.length()) + line, text);
    }

    @Test
    void aFileThatIsExactlyAsLongAsItMayBeIsNotCut() throws IOException {
        Path path = directory.resolve("exact");
        OutputFile file = file(path, 1000);
        write(file, "a".repeat(1000));
        write(file, "");
        file.close();
        assertEquals("a".repeat(1000), Files.readString(path));
    }

    @Test
    void aFullDiskCutsTheFileAndNothingElse() throws IOException {
        Path full = Path.of("/dev/full");
        OutputFile file = new OutputFile("rule 'q'", full, FileChannel.open(full, StandardOpenOption.WRITE), 1000);
        write(file, "a");
        write(file, "b");
        file.close();
        assertTrue(Files.exists(full));
    }
}
