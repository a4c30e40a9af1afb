package org.reactord.store;

/** What became of a spool item that needs no more attempts. */
public sealed interface Disposal {
    /** It is where it belongs: gone, kept or moved. */
    record Done() implements Disposal {}

    /** Another file has taken its name meanwhile, and was left alone: it is an item of its own. */
    record Replaced() implements Disposal {}

    /**
     * It was delivered (or given up), which is recorded, but it cannot be removed or moved. It will not be delivered
     * again; somebody must look.
     */
    record Stuck(String reason) implements Disposal {}
}
