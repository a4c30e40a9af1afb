package org.reactord.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for the arguments of one call: a path, and a small structure that the kernel fills.
 *
 * <p>Each thread has its own, so that no call allocates. What it holds is valid until the thread's next call.
 */
final class Scratch {
    /** limits.h: with the NUL. */
    static final int PATH_MAX = 4096;

    private static final int STRUCT_SIZE = 1024;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final ByteBuffer path = allocate(PATH_MAX);
    private final ByteBuffer struct = allocate(STRUCT_SIZE);
    private final long pathAddress = LibC.address(path);
    private final long structAddress = LibC.address(struct);

    private Scratch() {}

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Makes the path ready at {@link #path()}: 0, or the {@code -errno} the call would deserve. */
    int setPath(byte[] bytes) {
        if (bytes.length >= PATH_MAX) {
            return -Errno.ENAMETOOLONG;
        }
        if (hasNul(bytes)) {
            return -Errno.EINVAL;
        }
        path.put(0, bytes).put(bytes.length, (byte) 0);
        return 0;
    }

    static boolean hasNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    long path() {
        return pathAddress;
    }

    /** The structure's bytes, in native order. */
    ByteBuffer struct() {
        return struct;
    }

    long structAddress() {
        return structAddress;
    }
}
