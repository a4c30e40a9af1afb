package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.PathBytes;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;

class DumpTest {
    private static final PendingJob JOB = new PendingJob(
            new JobId("abc123"),
            "notes",
            Cause.CATCH_UP,
            3,
            Instant.parse("2026-05-04T10:00:00Z"),
            List.of(new FileChange(
                    BytePath.ofUtf8("/n"),
                    BytePath.of(new byte[] {'/', 'n', '/', (byte) 0xFF, '\n'}),
                    Change.WRITTEN,
                    FileKind.REGULAR,
                    Optional.empty(),
                    Optional.of(new FileStamp(1, 2, 3, 4, 5)))));

    @TempDir
    private Path place;

    private final List<PendingJob> jobs = new ArrayList<>();

    private Path directory(String name) throws IOException {
        return Files.createDirectories(place.resolve(name));
    }

    private Path dump(List<PendingJob> pending, Path... directories) throws IOException {
        List<BytePath> all = new ArrayList<>();
        for (Path directory : directories) {
            all.add(PathBytes.of(directory));
        }
        DumpWriter writer = new DumpWriter(pending, all);
        StringBuilder text = new StringBuilder();
        for (Optional<String> line = writer.next(); line.isPresent(); line = writer.next()) {
            text.append(line.get()).append('\n');
        }
        return Files.writeString(place.resolve("dump"), text, StandardCharsets.ISO_8859_1);
    }

    private RestoredEvents restore(Path file, Map<String, BytePath> directories) throws Exception {
        DumpReader.check(file);
        try (RestoredEvents events = new RestoredEvents(directories)) {
            DumpReader.read(file, new DumpReader.Taker() {
                @Override
                public void job(PendingJob job) {
                    jobs.add(job);
                }

                @Override
                public void event(String rule, String name, byte[] piece) throws IOException {
                    events.add(rule, name, piece);
                }
            });
            events.finish();
            return events;
        }
    }

    @Test
    void whatIsDumpedIsRestoredByteForByte() throws Exception {
        Path from = directory("events/deploy");
        byte[] large = new byte[700_000];
        new Random(1).nextBytes(large);
        Files.write(from.resolve("1-large"), large);
        Files.writeString(from.resolve("2-small"), "x\n");
        Files.writeString(from.resolve(".half"), "no item");
        Files.writeString(from.resolve("of somebody else"), "no event");
        Path file = dump(List.of(JOB), from);
        Path into = directory("other/deploy");
        Map<String, BytePath> directories = Map.of("deploy", PathBytes.of(into));
        RestoredEvents events = restore(file, directories);
        assertEquals(List.of(JOB), jobs);
        assertEquals(2, events.restored());
        assertArrayEquals(large, Files.readAllBytes(into.resolve("1-large")));
        try (var all = Files.list(into)) {
            assertEquals(2, all.count());
        }
        RestoredEvents again = restore(file, directories);
        assertEquals(0, again.restored());
        assertEquals(2, again.known());
    }

    @Test
    void anEventThatNoRuleWaitsForIsTold() throws Exception {
        Path from = directory("events/deploy");
        Files.writeString(from.resolve("1"), "x");
        RestoredEvents events = restore(dump(List.of(), from), Map.of());
        assertTrue(events.troubles().get(0).contains("no rule 'deploy'"), events.troubles()::toString);
    }

    @Test
    void nothingPendingIsADumpToo() throws Exception {
        restore(dump(List.of(), place.resolve("not-there")), Map.of());
        assertTrue(jobs.isEmpty());
    }

    /** Whatever is changed in it, and wherever it is cut off. */
    @Test
    void aDamagedDumpIsRefusedAsAWhole() throws Exception {
        Path from = directory("events/deploy");
        Files.writeString(from.resolve("1"), "hello");
        byte[] good = Files.readAllBytes(dump(List.of(JOB), from));
        Path bad = place.resolve("bad");
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 1;
            Files.write(bad, flipped);
            assertThrows(DumpReader.Damaged.class, () -> DumpReader.check(bad), "flipped at " + i);
            Files.write(bad, java.util.Arrays.copyOf(good, i));
            assertThrows(DumpReader.Damaged.class, () -> DumpReader.check(bad), "cut at " + i);
        }
        Files.write(bad, (new String(good, StandardCharsets.ISO_8859_1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThrows(DumpReader.Damaged.class, () -> DumpReader.check(bad));
        assertThrows(DumpReader.Damaged.class, () -> DumpReader.check(place.resolve("none")));
    }
}
