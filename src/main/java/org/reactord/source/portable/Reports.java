package org.reactord.source.portable;

import java.nio.file.Path;

/** What a watcher has to say; called on its thread, never blocks. */
interface Reports {
    /** So many directories are registered, and there are more. */
    void arming(TreeWatcher from, int directories);

    /** Every directory is registered; events come from now on. */
    void armed(TreeWatcher from);

    /** It is worth looking at a name. */
    void noticed(TreeWatcher from, Notice notice, Path path, boolean directory);

    /** Some names were not told. */
    void lost(TreeWatcher from, String reason);

    /** A directory cannot be watched; {@code mayHeal} if trying again later makes sense. */
    void limited(TreeWatcher from, String reason, boolean mayHeal);

    /** The watcher is over. */
    void ended(TreeWatcher from);
}
