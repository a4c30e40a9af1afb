package org.reactord.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactord.contact.Place;
import org.reactord.contact.Places;

/**
 * The right to be the one daemon of a socket: a lock that the kernel drops with the process, so a stale file is
 * harmless. To be taken before anything else that only one daemon may do; the socket comes last, since it announces
 * that the daemon is ready.
 */
public final class Claim implements AutoCloseable {
    /** What fits into {@code sun_path} with a NUL, and with the dot of the name that is bound first (104 on the BSDs). */
    private static final int LONGEST_ADDRESS = 102;

    /** Whether the claim was granted. */
    public sealed interface Result {}

    public record Taken(Claim claim) implements Result {}

    /**
     * Another daemon has it.
     *
     * @param pid its process, if it has come so far as to say
     */
    public record AlreadyRunning(OptionalLong pid, Place socket) implements Result {
        /** A sentence for the person who started the second one. */
        public String describe() {
            String who = pid.isPresent() ? "a daemon (pid " + pid.getAsLong() + ")" : "another daemon";
            return who + " is running already, with its socket at " + socket.told();
        }
    }

    /** Nobody can have it, for this reason: a sentence. */
    public record CannotOpen(String reason) implements Result {}

    private final Places places;
    private final DaemonLock lock;
    private boolean bound;

    private Claim(Places places, DaemonLock lock) {
        this.places = places;
        this.lock = lock;
    }

    /** Takes the claim, making the directory if need be. */
    public static Result take(Places places) {
        Place socket = places.socket();
        Optional<String> unnameable = unnameable(socket);
        if (unnameable.isPresent()) {
            return new CannotOpen(unnameable.get());
        }
        Optional<String> refusal = ControlDirectory.prepare(places, Places.uid());
        if (refusal.isPresent()) {
            return new CannotOpen(refusal.get());
        }
        try {
            DaemonLock lock = new DaemonLock(places.lock());
            return lock.take(socket.text())
                    ? new Taken(new Claim(places, lock))
                    : new AlreadyRunning(lock.holder(), socket);
        } catch (IOException failed) {
            return new CannotOpen("cannot lock " + new Place(places.lock(), socket.from(), false).told() + ": "
                    + FileTrouble.reason(failed));
        }
    }

    /** Why the kernel takes no socket of this name; empty if it does. */
    static Optional<String> unnameable(Place socket) {
        int length = socket.length();
        return length <= LONGEST_ADDRESS
                ? Optional.empty()
                : Optional.of("the path of the control socket, " + socket.told() + ", has " + length
                        + " bytes, and the kernel takes " + LONGEST_ADDRESS
                        + "; name a shorter one with REACTOR_SOCKET");
    }

    Places places() {
        return places;
    }

    Path socket() {
        return places.socket().path();
    }

    /** From now on the socket is there, and is this daemon's to remove. */
    void bound() {
        bound = true;
    }

    /** Removes the socket, if it was opened, and the lock. What it left before is harmless, and is left. */
    @Override
    public void close() {
        removeSocket();
        lock.release();
    }

    void removeSocket() {
        if (!bound) {
            return;
        }
        bound = false;
        try {
            Files.deleteIfExists(socket());
        } catch (IOException stays) {
            // A stale socket is harmless: the next daemon replaces it.
        }
    }
}
