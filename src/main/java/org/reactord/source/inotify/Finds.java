package org.reactord.source.inotify;

import org.reactord.source.inotify.Scan.Frame;

/** What a walk comes by. */
interface Finds {
    /** The root itself, which is open. */
    void root(Scan scan, int directory);

    /** A name that stands for no directory. */
    void file(Scan scan, Frame frame, byte[] name);

    /** A directory in another one that is open; entered or not. */
    void directory(Scan scan, Dir parent, int above, byte[] name, boolean isNew);

    /** A directory that was known and is no more. */
    void gone(Scan scan, Dir parent, byte[] name);

    /** All has been met. */
    void ended(Scan scan);
}
