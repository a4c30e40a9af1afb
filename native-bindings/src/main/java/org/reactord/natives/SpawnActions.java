package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** What happens to the descriptors and the directory of a child before its program: {@code posix_spawn_file_actions_t}. */
final class SpawnActions {
    private static final int FIRST_TO_CLOSE = 3;

    /**
     * O_NONBLOCK, so that a FIFO in the place of the file cannot hold the child, and with it the thread that waits for
     * the child to execute; regular files do not know the flag.
     */
    private static final int STDIN_FLAGS = OpenFlags.O_RDONLY | OpenFlags.O_NOCTTY | OpenFlags.O_NONBLOCK;

    private final SpawnMemory memory;
    private boolean exist;

    SpawnActions(SpawnMemory memory) {
        this.memory = memory;
    }

    /** 0, or the positive error number: the convention of {@code posix_spawn} functions. */
    int prepare(int[] sources) {
        int error = LIBC.posix_spawn_file_actions_init(memory.actions());
        exist = error == 0;
        if (error == 0) {
            error = streams(sources);
        }
        if (error == 0 && memory.cwd() != 0) {
            error = LIBC.posix_spawn_file_actions_addchdir_np(memory.actions(), memory.cwd());
        }
        if (error == 0) {
            error = LIBC.posix_spawn_file_actions_addclosefrom_np(memory.actions(), FIRST_TO_CLOSE);
        }
        return error;
    }

    private int streams(int[] sources) {
        int error = 0;
        if (memory.stdin() != 0) {
            error = LIBC.posix_spawn_file_actions_addopen(memory.actions(), 0, memory.stdin(), STDIN_FLAGS, 0);
        }
        for (int target = 0; target < sources.length && error == 0; target++) {
            boolean opened = target == 0 && memory.stdin() != 0;
            if (sources[target] >= 0 && !opened) {
                // Where source and target are one, libc clears close-on-exec in the child.
                error = LIBC.posix_spawn_file_actions_adddup2(memory.actions(), sources[target], target);
            }
        }
        return error;
    }

    void destroy() {
        if (exist) {
            LIBC.posix_spawn_file_actions_destroy(memory.actions());
        }
    }
}
