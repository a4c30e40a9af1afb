package org.reactord.store;

import java.util.Optional;
import org.reactord.job.Attempt;

/** Who hears what became of items; called on the store's thread. */
public interface StoreListener {
    void disposed(Attempt attempt, Disposal disposal);

    /**
     * The state directory does not take what must be kept, for this reason, or takes it again; told when that changes.
     * Nothing is lost while the daemon lives, and it is tried again with everything that is asked for.
     */
    void troubled(Optional<String> reason);
}
