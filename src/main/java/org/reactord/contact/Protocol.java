package org.reactord.contact;

/** The numbers that both ends of the socket agree on; the protocol is versioned as a whole. */
public final class Protocol {
    /** What a request names in {@code "reactor"}; a request that names no version means this one. */
    public static final int VERSION = 1;

    /** The version of everything that is answered in {@code "data"}. */
    public static final int FORMAT_VERSION = 1;

    /** A longer request line is an error, wherever it would have ended. */
    public static final int LONGEST_REQUEST = 64 * 1024;

    /** A longer answer is not given: the daemon's memory is no client's to fill. */
    public static final int LONGEST_ANSWER = 6 * 1024 * 1024;

    /** Of {@code exit}: failed, or a negative answer. */
    public static final int FAILED = 1;

    /** Of {@code exit}: the request makes no sense. */
    public static final int USAGE = 2;

    /** Of {@code exit}: there is no daemon any more. */
    public static final int GONE = 3;

    /** Of {@code exit}: there is no such rule. */
    public static final int NO_SUCH = 4;

    private Protocol() {}
}
