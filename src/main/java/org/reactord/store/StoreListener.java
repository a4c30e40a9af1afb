package org.reactord.store;

import org.reactord.job.Attempt;

/** Who hears what became of items; called on the store's thread. */
public interface StoreListener {
    void disposed(Attempt attempt, Disposal disposal);
}
