package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import org.jspecify.annotations.Nullable;

/**
 * Starts a child process: posix_spawn(3).
 *
 * <p>The child leads a session and process group of its own, no signal is blocked or ignored in it, and it has no
 * descriptor above 2. Without a word about it a standard stream is the daemon's own.
 *
 * <p>The program is a path; nothing is searched in {@code PATH}, and a file without a known format is not given to a shell
 * but answered with ENOEXEC. An error does not say what it is about: ENOENT may mean the program, its interpreter, the
 * working directory or the file for stdin, so whoever has to tell them apart looks at those first. The calling thread waits
 * until the child has executed the program. The child inherits the umask, the resource limits, and the timer slack of the calling
 * thread, but not that it {@linkplain Processes#standBack stands back}.
 */
public final class Spawn {
    private static final int INHERIT = -1;

    private final byte[] program;
    private final byte[][] argv;
    private final byte[][] envp;
    private byte @Nullable [] cwd;
    private byte @Nullable [] stdinPath;
    private final int[] streams = {INHERIT, INHERIT, INHERIT};

    /**
     * A child to be.
     *
     * @param program the path of the program
     * @param argv its arguments, the first of them its own name
     * @param envp its whole environment, as {@code NAME=value}
     */
    public Spawn(byte[] program, byte[][] argv, byte[][] envp) {
        this.program = program;
        this.argv = argv;
        this.envp = envp;
    }

    /** The directory it starts in. Relative paths of program and arguments are resolved there. */
    public Spawn cwd(byte[] directory) {
        cwd = directory;
        return this;
    }

    /** Gives it this file to read, opened by the child. A FIFO does not make the opening wait. */
    public Spawn stdin(byte[] path) {
        stdinPath = path;
        return this;
    }

    /** Gives it this descriptor to read. */
    public Spawn stdin(int fd) {
        streams[0] = fd;
        return this;
    }

    /** Where its standard output goes. */
    public Spawn stdout(int fd) {
        streams[1] = fd;
        return this;
    }

    /** Where its standard error goes. */
    public Spawn stderr(int fd) {
        streams[2] = fd;
        return this;
    }

    /** Starts it: its process id, or {@code -errno}: ENOENT, EACCES, E2BIG, ENOEXEC, ENOTDIR, EAGAIN, ENOMEM … */
    public int spawn() {
        int[] sources = streams.clone();
        int bad = moveLowDescriptors(sources);
        try {
            return bad < 0 ? bad : spawn(sources);
        } finally {
            closeMoved(sources);
        }
    }

    /**
     * The streams are put in place one after the other. A source among 0, 1 and 2 could be overwritten before its turn,
     * so it is moved out of the way first.
     */
    private int moveLowDescriptors(int[] sources) {
        for (int target = 0; target < sources.length; target++) {
            if (sources[target] >= 0 && sources[target] <= 2 && sources[target] != target) {
                int moved = Fd.duplicate(sources[target], 3);
                if (moved < 0) {
                    return moved;
                }
                sources[target] = moved;
            }
        }
        return 0;
    }

    private void closeMoved(int[] sources) {
        for (int target = 0; target < sources.length; target++) {
            if (sources[target] != streams[target]) {
                Fd.close(sources[target]);
            }
        }
    }

    private int spawn(int[] sources) {
        SpawnMemory memory = SpawnMemory.filled(program, argv, envp, cwd, stdinPath);
        if (memory == null) {
            return -Errno.ENOMEM;
        }
        if (memory.attributesError() != 0) {
            return -memory.attributesError();
        }
        return memory.hasNul() ? -Errno.EINVAL : spawn(memory, sources);
    }

    private static int spawn(SpawnMemory memory, int[] sources) {
        SpawnActions actions = new SpawnActions(memory);
        try {
            int error = actions.prepare(sources);
            if (error == 0) {
                error = LIBC.posix_spawn(
                        memory.pid(),
                        memory.program(),
                        memory.actions(),
                        memory.attributes(),
                        memory.argv(),
                        memory.envp());
            }
            return error == 0 ? memory.child() : -error;
        } finally {
            actions.destroy();
        }
    }
}
