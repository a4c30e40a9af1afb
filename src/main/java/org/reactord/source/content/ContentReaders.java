package org.reactord.source.content;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.ContentListener;
import org.reactord.source.Contents;

/** Opens the reader of files. */
public final class ContentReaders {
    private ContentReaders() {}

    /** A reader whose thread, named {@code contents}, comes from this factory and ends with its {@code close}. */
    public static Contents open(ContentListener listener, ThreadFactory threads) {
        return new ContentReader(listener, threads);
    }
}
