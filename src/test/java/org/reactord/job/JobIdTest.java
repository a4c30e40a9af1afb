package org.reactord.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;

class JobIdTest {
    private static final BytePath PATH = BytePath.ofUtf8("/spool/a");
    private static final FileStamp STAMP = new FileStamp(1, 2, 3, 4, 5);

    @Test
    void anItemHasOneNameForEver() {
        // An idempotency key: a later version of the daemon must give the same.
        assertEquals("ldwh3v4cskm", JobId.ofItem("outbox", PATH, STAMP).text());
    }

    @Test
    void aChangeOfTheMereMetadataKeepsTheName() {
        assertEquals(JobId.ofItem("outbox", PATH, STAMP), JobId.ofItem("outbox", PATH, new FileStamp(1, 2, 3, 4, 99)));
    }

    @Test
    void whateverElseDiffersIsAnotherJob() {
        Set<JobId> names = new HashSet<>();
        names.add(JobId.ofItem("outbox", PATH, STAMP));
        names.add(JobId.ofItem("other", PATH, STAMP));
        names.add(JobId.ofItem("outbox", BytePath.ofUtf8("/spool/b"), STAMP));
        names.add(JobId.ofItem("outbox", PATH, new FileStamp(9, 2, 3, 4, 5)));
        names.add(JobId.ofItem("outbox", PATH, new FileStamp(1, 9, 3, 4, 5)));
        names.add(JobId.ofItem("outbox", PATH, new FileStamp(1, 2, 9, 4, 5)));
        names.add(JobId.ofItem("outbox", PATH, new FileStamp(1, 2, 3, 9, 5)));
        names.add(JobId.ofItem("outbox/", BytePath.ofUtf8("spool/a"), STAMP));
        assertEquals(8, names.size());
    }

    @Test
    void manyItemsHaveManyNames() {
        Set<JobId> names = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            names.add(JobId.ofItem("outbox", PATH, new FileStamp(1, i, 3, 4, 5)));
        }
        assertEquals(100_000, names.size());
    }

    @Test
    void aBatchIsNamedAfterItsMoment() {
        assertEquals(JobId.ofBatch("w", 1, 2), JobId.ofBatch("w", 1, 2));
        assertNotEquals(JobId.ofBatch("w", 1, 2), JobId.ofBatch("w", 1, 3));
        assertNotEquals(JobId.ofBatch("w", 1, 2), JobId.ofBatch("w", 2, 2));
    }

    @Test
    void aNameIsAWordThatAnyoneCanType() {
        for (int i = 0; i < 10_000; i++) {
            String name = JobId.ofBatch("w", i, i).text();
            assertTrue(name.matches("[0-9a-z]{11}"), name);
        }
    }
}
