package org.reactord.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every event source is held to, on a real file system. A concrete class opens its backend and says with {@link
 * Backend} what it can do; all rows of all the contracts are then its rows.
 */
abstract class EventSourceContract
        implements CompletenessContract,
                WriterContract,
                NamesContract,
                TreeContract,
                RootContract,
                RequestContract,
                CatchUpContract,
                OverflowContract {
    private Bench bench;

    @TempDir
    Path temporary;

    /** The backend under test. */
    abstract EventSource open(EventSink sink, ThreadFactory threads);

    @BeforeEach
    void openBench() throws IOException {
        bench = new Bench(temporary, this::open);
    }

    @AfterEach
    void closeBench() {
        bench.close();
    }

    @Override
    public Bench bench() {
        return bench;
    }
}
