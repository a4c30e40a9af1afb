package org.reactord.job;

import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;

/**
 * The name of a job, which its command sees as {@code REACTOR_JOB}: the same over all attempts and restarts, so a
 * command can use it to tell a second delivery from a first.
 */
public record JobId(String text) implements Comparable<JobId> {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final int LENGTH = 11;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The job of one file in one state: whoever asks again, also after a restart, gets the same name. */
    public static JobId ofItem(String rule, BytePath path, FileStamp stamp) {
        long hash = mixed(mixed(FNV_OFFSET, rule.getBytes(java.nio.charset.StandardCharsets.UTF_8)), path.bytes());
        for (long part : new long[] {stamp.device(), stamp.inode(), stamp.size(), stamp.modified()}) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                hash = (hash ^ (part >>> shift & 0xFF)) * FNV_PRIME;
            }
        }
        return new JobId(word(hash));
    }

    /** The job of a batch, which has no other name than the moment and the order in which it came to be. */
    public static JobId ofBatch(String rule, long epochNanos, long serial) {
        long hash = mixed(
                FNV_OFFSET, (rule + ' ' + epochNanos + ' ' + serial).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new JobId(word(hash));
    }

    private static long mixed(long hash, byte[] bytes) {
        long mixed = hash;
        for (byte b : bytes) {
            mixed = (mixed ^ (b & 0xFF)) * FNV_PRIME;
        }
        return (mixed ^ 0xFF) * FNV_PRIME;
    }

    /** Short enough to be typed, and long enough that a million items do not share one. */
    private static String word(long hash) {
        String digits = "0".repeat(LENGTH) + Long.toUnsignedString(hash ^ hash >>> 29, 36);
        return digits.substring(digits.length() - LENGTH);
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    /** Written out, as {@link #hashCode} is, so that the first job need not wait for the JVM to put them together. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
