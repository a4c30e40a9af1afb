package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.natives.Processes;
import org.reactord.natives.Spawn;

class ProcessTableTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whenAChildBeganIsToldUntilItIsWaitedFor() {
        byte[][] argv = {bytes("sh"), bytes("-c"), bytes("kill -STOP $$")};
        int pid = new Spawn(bytes("/bin/sh"), argv, new byte[0][]).spawn();
        Optional<String> began = ProcessTable.began(pid);
        assertEquals(ProcessTable.of(pid).map(ProcessTable.Entry::started), began);
        assertEquals(new AttemptNote.Leader(pid, began.orElseThrow()), AttemptNote.Leader.ofChild(pid));
        Processes.kill(pid, 9);
        await().until(() -> ProcessTable.of(pid).isEmpty());
        assertEquals(began, ProcessTable.began(pid));
        Processes.waitPid(pid);
        assertEquals(Optional.empty(), ProcessTable.began(pid));
        assertEquals(new AttemptNote.Leader(pid, "ended"), AttemptNote.Leader.ofChild(pid));
    }
}
