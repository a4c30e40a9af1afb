package org.reactord.wrong.store;

/** An implementation that anybody may use and extend. */
public class OpenKeeper implements Keeper {
    @Override
    public void keep() {}
}
