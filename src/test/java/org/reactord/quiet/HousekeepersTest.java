package org.reactord.quiet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a /proc that is made of ordinary files. */
class HousekeepersTest {
    private static final String USUAL = "50000";
    private static final String HOUR = "3600000000000";

    @TempDir
    Path proc;

    @BeforeEach
    void aProcess() throws IOException {
        Files.createDirectories(proc.resolve("self/task"));
    }

    private void thread(int id, String name) throws IOException {
        Files.createDirectories(proc.resolve("self/task/" + id));
        Files.writeString(proc.resolve("self/task/" + id + "/comm"), name + "\n");
        Files.createDirectories(proc.resolve(Integer.toString(id)));
        Files.writeString(slack(id), USUAL);
    }

    private Path slack(int id) {
        return proc.resolve(id + "/timerslack_ns");
    }

    @Test
    void onlyThoseThatLookAroundAreSilenced() throws IOException {
        thread(10, "VM Periodic Tas");
        thread(11, "C1 CompilerThre");
        thread(12, "Common-Cleaner");
        thread(13, "Cleaner-0");
        thread(20, "VM Thread");
        thread(21, "loop");
        thread(22, "java");
        thread(23, "exec");
        assertEquals(new Noise(true, 4, 0, Optional.empty()), new Housekeepers(proc, false).silence());
        for (int silenced = 10; silenced <= 13; silenced++) {
            assertEquals(HOUR, Files.readString(slack(silenced)));
        }
        for (int left = 20; left <= 23; left++) {
            assertEquals(USUAL, Files.readString(slack(left)));
        }
    }

    @Test
    void aThreadThatHasEndedMeanwhileIsPassedOver() throws IOException {
        thread(10, "VM Periodic Tas");
        Files.createDirectories(proc.resolve("self/task/11")); // its comm is gone
        assertEquals(1, new Housekeepers(proc, false).silence().silenced());
    }

    @Test
    void aKernelWithoutTheFileIsSaidToHaveNone() throws IOException {
        thread(10, "VM Periodic Tas");
        Files.delete(slack(10));
        Noise noise = new Housekeepers(proc, false).silence();
        assertEquals(1, noise.ticking());
        assertFalse(noise.isSilent());
        assertTrue(noise.reason().orElse("").startsWith("this kernel"), noise::toString);
    }

    @Test
    void aCleanerThatHelpsItselfDoesNotTickWhateverTheKernelSays() throws IOException {
        thread(10, "VM Periodic Tas");
        thread(13, "Cleaner-0");
        Files.delete(slack(10));
        Files.delete(slack(13));
        Noise noise = new Housekeepers(proc, true).silence();
        assertEquals(1, noise.silenced(), noise::toString);
        assertEquals(1, noise.ticking(), noise::toString);
    }

    @Test
    void aSystemWithoutProcIsNotSilent() {
        Noise noise = new Housekeepers(proc.resolve("nowhere"), false).silence();
        assertTrue(noise.reason().isPresent());
        assertFalse(noise.isSilent());
    }
}
