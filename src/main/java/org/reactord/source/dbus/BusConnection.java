package org.reactord.source.dbus;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Processes;
import org.reactord.natives.UnixArrivals;
import org.reactord.natives.UnixStream;

/** A connection to a bus. Once {@link Listener#ended} was told, or after {@link #close}, nothing more is told. */
public final class BusConnection {
    /** The name, and the interface, under which the bus itself can be called. */
    public static final String BUS = "org.freedesktop.DBus";

    /** Where {@link #BUS} is called. */
    public static final String BUS_PATH = "/org/freedesktop/DBus";

    /** Who hears it, in {@link #ready} and {@link #call}. */
    public interface Listener {
        /** The bus has let us in. */
        void joined();

        /** Somebody said something, to all or to us; who it was, only {@link BusMessage#sender} says. */
        void signal(BusMessage signal);

        /** It is of no use any more, for a reason in words that follow "the bus"; it is closed as soon as this returns. */
        void ended(String why);
    }

    private static final class Call {
        private final long serial;
        private final String destination;
        private final byte[] message;
        private final Consumer<BusMessage> answer;

        private Call(long serial, String destination, byte[] message, Consumer<BusMessage> answer) {
            this.serial = serial;
            this.destination = destination;
            this.message = message;
            this.answer = answer;
        }
    }

    /** What the kernel takes at once even if the bus is slow: a message of ours occupies about a kilobyte. */
    private static final int MOST_UNANSWERED = 16;

    private static final int MOST_WAITING = 8192;
    private static final int CHUNK = 16 * 1024;

    private final int fd;
    private final Listener listener;
    private final UnixArrivals arrivals = new UnixArrivals(CHUNK);
    private final Incoming incoming = new Incoming();
    private final Greeting greeting = new Greeting();
    private final Queue<Call> waiting = new ArrayDeque<>();
    private final Map<Long, Call> unanswered = new HashMap<>();
    private long serial;
    private boolean open = true;

    private BusConnection(int fd, Listener listener) {
        this.fd = fd;
        this.listener = listener;
    }

    /** What {@link #open} leads to. */
    public sealed interface Opened {}

    /** Somebody listens there, and was greeted. */
    public record Connected(BusConnection connection) implements Opened {}

    /**
     * Nobody does, for a reason that a person can read.
     *
     * @param isThere whether at least the socket is there
     */
    public record Refused(String why, boolean isThere) implements Opened {}

    /** Connects; what follows is told to the listener once {@link #fd} is readable. */
    public static Opened open(BusAddress address, Listener listener) {
        int fd = UnixStream.connect(address.bytes());
        if (fd < 0) {
            return new Refused(Errno.message(fd), fd != -Errno.ENOENT && fd != -Errno.ENOTDIR);
        }
        byte[] first = Greeting.first(Processes.geteuid());
        int answer = UnixStream.send(fd, first);
        if (answer != first.length) {
            Fd.close(fd);
            return new Refused(answer < 0 ? Errno.message(answer) : "it takes nothing", true);
        }
        return new Connected(new BusConnection(fd, listener));
    }

    /** What is to be waited for, until it can be read from. */
    public int fd() {
        return fd;
    }

    /** Reads once what there is, and tells it. */
    public void ready() {
        try {
            int count = arrivals.receive(fd);
            if (count == -Errno.EAGAIN || count == -Errno.EINTR) {
                return;
            }
            if (count <= 0) {
                throw new Malformed(count == 0 ? "has hung up" : "cannot be heard: " + Errno.message(count));
            }
            incoming.add(arrivals.data(), arrivals.descriptors());
            if (arrivals.lacksDescriptors()) {
                throw new Malformed("passes a descriptor while this process has too many");
            }
            greet();
            hear();
        } catch (Malformed broken) {
            end(broken.how());
        }
    }

    private void greet() throws Malformed {
        while (open && !greeting.isOver()) {
            Optional<String> line = incoming.line();
            if (line.isEmpty()) {
                return;
            }
            send(greeting.next(line.get()));
            if (greeting.isOver()) {
                call(BUS, BUS_PATH, BUS, "Hello", this::letIn);
            }
        }
    }

    private void letIn(BusMessage answer) {
        if (answer.type() == BusMessage.Type.RETURN) {
            listener.joined();
        } else {
            end("does not let this program in: " + answer.trouble());
        }
    }

    private void hear() throws Malformed {
        while (open && greeting.isOver()) {
            Optional<BusMessage> message = incoming.message();
            if (message.isEmpty()) {
                return;
            }
            heard(message.get());
        }
    }

    private void heard(BusMessage message) throws Malformed {
        boolean taken = false;
        switch (message.type()) {
            case SIGNAL -> listener.signal(message);
            case RETURN, ERROR -> taken = answered(message);
            case CALL -> {} // we serve nothing
        }
        if (!taken) {
            message.descriptors().forEach(Fd::close);
        }
    }

    private boolean answered(BusMessage answer) throws Malformed {
        Call call = unanswered.get(answer.answered());
        // An answer of somebody who was not asked is none.
        if (call == null
                || !(answer.sender().equals(call.destination) || answer.sender().equals(BUS))) {
            return false;
        }
        unanswered.remove(answer.answered());
        call.answer.accept(answer);
        sendWaiting();
        return true;
    }

    /**
     * Calls a method whose arguments are all texts.
     *
     * @param destination the bus, or the unique name of somebody
     * @param answer gets what comes back, if anything does, a RETURN or an ERROR, and owns its descriptors
     */
    public void call(
            String destination,
            String path,
            String inside,
            String member,
            Consumer<BusMessage> answer,
            String... arguments) {
        if (!open) {
            return;
        }
        serial++;
        byte[] message = MessageFormat.call(serial, destination, path, inside, member, arguments);
        waiting.add(new Call(serial, destination, message, answer));
        try {
            sendWaiting();
        } catch (Malformed slow) {
            end(slow.how());
        }
    }

    private void sendWaiting() throws Malformed {
        while (open && unanswered.size() < MOST_UNANSWERED && !waiting.isEmpty()) {
            Call next = waiting.remove();
            unanswered.put(next.serial, next);
            send(next.message);
        }
        if (waiting.size() > MOST_WAITING) {
            throw new Malformed("does not answer");
        }
    }

    private void send(byte[] bytes) throws Malformed {
        int count = UnixStream.send(fd, bytes);
        if (count != bytes.length) {
            throw new Malformed(
                    count < 0 && count != -Errno.EAGAIN ? "has gone: " + Errno.message(count) : "takes nothing");
        }
    }

    private void end(String why) {
        if (open) {
            open = false;
            listener.ended(why);
            release();
        }
    }

    /** Ends it. */
    public void close() {
        if (open) {
            open = false;
            release();
        }
    }

    private void release() {
        incoming.close();
        unanswered.clear();
        waiting.clear();
        Fd.close(fd);
    }
}
