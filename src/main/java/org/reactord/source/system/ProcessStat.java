package org.reactord.source.system;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of a process: proc_pid_stat(5).
 *
 * @param command the name that the kernel gives it, at most 15 bytes, one char a byte
 * @param flags {@code PF_*} of the kernel
 * @param started in ticks since the machine was booted; with the pid it says which process it is
 */
record ProcessStat(int pid, String command, char state, int parent, long flags, long started) {
    /** linux/sched.h, PF_FORKNOEXEC: it was forked and has not executed anything since. */
    private static final long FORK_ONLY = 0x40;

    private static final Pattern BLANK = Pattern.compile(" ");
    private static final int LONGEST_COMMAND = 15;

    /** The fields after the name, counted from the state. */
    private static final int PARENT = 1;

    private static final int FLAGS = 6;
    private static final int STARTED = 19;

    /** Reads what the file says; null if it ends early. The name stands in parentheses, and may hold blanks and those too. */
    static @Nullable ProcessStat parse(int pid, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        String[] fields = close < open
                ? new String[0]
                : BLANK.split(text.substring(close + 1).strip(), -1);
        if (open < 0 || fields.length <= STARTED) {
            return null;
        }
        return new ProcessStat(
                pid,
                text.substring(open + 1, close),
                fields[0].charAt(0),
                Integer.parseInt(fields[PARENT]),
                Long.parseLong(fields[FLAGS]),
                Long.parseLong(fields[STARTED]));
    }

    /** True if it is a part of a program that another process has started, or a thread of the kernel. */
    boolean isForkOnly() {
        return (flags & FORK_ONLY) != 0;
    }

    /** True if it has ended, and nobody has asked how. */
    boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }

    /** True if the name may go on. */
    boolean isCut() {
        return command.length() == LONGEST_COMMAND;
    }

    /** The name as bytes. */
    byte[] commandBytes() {
        return command.getBytes(StandardCharsets.ISO_8859_1);
    }
}
