package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/**
 * What else a child begins with: {@code posix_spawnattr_t}. They are the same for every child of a thread, and made with the
 * memory that they are in.
 */
final class SpawnAttributes {
    /** spawn.h. */
    private static final short SETSIGDEF = 0x04;

    private static final short SETSIGMASK = 0x08;
    private static final short SETSCHEDULER = 0x20;
    private static final short SETSID = 0x80;

    private SpawnAttributes() {}

    /** 0, or the positive error number: the convention of {@code posix_spawn} functions. */
    static int prepare(SpawnMemory memory) {
        long attributes = memory.attributes();
        int error = LIBC.posix_spawnattr_init(attributes);
        if (error == 0) {
            memory.fillSignals();
            error = LIBC.posix_spawnattr_setsigdefault(attributes, memory.signals());
        }
        if (error == 0) {
            LIBC.sigemptyset(memory.signals());
            error = LIBC.posix_spawnattr_setsigmask(attributes, memory.signals());
        }
        return error == 0 ? LIBC.posix_spawnattr_setflags(attributes, flags()) : error;
    }

    /** A child of a thread that stands back is scheduled by default again, which is what the attributes say from the start. */
    private static short flags() {
        int flags = SETSIGDEF | SETSIGMASK | SETSID;
        return (short) (Processes.standsBack() ? flags | SETSCHEDULER : flags);
    }
}
