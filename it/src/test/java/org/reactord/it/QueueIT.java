package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Diary;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** One rule's jobs run one after the other, in the order of their arrival. */
@ExtendWith(SandboxExtension.class)
class QueueIT {
    @Test
    void sequentialIsNeverTwoAtOnceAndFirstInFirstOut(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        sandbox.script("deliver", "note began \"$REACTOR_NAME\"; sleep 0.05; note ended \"$REACTOR_NAME\"");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        sandbox.start();
        List<String> names =
                IntStream.range(0, 20).mapToObj(i -> "item-" + (97 * i % 31)).toList();
        names.forEach(name -> {
            sandbox.write(outbox.resolve(name), "");
        });
        sandbox.diary().await("ended", 20);
        List<String> expected = names.stream()
                .flatMap(name -> List.of("began " + name, "ended " + name).stream())
                .toList();
        assertEquals(
                expected,
                sandbox.diary().entries().stream().map(Diary.Entry::words).toList());
    }

    @Test
    void rulesDoNotWaitForEachOther(Sandbox sandbox) {
        Path slow = sandbox.directory("slow");
        Path quick = sandbox.directory("quick");
        sandbox.script("linger", "while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; note slow");
        sandbox.script("deliver", "note quick");
        sandbox.rule("10.yaml", """
                slow: {spool: ~/slow, run: [linger]}
                quick: {spool: ~/quick, run: [deliver]}
                """);
        sandbox.start();
        sandbox.write(slow.resolve("item"), "");
        sandbox.write(quick.resolve("item"), "");
        sandbox.diary().await("quick", 1);
        sandbox.write(sandbox.home().resolve("go"), "");
        sandbox.diary().await("slow", 1);
    }
}
