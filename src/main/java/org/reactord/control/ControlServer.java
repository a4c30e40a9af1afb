package org.reactord.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.reactord.engine.Engine;
import org.reactord.threads.Ends;

/** The control socket of a daemon that is ready: it is there from {@link #open} to {@link #close}. */
public final class ControlServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int SOCKET = 0140000;
    private static final int FILE_TYPE = 0170000;

    private final Claim claim;
    private final ControlLoop loop;
    private final Thread thread;

    /** Whether the socket is open. */
    public sealed interface Result {}

    public record Opened(ControlServer server) implements Result {}

    /** It is not, for this reason: a sentence. The claim is still held. */
    public record CannotOpen(String reason) implements Result {}

    private ControlServer(Claim claim, ControlLoop loop, Thread thread) {
        this.claim = claim;
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Opens the socket, and answers from now on. To be called when every watch is armed, since the socket says so.
     *
     * @param claim is the server's from now on, if it was opened
     * @param archive the state directory, as far as answers need it
     */
    public static Result open(
            Claim claim, Engine engine, Reloader reloader, Facts facts, Archive archive, ThreadFactory threads) {
        return open(claim, engine, reloader, facts, archive, threads, Limits.USUAL);
    }

    static Result open(
            Claim claim,
            Engine engine,
            Reloader reloader,
            Facts facts,
            Archive archive,
            ThreadFactory threads,
            Limits limits) {
        Path socket = claim.socket();
        try {
            if (isSomethingElse(socket)) {
                return new CannotOpen(claim.places().socket().told()
                        + " is there and is no socket; remove it, or name another place with REACTOR_SOCKET");
            }
            ServerSocketChannel channel = bind(socket);
            claim.bound();
            ControlLoop loop = new ControlLoop(
                    channel,
                    Peers.ofOwner(socket),
                    new Desk(engine, reloader, facts, archive, new Clerk(threads)),
                    limits);
            Thread thread = threads.newThread(loop);
            thread.setName("control");
            thread.start();
            return new Opened(new ControlServer(claim, loop, thread));
        } catch (IOException failed) {
            claim.removeSocket();
            return new CannotOpen("cannot open the control socket "
                    + claim.places().socket().told() + ": " + FileTrouble.reason(failed));
        }
    }

    private static boolean isSomethingElse(Path socket) throws IOException {
        try {
            Object mode = Files.getAttribute(socket, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return mode instanceof Integer bits && (bits & FILE_TYPE) != SOCKET;
        } catch (NoSuchFileException free) {
            return false;
        }
    }

    /** Binds aside and renames: nobody ever sees the socket with other permissions, or a stale one missing. */
    private static ServerSocketChannel bind(Path socket) throws IOException {
        Path aside = socket.resolveSibling("." + socket.getFileName());
        Files.deleteIfExists(aside);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(aside), BACKLOG);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
            Files.move(aside, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException failed) {
            channel.close();
            Files.deleteIfExists(aside);
            throw failed;
        }
    }

    /**
     * Removes the socket, sends the last answers, and then removes the lock. Connections that asked for the shutdown
     * stay open until the process ends, because their end tells the client so.
     */
    @Override
    public void close() {
        claim.removeSocket();
        loop.stop();
        Ends.await(List.of(thread), claim::close);
    }
}
