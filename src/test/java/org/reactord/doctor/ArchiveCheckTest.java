package org.reactord.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.doctor.DoctorFixture.trouble;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the archives of loaded classes. */
class ArchiveCheckTest {
    private static final String MAPPED = """
            7f0000000000-7f0000001000 r--p 00000000 08:01 17 /usr/lib/jvm/java/lib/server/classes.jsa
            7f0000002000-7f0000003000 r--p 00000000 08:01 17                 /opt/a b/lib/archives/client.jsa (deleted)
            """;
    private static final String JDK_ONLY = MAPPED.lines().findFirst().orElseThrow() + "\n";

    @TempDir
    private Path directory;

    private DoctorFixture fixture;
    private Installation tree;

    @BeforeEach
    void installs() {
        fixture = new DoctorFixture(directory);
        tree = new Installation(fixture.directory("tree/lib", "rwx------"), "/usr/bin/java");
        fixture.file("tree/lib/archives/java", tree.wanted() + "\n");
        fixture.file("proc/self/maps", MAPPED);
    }

    private ArchiveCheck check(Optional<Installation> installation) {
        return new ArchiveCheck(fixture.patient(), installation, pid -> Optional.of(Instant.EPOCH.plusSeconds(pid)));
    }

    private Optional<String> told() {
        return trouble(check(Optional.of(tree)));
    }

    private void assertTold(String... parts) {
        Optional<String> told = told();
        assertTrue(told.isPresent(), "nothing is said");
        for (String part : parts) {
            assertTrue(told.get().contains(part), () -> part + " is not in " + told.get());
        }
    }

    @Test
    void oneThatIsInUseIsWell() {
        assertEquals(Optional.empty(), told());
        fixture.answering();
        assertEquals(Optional.empty(), told());
    }

    @Test
    void oneThatIsPassedOverIsToldWithTheReason() {
        fixture.file("proc/self/maps", JDK_ONLY);
        assertTold("warn", "does not fit", "-> reactorctl doctor --fix");
        fixture.file("tree/lib/archives/java", "11 /opt/jdk/bin/java\n");
        assertTold("made for Java 11 /opt/jdk/bin/java", "this is " + tree.wanted());
        assertTrue(tree.archives().resolve("java").toFile().delete());
        assertTold("none was made");
    }

    @Test
    void aDaemonThatStartedWithoutIsTold() {
        fixture.classArchive = "";
        fixture.answering();
        assertTold("the daemon was started without", "before there was one", "-> start the daemon again");
        assertTrue(tree.archives().resolve("java").toFile().setLastModified(1));
        assertTold("the daemon was started without", "-> reactorctl doctor --fix; then start the daemon again");
    }

    @Test
    void whatIsNoTreeNeedsNone() {
        fixture.file("proc/self/maps", JDK_ONLY);
        assertEquals(Optional.empty(), trouble(check(Optional.empty())));
    }
}
