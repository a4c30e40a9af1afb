package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.natives.Fd;
import org.reactord.natives.OpenFlags;
import org.reactord.rule.StdinMode;

@Timeout(60)
class NotStartedTest {
    @TempDir
    Path directory;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = open(directory);
    }

    Launches open(Path where) {
        return new Launches(where);
    }

    @AfterEach
    void close() {
        launches.close();
    }

    private void assertCannotStart(String... parts) {
        Outcome outcome = launches.run().outcome();
        String reason = assertInstanceOf(Outcome.CannotStart.class, outcome).reason();
        for (String part : parts) {
            assertTrue(reason.contains(part), reason);
        }
    }

    private Path script(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void noSuchProgram() {
        launches.env.put("PATH", "/usr/bin:/no\u0007where");
        launches.exec("no-such-program");
        assertCannotStart("no program 'no-such-program'", "(/usr/bin:/no\\x07where)");
        launches.exec("/no/such/program");
        assertCannotStart("there is no program /no/such/program");
        launches.exec("");
        assertCannotStart("empty");
    }

    @Test
    void noInterpreter() throws IOException {
        launches.exec(script("s", "#!/no/such/interpreter -x\n", "rwx------").toString());
        assertCannotStart("first line of " + directory + "/s", "/no/such/interpreter -x");
    }

    @Test
    void notExecutable() throws IOException {
        launches.exec(script("s", "#!/bin/sh\n", "rw-------").toString());
        assertCannotStart(directory + "/s is not executable");
        launches.exec(directory.toString());
        assertCannotStart(directory + " is a directory");
        launches.env.put("PATH", directory + ":/bin");
        launches.exec("s");
        assertCannotStart(directory + "/s is not executable");
    }

    @Test
    void noProgramInside() throws IOException {
        launches.exec(script("s", "echo\n", "rwx------").toString());
        assertCannotStart(directory + "/s is no program");
    }

    @Test
    void circleOfLinks() throws IOException {
        Files.createSymbolicLink(directory.resolve("circle"), directory.resolve("circle"));
        launches.exec(directory + "/circle");
        assertCannotStart("symbolic links");
    }

    @Test
    void tooLong() {
        launches.exec("true", "x".repeat(3_000_000));
        assertCannotStart("longer than the system allows");
    }

    @Test
    void nulInArgument() {
        launches.exec("true", "a\0b");
        assertCannotStart("NUL");
        launches.exec("tr\0ue");
        assertCannotStart("NUL");
    }

    @Test
    void noWorkingDirectory() throws IOException {
        launches.cwd = Optional.of(PathBytes.of(directory.resolve("none")));
        assertCannotStart("working directory " + directory + "/none");
        launches.cwd = Optional.of(PathBytes.of(Files.createFile(directory.resolve("file"))));
        assertCannotStart("working directory " + directory + "/file is no directory");
    }

    @Test
    void programThatIsBeingWrittenIsDeferred() throws IOException {
        Path program = directory.resolve("program");
        Files.copy(Path.of("/bin/true"), program, StandardCopyOption.COPY_ATTRIBUTES);
        int fd = Fd.open(PathBytes.of(program).bytes(), OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
        launches.exec(program.toString());
        assertInstanceOf(Outcome.Deferred.class, launches.run().outcome());
        Fd.close(fd);
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
    }

    @Test
    void nowhereToWriteTheChangesIsDeferred() throws IOException {
        Files.deleteIfExists(launches.runDirectory());
        Files.writeString(launches.runDirectory(), "in the way");
        assertInstanceOf(Outcome.Deferred.class, launches.run().outcome());
        Files.delete(launches.runDirectory());
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
    }

    private void assertVanished() {
        Outcome outcome = launches.run().outcome();
        assertInstanceOf(Outcome.Vanished.class, outcome);
        assertTrue(Files.notExists(directory.resolve("ran")), "it ran");
    }

    private Path item() throws IOException {
        Path item = Files.writeString(directory.resolve("an item"), "content");
        launches.item(item).shell("touch " + directory + "/ran");
        return item;
    }

    @Test
    void itemIsGone() throws IOException {
        launches.stdin = StdinMode.FILE;
        Files.delete(item());
        assertVanished();
        launches.spool = true;
        launches.stdin = StdinMode.NONE;
        assertVanished();
    }

    @Test
    void itemIsAnother() throws IOException {
        launches.stdin = StdinMode.FILE;
        Path item = item();
        Files.writeString(directory.resolve("other"), "content");
        Files.move(directory.resolve("other"), item, StandardCopyOption.REPLACE_EXISTING);
        assertVanished();
        launches.item(item);
        Files.writeString(item, "more content");
        assertVanished();
        Files.delete(item);
        Files.createSymbolicLink(item, directory.resolve("item"));
        assertTrue(Files.exists(item, LinkOption.NOFOLLOW_LINKS));
        assertVanished();
    }

    @Test
    void itemIsAFifo() throws IOException {
        launches.stdin = StdinMode.FILE;
        Path item = item();
        Files.delete(item);
        launches.per = org.reactord.rule.Per.BATCH;
        launches.stdin = StdinMode.NONE;
        Attempt maker = launches.exec("mkfifo", item.toString()).start();
        launches.end(maker);
        launches.item(item).stdin = StdinMode.FILE;
        assertVanished();
    }

    @Test
    void chmodIsNoOtherContent() throws IOException {
        launches.stdin = StdinMode.FILE;
        Path item = item();
        Files.setPosixFilePermissions(item, PosixFilePermissions.fromString("rw-rw-r--"));
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
    }
}
