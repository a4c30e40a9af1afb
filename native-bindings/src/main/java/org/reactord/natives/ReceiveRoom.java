package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * Room for what one recvmsg(2) brings.
 *
 * <p>{@code struct msghdr} is name, its length, iov, their number, control, its length, flags, 8 bytes each; {@code struct
 * cmsghdr} its length (8), level and type (4 each), and then what the type says. Confined to one thread.
 */
final class ReceiveRoom {
    private static final int HEADER_SIZE = 56;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int SOL_SOCKET = 1;

    /** Where the data of a control message begins, counted from its own beginning. */
    private static final int CONTROL_DATA = 16;

    private final ByteBuffer data;
    private final ByteBuffer name;
    private final ByteBuffer control;
    private final ByteBuffer vector = Scratch.allocate(2 * Long.BYTES);
    private final ByteBuffer header = Scratch.allocate(HEADER_SIZE);
    private final long address = LibC.address(header);

    ReceiveRoom(int dataSize, int nameSize, int controlSize) {
        data = Scratch.allocate(dataSize);
        name = Scratch.allocate(nameSize);
        control = Scratch.allocate(controlSize);
        vector.putLong(0, LibC.address(data)).putLong(Long.BYTES, dataSize);
    }

    /** Receives once: how many bytes {@link #data} holds then, or {@code -errno}. */
    int receive(int fd, int flags) {
        header.putLong(0, LibC.address(name)).putLong(8, name.capacity());
        header.putLong(16, LibC.address(vector)).putLong(24, 1);
        header.putLong(32, LibC.address(control))
                .putLong(CONTROL_LENGTH, control.capacity())
                .putLong(FLAGS, 0);
        data.clear();
        int count = (int) LibC.result(LIBC.recvmsg(fd, address, flags));
        data.limit(Math.max(0, count));
        if (count < 0) {
            header.putLong(CONTROL_LENGTH, 0);
        }
        return count;
    }

    /** Whether the kernel set this flag, {@code MSG_*}. */
    boolean isFlagged(int flag) {
        return (header.getInt(FLAGS) & flag) != 0;
    }

    ByteBuffer data() {
        return data;
    }

    ByteBuffer name() {
        return name;
    }

    /** What the first control message of this type holds, in native order; empty if there is none. */
    ByteBuffer control(int type) {
        int end = (int) header.getLong(CONTROL_LENGTH);
        for (int at = 0; at + CONTROL_DATA <= end; ) {
            int length = (int) control.getLong(at);
            if (control.getInt(at + 8) == SOL_SOCKET && control.getInt(at + 12) == type) {
                return control.slice(at + CONTROL_DATA, length - CONTROL_DATA).order(control.order());
            }
            at += (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        }
        return control.slice(0, 0);
    }
}
