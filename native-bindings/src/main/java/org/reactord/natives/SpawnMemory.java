package org.reactord.natives;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One block of native memory that holds all that {@code posix_spawn} is given: fixed structures, the two arrays of
 * addresses, and the strings.
 *
 * <p>Each thread has its own, which is filled on the heap and copied at once: one copy costs less than one for each of the
 * many strings of an environment. One that had to be large is not kept.
 */
final class SpawnMemory {
    /** glibc needs 80 bytes for the actions, 336 for the attributes, 128 for a set of signals. */
    private static final int PID = 0;

    private static final int ACTIONS = 16;
    private static final int ATTRIBUTES = ACTIONS + 512;
    private static final int SIGNAL_SET = 128;
    private static final int SIGNALS = ATTRIBUTES + 1024;
    private static final int VARIABLE = SIGNALS + SIGNAL_SET;
    private static final int ADDRESS = 8;

    /** As much as the arguments and the environment of most commands. */
    private static final int KEPT = 32 * 1024;

    private static final ThreadLocal<SpawnMemory> OF_THREAD = ThreadLocal.withInitial(() -> new SpawnMemory(KEPT));

    private final ByteBuffer block;
    private final long base;
    private final byte[] variable;
    private final int attributesError;
    private int end;
    private boolean hasNul;
    private long program;
    private long argv;
    private long envp;
    private long cwd;
    private long stdin;

    private SpawnMemory(int size) {
        block = Scratch.allocate(VARIABLE + size);
        base = LibC.address(block);
        variable = new byte[size];
        attributesError = SpawnAttributes.prepare(this);
    }

    /** The filled block, or null when there is no memory. What it holds is valid until the thread asks again. */
    static @Nullable SpawnMemory filled(
            byte[] program, byte[][] argv, byte[][] envp, byte @Nullable [] cwd, byte @Nullable [] stdin) {
        long size = sizeOf(argv) + sizeOf(envp) + sizeOf(program) + sizeOf(cwd) + sizeOf(stdin);
        SpawnMemory memory = ofSize(size);
        if (memory == null) {
            return null;
        }
        memory.end = 0;
        memory.hasNul = false;
        // The arrays come first because they must be aligned.
        memory.argv = memory.reserve(argv);
        memory.envp = memory.reserve(envp);
        memory.putAll(memory.argv, argv);
        memory.putAll(memory.envp, envp);
        memory.program = memory.put(program);
        memory.cwd = cwd == null ? 0 : memory.put(cwd);
        memory.stdin = stdin == null ? 0 : memory.put(stdin);
        memory.block.put(VARIABLE, memory.variable, 0, memory.end);
        return memory;
    }

    private static @Nullable SpawnMemory ofSize(long size) {
        if (size <= KEPT) {
            return OF_THREAD.get();
        }
        // The kernel takes far less for one child.
        return size > Integer.MAX_VALUE / 2 ? null : new SpawnMemory((int) size);
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
        long address = addressOf(end);
        int size = (strings.length + 1) * ADDRESS;
        Arrays.fill(variable, end, end + size, (byte) 0);
        end += size;
        return address;
    }

    private long addressOf(int offset) {
        return base + VARIABLE + offset;
    }

    private void putAll(long array, byte[][] strings) {
        int offset = (int) (array - base - VARIABLE);
        for (byte[] string : strings) {
            putAddress(offset, put(string));
            offset += ADDRESS;
        }
    }

    /** Little-endian, as every system that {@link Natives} takes. */
    private void putAddress(int offset, long address) {
        for (int i = 0; i < ADDRESS; i++) {
            variable[offset + i] = (byte) (address >>> (Byte.SIZE * i));
        }
    }

    private long put(byte[] string) {
        long address = addressOf(end);
        hasNul |= Scratch.hasNul(string);
        System.arraycopy(string, 0, variable, end, string.length);
        end += string.length;
        variable[end++] = 0;
        return address;
    }

    /** Whether a string contains a NUL, and would arrive cut short. */
    boolean hasNul() {
        return hasNul;
    }

    long pid() {
        return base + PID;
    }

    /** What posix_spawn has put there: the process id of the child. */
    int child() {
        return block.getInt(PID);
    }

    long actions() {
        return base + ACTIONS;
    }

    long attributes() {
        return base + ATTRIBUTES;
    }

    /** 0, or why the attributes could not be made: a positive error number. */
    int attributesError() {
        return attributesError;
    }

    long signals() {
        return base + SIGNALS;
    }

    /**
     * Puts every signal into the set. sigfillset(3) leaves out the two that glibc uses itself, and posix_spawn would
     * then leave those ignored in the child.
     */
    void fillSignals() {
        for (int i = 0; i < SIGNAL_SET; i++) {
            block.put(SIGNALS + i, (byte) 0xff);
        }
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
