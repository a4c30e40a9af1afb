package org.reactord.source.listing;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.EventSink;

/** Opens the source that only looks. */
public final class ListingSources {
    private ListingSources() {}

    /** Opens it; its thread comes from the factory and ends with {@link ListingSource#close}. */
    public static ListingSource open(EventSink sink, ThreadFactory threads) {
        return new DirectoryLister(sink, threads).begin();
    }
}
