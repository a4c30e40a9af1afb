package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import com.kenai.jffi.MemoryIO;
import org.jspecify.annotations.Nullable;

/**
 * One block of native memory that holds all that {@code posix_spawn} is given: fixed structures, the two arrays of
 * addresses, and the strings.
 */
final class SpawnMemory {
    private static final MemoryIO MEMORY = MemoryIO.getInstance();

    /** glibc needs 80 bytes for the actions, 336 for the attributes, 128 for a set of signals. */
    private static final int PID = 0;

    private static final int ACTIONS = 16;
    private static final int ATTRIBUTES = ACTIONS + 512;
    private static final int SIGNAL_SET = 128;
    private static final int SIGNALS = ATTRIBUTES + 1024;
    private static final int VARIABLE = SIGNALS + SIGNAL_SET;
    private static final int ADDRESS = 8;

    private final long base;
    private long end = VARIABLE;
    private boolean hasNul;
    private long program;
    private long argv;
    private long envp;
    private long cwd;
    private long stdin;

    private SpawnMemory(long base) {
        this.base = base;
    }

    /** The filled block, or null when there is no memory. */
    static @Nullable SpawnMemory allocate(
            byte[] program, byte[][] argv, byte[][] envp, byte @Nullable [] cwd, byte @Nullable [] stdin) {
        long size = VARIABLE + sizeOf(argv) + sizeOf(envp) + sizeOf(program) + sizeOf(cwd) + sizeOf(stdin);
        long base = LIBC.malloc(size);
        if (base == 0) {
            return null;
        }
        SpawnMemory memory = new SpawnMemory(base);
        // The arrays come first because they must be aligned.
        memory.argv = memory.reserve(argv);
        memory.envp = memory.reserve(envp);
        memory.putAll(memory.argv, argv);
        memory.putAll(memory.envp, envp);
        memory.program = memory.put(program);
        memory.cwd = cwd == null ? 0 : memory.put(cwd);
        memory.stdin = stdin == null ? 0 : memory.put(stdin);
        return memory;
    }

    private static long sizeOf(byte @Nullable [] string) {
        return string == null ? 0 : string.length + 1L;
    }

    private static long sizeOf(byte[][] strings) {
        long size = (strings.length + 1L) * ADDRESS;
        for (byte[] string : strings) {
            size += sizeOf(string);
        }
        return size;
    }

    private long reserve(byte[][] strings) {
        long address = base + end;
        end += (strings.length + 1L) * ADDRESS;
        return address;
    }

    private void putAll(long array, byte[][] strings) {
        long offset = array - base;
        for (byte[] string : strings) {
            MEMORY.putLong(base + offset, put(string));
            offset += ADDRESS;
        }
        MEMORY.putLong(base + offset, 0);
    }

    private long put(byte[] string) {
        long address = base + end;
        hasNul |= Scratch.hasNul(string);
        MEMORY.putByteArray(base + end, string, 0, string.length);
        MEMORY.putByte(base + end + string.length, (byte) 0);
        end += string.length + 1L;
        return address;
    }

    void free() {
        LIBC.free(base);
    }

    /** Whether a string contains a NUL, and would arrive cut short. */
    boolean hasNul() {
        return hasNul;
    }

    long pid() {
        return base + PID;
    }

    /** What posix_spawn has put where {@link #pid} says. */
    int child() {
        return MEMORY.getInt(base + PID);
    }

    long actions() {
        return base + ACTIONS;
    }

    long attributes() {
        return base + ATTRIBUTES;
    }

    long signals() {
        return base + SIGNALS;
    }

    /**
     * Puts every signal into the set. sigfillset(3) leaves out the two that glibc uses itself, and posix_spawn would
     * then leave those ignored in the child.
     */
    void fillSignals() {
        MEMORY.setMemory(base + SIGNALS, SIGNAL_SET, (byte) 0xff);
    }

    long program() {
        return program;
    }

    long argv() {
        return argv;
    }

    long envp() {
        return envp;
    }

    /** 0 if there is none. */
    long cwd() {
        return cwd;
    }

    /** 0 if there is none. */
    long stdin() {
        return stdin;
    }
}
