package org.reactord.client;

/** What {@code reactorctl} ends with; reactorctl(1) lists them. */
public enum ExitCode {
    FINE(0),
    /** Failed, a negative answer, or degraded. */
    FAILED(1),
    /** The command line makes no sense. */
    USAGE(2),
    /** The daemon is not running. */
    NOT_RUNNING(3),
    /** There is no such rule, or no such job. */
    NO_SUCH(4),
    TIMED_OUT(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
