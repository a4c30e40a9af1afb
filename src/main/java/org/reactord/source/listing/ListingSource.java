package org.reactord.source.listing;

import org.reactord.source.EventSource;

/** A source that can say when it has told everything. */
public interface ListingSource extends EventSource {
    /** Waits until all that was asked for up to now has been told. */
    void awaitRest() throws InterruptedException;

    /** True if nothing that was asked for is still to be told. */
    boolean isAtRest();
}
