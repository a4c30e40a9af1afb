package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactord.event.Change;
import org.reactord.source.inotify.InotifySources;

@Backend(
        can = {
            Capability.CLOSE_WRITE,
            Capability.EXACT_ATTRIBUTES,
            Capability.MOVES,
            Capability.MOVED_OUT_DIRECTORIES,
            Capability.CHANGED_DIRECTORIES
        })
class InotifySourceTest extends EventSourceContract {
    @Override
    EventSource open(EventSink sink, ThreadFactory threads) {
        return assertInstanceOf(InotifySources.Source.class, InotifySources.open(sink, threads))
                .source();
    }

    // A directory lists its names in no order.
    @Test
    void whatIsThereIsToldInTheOrderInWhichItCame() throws IOException {
        List<String> names =
                IntStream.range(0, 40).mapToObj(i -> "f" + (i * 7 % 40)).toList();
        FileTime last = FileTime.fromMillis(0);
        for (String name : names) {
            Path file = bench().root.resolve(name);
            FileTime before = last;
            do {
                Bench.write(file, "text");
                last = (FileTime) Files.getAttribute(file, "unix:ctime");
            } while (last.compareTo(before) <= 0); // the clock of files may be coarse
        }
        bench().watch(Bench.flat(bench().root));
        bench().fence();
        List<String> told = bench().sink.fileEvents(event -> event.change() == Change.WRITTEN).stream()
                .map(event -> event.relative().display())
                .filter(names::contains)
                .toList();
        assertEquals(names, told);
    }
}
