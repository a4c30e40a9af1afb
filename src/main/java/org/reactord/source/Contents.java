package org.reactord.source;

import java.util.List;
import org.reactord.event.BytePath;

/** Reads files, to tell whether two states of one are the same. No method blocks or throws for what a disk does. */
public interface Contents extends AutoCloseable {
    /** Has these read; the answer goes to {@link ContentListener#contents} under the number of the question. */
    void read(long question, List<BytePath> paths);

    /** Ends the thread; nothing is told any more once this returns. */
    @Override
    void close();
}
