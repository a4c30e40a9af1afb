package org.reactord.wrong.store;

/** What others ask of this room. */
public interface Keeper {
    void keep();
}
