package org.reactord.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.doctor.DoctorFixture.DAEMON;
import static org.reactord.doctor.DoctorFixture.found;
import static org.reactord.doctor.DoctorFixture.trouble;
import static org.reactord.doctor.DoctorFixture.troubles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.control.Words;

/** What the doctor says of the daemon and of its places. */
class InstallationTest {
    private static final long SOMEBODY = 1234;

    @TempDir
    private Path directory;

    private DoctorFixture fixture;

    @BeforeEach
    void installs() {
        fixture = new DoctorFixture(directory);
    }

    private static void assertTold(Optional<String> trouble, String... parts) {
        assertTrue(trouble.isPresent(), "nothing is said");
        for (String part : parts) {
            assertTrue(trouble.get().contains(part), () -> part + " is not in " + trouble.get());
        }
    }

    @Test
    void aDaemonThatAnswersIsWell() {
        fixture.answering("native", 3, false, "a", "b");
        assertEquals(Optional.empty(), trouble(new DaemonCheck(fixture.patient())));
        String told = found(new DaemonCheck(fixture.patient())).get(0).detail();
        assertTrue(told.contains("pid 4711") && told.contains("2 rules") && told.contains("lost 3 times"), told);
    }

    @Test
    void aDaemonThatNeedsAttentionOrIsOldIsTold() {
        fixture.answering("native", 0, true);
        assertTold(trouble(new DaemonCheck(fixture.patient())), "warn", "reactorctl status");
        fixture.asked = new Asked.Answered(
                new DaemonReport(DAEMON, 0, "1.0.0", "17", "", "", "", "native", "", List.of(), 0, 0, false));
        assertTold(trouble(new DaemonCheck(fixture.patient())), "version 1.0.0", "1.2.3", "shutdown");
    }

    @Test
    void whereNoneRunsItIsSaidWhereItWasLookedFor() {
        assertTold(
                trouble(new DaemonCheck(fixture.patient())),
                "none runs",
                "control.sock (from a test)",
                "reactorctl server");
        fixture.link("run/control.sock", "/dev/null");
        assertTold(trouble(new DaemonCheck(fixture.patient())), "the socket is stale", "replaces");
    }

    @Test
    void aFileIsNoSocket() {
        fixture.file("run/control.sock", "");
        assertTold(trouble(new DaemonCheck(fixture.patient())), "fail", "which is no socket", "REACTOR_SOCKET");
    }

    @Test
    void aDaemonThatSaysNothingIsNamedByItsLock() {
        fixture.asked = new Asked.Silent();
        assertTold(trouble(new DaemonCheck(fixture.patient())), "fail", "does not answer", "ss -xlp");
        fixture.file("run/control.lock", DAEMON + "\nsocket\n");
        fixture.file("proc/4711/stat", "4711 (java) S 1");
        assertTold(trouble(new DaemonCheck(fixture.patient())), "ss -xlp"); // the lock is left from an earlier one
        fixture.link("proc/4711/fd/9", fixture.root.resolve("run/control.lock").toString());
        assertTold(trouble(new DaemonCheck(fixture.patient())), "(pid 4711) does not answer", "kill -QUIT 4711");
        fixture.file("proc/4711/stat", "4711 (java) T 1");
        assertTold(trouble(new DaemonCheck(fixture.patient())), "stopped", "kill -CONT 4711");
        fixture.asked = new Asked.Absent();
        assertTold(trouble(new DaemonCheck(fixture.patient())), "one has begun (pid 4711)");
    }

    @Test
    void whyADaemonMayNotBeAskedIsPassedOn() {
        fixture.asked = new Asked.Refused("you may not");
        assertTold(trouble(new DaemonCheck(fixture.patient())), "fail you may not -> ");
    }

    @Test
    void aJavaThatWasReplacedIsTold() {
        fixture.answering();
        fixture.link("proc/4711/exe", "/usr/lib/jvm/old/bin/java");
        assertEquals(Optional.empty(), trouble(new JavaCheck(fixture.patient())));
        fixture.link("proc/4711/exe", "/usr/lib/jvm/old/bin/java (deleted)");
        assertTold(trouble(new JavaCheck(fixture.patient())), "removed or replaced", "shutdown");
    }

    @Test
    void thePortableSourceIsNoTroubleWhereItWasAskedFor() {
        assertEquals(Optional.empty(), trouble(new BackendCheck(fixture.patient())));
        fixture.answering("portable", 0, false);
        assertTold(trouble(new BackendCheck(fixture.patient())), "portable", "log");
        fixture.file("proc/4711/cmdline", "java\0server\0--backend\0portable\0");
        assertEquals(Optional.empty(), trouble(new BackendCheck(fixture.patient())));
    }

    @Test
    void theDaemonOfAnotherUserCannotBeTried() {
        assertEquals(Optional.empty(), trouble(new UserCheck(fixture.patient())));
        fixture.uid = SOMEBODY;
        assertTold(trouble(new UserCheck(fixture.patient())), "user 1234", "sudo -u '#1234'");
    }

    @Test
    void theSocketsDirectoryMustBeOnesOwn() {
        assertEquals(Optional.empty(), trouble(new SocketCheck(fixture.patient())));
        fixture.directory("run", "rwxrwx---");
        assertTold(trouble(new SocketCheck(fixture.patient())), "mode 770", "chmod 700");
        fixture.directory("run", "rwx------");
        fixture.uid = SOMEBODY;
        assertTold(trouble(new SocketCheck(fixture.patient())), "not to user 1234", "REACTOR_SOCKET");
    }

    @Test
    void theRuntimeDirectoryMustBeThereAndOnesOwn() {
        long ours = fixture.uid;
        fixture.uid = SOMEBODY;
        assertTold(trouble(new RuntimeCheck(fixture.patient())), "is not set here", "log in");
        Path usual = fixture.directory("run/user/1234", "rwx------");
        assertTold(trouble(new RuntimeCheck(fixture.patient())), "export XDG_RUNTIME_DIR=" + usual);
        fixture.environment.put("XDG_RUNTIME_DIR", "run");
        assertTold(trouble(new RuntimeCheck(fixture.patient())), "no absolute path");
        fixture.environment.put("XDG_RUNTIME_DIR", fixture.root + "/none");
        assertTold(trouble(new RuntimeCheck(fixture.patient())), "fail", "is not there");
        fixture.environment.put("XDG_RUNTIME_DIR", fixture.root.resolve("run").toString());
        assertTold(
                trouble(new RuntimeCheck(fixture.patient())),
                "belongs to user " + ours,
                "XDG_RUNTIME_DIR=/run/user/1234");
    }

    @Test
    void rulesThatOthersMayWriteAreNotSafe() throws IOException {
        assertEquals(Optional.empty(), trouble(new RulesDirectoryCheck(fixture.patient())));
        Path rules = fixture.directory("rules.d", "rwxrwxrwx");
        assertTold(trouble(new RulesDirectoryCheck(fixture.patient())), "fail", "by everybody", "chmod go-w " + rules);
        fixture.directory("rules.d", "rwxrwx---");
        assertTold(trouble(new RulesDirectoryCheck(fixture.patient())), "by its group");
        fixture.directory("rules.d", "rwx------");
        Files.setPosixFilePermissions(fixture.root, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTold(trouble(new RulesDirectoryCheck(fixture.patient())), "everybody", "chmod go-w " + fixture.root);
        Files.setPosixFilePermissions(fixture.root, PosixFilePermissions.fromString("rwx------"));
        fixture.uid = SOMEBODY;
        boolean ours = (Integer) Files.getAttribute(rules, "unix:uid") != 0;
        assertEquals(ours, trouble(new RulesDirectoryCheck(fixture.patient())).isPresent()); // root is trusted
        Files.delete(rules);
        fixture.uid = 0;
        assertTold(trouble(new RulesDirectoryCheck(fixture.patient())), "is not there", "mkdir -p -m 700 " + rules);
    }

    @Test
    void theStateDirectoryMayStillBeToCome() throws IOException {
        Files.delete(fixture.root.resolve("state"));
        List<Finding> found = found(new StateCheck(fixture.patient()));
        assertEquals(
                List.of(),
                troubles(found).stream()
                        .filter(one -> !one.contains("in memory"))
                        .toList());
        fixture.link("state", "nowhere");
        assertTold(trouble(new StateCheck(fixture.patient())), "is no directory");
        Files.delete(fixture.root.resolve("state"));
        fixture.file("state", "");
        assertTold(trouble(new StateCheck(fixture.patient())), "is no directory", "REACTOR_STATE");
    }

    @Test
    void aDiskIsJudgedByItsRoom() {
        DiskSpace roomy = new DiskSpace("ext4", 1L << 40, false, 1000, 900);
        assertTrue(!roomy.isFull() && !roomy.isScarce() && !roomy.isShared() && !roomy.isMemory());
        assertEquals("ext4, 1.0 TiB free", roomy.describe());
        assertTrue(new DiskSpace("ext4", 1000, false, 0, 0).isFull());
        assertTrue(new DiskSpace("ext4", 8 << 20, false, 0, 0).isScarce());
        DiskSpace used = new DiskSpace("ext4", 1L << 40, false, 1000, 0);
        assertTrue(used.isFull());
        assertEquals("ext4, 1.0 TiB free, 0 inodes free", used.describe());
        assertTrue(used.advice(fixture.root).contains("df -i "));
        assertTrue(!new DiskSpace("btrfs", 1L << 40, false, 0, 0).isScarce(), "it counts no inodes");
        assertTrue(new DiskSpace("nfs4", 1L << 40, false, 0, 0).isShared());
        assertTrue(new DiskSpace("tmpfs", 1L << 40, false, 0, 0).isMemory());
    }

    @Test
    void pathsInAdviceCanBePasted() {
        assertEquals("/a/b-c.d", Quoting.quoted(Path.of("/a/b-c.d")));
        assertEquals("'/a/it'\\''s $HOME'", Quoting.quoted(Path.of("/a/it's $HOME")));
        assertEquals("1.5 KiB", Words.bytes(1536));
        assertEquals("3.0 GiB", Words.bytes(3L << 30));
        assertEquals("12 B", Words.bytes(12));
    }
}
