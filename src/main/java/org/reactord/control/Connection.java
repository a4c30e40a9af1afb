package org.reactord.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.Protocol;

/**
 * One client. Confined to the control thread.
 *
 * <pre>
 *            a line              the last line is queued
 *  AWAITING ────────→ ANSWERING ─────────────────────────→ SENDING
 *     │  ↑                                                    │
 *     │  └───────── all of it is sent, and more is to come ───┘
 *     │ too long, too late, or nonsense
 *     └────────────────→ REFUSED: the reason is sent, what still comes is thrown away, until the end
 * </pre>
 *
 * <p>A connection is good for one request, unless the request says {@code "keep": true}; one that asked for a shutdown is
 * held open until the process ends.
 *
 * <p>Nothing is read while an answer is under way: a client that asks faster than it reads fills its own socket.
 */
final class Connection {
    /** What a client is waited for, or waits for. */
    enum State {
        AWAITING,
        ANSWERING,
        SENDING,
        REFUSED
    }

    /** Bigger pieces would have the JDK keep a native buffer of their size. */
    private static final int PIECE = 64 * 1024;

    /** Who goes on for so long after a refusal does not read it anyway. */
    private static final int MOST_THROWN_AWAY = 1024 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ControlLoop loop;
    private final RequestLine line = new RequestLine();
    private final Deque<ByteBuffer> output = new ArrayDeque<>();
    private State state = State.AWAITING;
    private long since;
    private boolean inputEnded;
    private int thrownAway;
    private boolean answered;
    private boolean kept;
    private boolean held;
    private boolean streaming;
    private boolean talked;
    private @Nullable Runnable taken;

    Connection(SocketChannel channel, SelectionKey key, ControlLoop loop) {
        this.channel = channel;
        this.key = key;
        this.loop = loop;
        this.since = loop.now();
    }

    State state() {
        return state;
    }

    boolean held() {
        return held;
    }

    /** When it last came a step further. */
    long since() {
        return since;
    }

    /** How many bytes wait to be read by the client. */
    long unread() {
        return output.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /**
     * Whether it may have to go when others want to ask: it owes a request, leaves its answer unread, or has one without an
     * end.
     */
    boolean isDispensable() {
        return state == State.AWAITING || state == State.REFUSED || streaming || !output.isEmpty();
    }

    /** True if it has got on, now that it is looked at again. */
    boolean hasSpokenUp(ByteBuffer scratch) {
        if (state == State.AWAITING && key.isValid()) {
            try {
                read(scratch);
            } catch (IOException gone) {
                close();
            }
        }
        return !isDispensable();
    }

    /** When something must happen, on the loop's clock; nothing must while the daemon owes the answer. */
    OptionalLong deadline() {
        boolean sending = !output.isEmpty();
        return switch (state) {
            case AWAITING, REFUSED ->
                OptionalLong.of(since + loop.limits().silence().toNanos());
            case ANSWERING, SENDING ->
                sending && !streaming
                        ? OptionalLong.of(since + loop.limits().patience().toNanos())
                        : OptionalLong.empty();
        };
    }

    /** Its deadline has come. */
    void overdue() {
        if (state == State.AWAITING && !answered) {
            refuse("no request came within " + loop.limits().silence().toSeconds() + "s");
        } else {
            close();
        }
    }

    /** The socket has something to read, or room, or an end. */
    void ready(ByteBuffer scratch) {
        try {
            if (key.isValid() && key.isWritable()) {
                send();
            }
            if (key.isValid() && key.isReadable()) {
                read(scratch);
            }
        } catch (IOException gone) {
            close();
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        int count = channel.read(scratch);
        inputEnded |= count < 0;
        scratch.flip();
        if (state == State.REFUSED) {
            thrownAway += scratch.remaining();
            if (inputEnded || thrownAway > MOST_THROWN_AWAY) {
                close();
            }
            return;
        }
        line.add(scratch);
        if (streaming) {
            hearWhileStreaming();
        }
        next();
    }

    /**
     * One who is told things as they happen is listened to for his end alone. It may be that he only has nothing more to say
     * (shutdown(2)); if he has gone, a line that he cannot get shows it.
     */
    private void hearWhileStreaming() {
        talked = true;
        if (inputEnded) {
            say(AnswerLines.waiting("for what happens next"));
        } else {
            listen();
        }
    }

    /** Takes the next request, if it is all there. */
    private void next() {
        if (state != State.AWAITING || !key.isValid()) {
            return;
        }
        RequestLine.Next next = line.next(inputEnded);
        if (next instanceof RequestLine.Whole whole) {
            ask(whole.line());
        } else if (next instanceof RequestLine.TooLong) {
            refuse("a request is at most " + Protocol.LONGEST_REQUEST + " bytes long");
        } else if (inputEnded) {
            close();
            return;
        }
        listen();
    }

    private void ask(ByteBuffer request) {
        RequestReader.Read read = RequestReader.read(request);
        if (read instanceof RequestReader.Good good) {
            state = State.ANSWERING;
            kept = good.keep();
            loop.ask(good.request(), good.style(), this);
        } else if (read instanceof RequestReader.Bad bad) {
            refuse(bad.reason());
        }
    }

    /** The last of the answer. */
    void answer(byte[] lines) {
        if (state == State.ANSWERING) {
            state = State.SENDING;
            streaming = false;
            talked = false;
            say(lines);
        }
    }

    /** A part of an answer that has no end yet, and what to do when the client has taken it. */
    void stream(byte[] lines, Runnable next) {
        if (state != State.ANSWERING || !key.isValid()) {
            return;
        }
        streaming = true;
        taken = next;
        say(lines);
        if (inputEnded && !talked) {
            hearWhileStreaming();
        }
    }

    /** Something on the way to the answer. */
    void say(byte[] lines) {
        if (!key.isValid()) {
            return;
        }
        if (output.isEmpty()) {
            since = loop.now();
        }
        output.add(ByteBuffer.wrap(lines));
        try {
            send();
        } catch (IOException gone) {
            close();
        }
        if (!output.isEmpty()) {
            loop.boundUnread();
        }
    }

    void hold() {
        held = true;
    }

    /** The answer comes when something happens, if ever. */
    void park() {
        streaming = true;
    }

    /** Says why, and hears no more; what still comes is read and dropped, so that the reason arrives. */
    void refuse(String reason) {
        state = State.REFUSED;
        line.clear();
        say(AnswerLines.error(reason, Protocol.USAGE));
        since = loop.now();
    }

    private void send() throws IOException {
        while (!output.isEmpty()) {
            ByteBuffer first = output.element();
            ByteBuffer piece = first.slice(first.position(), Math.min(first.remaining(), PIECE));
            int count = channel.write(piece);
            first.position(first.position() + count);
            if (count > 0) {
                since = loop.now();
            }
            if (!first.hasRemaining()) {
                output.remove();
            } else if (piece.hasRemaining()) {
                break;
            }
        }
        if (output.isEmpty()) {
            sent();
        }
        listen();
    }

    private void sent() throws IOException {
        if (state == State.REFUSED) {
            channel.shutdownOutput();
            if (inputEnded) {
                close();
            }
        } else if (state == State.SENDING && kept) {
            state = State.AWAITING;
            answered = true;
            next();
        } else if (state == State.SENDING && !held) {
            close();
        } else if (state == State.ANSWERING && taken != null) {
            Runnable next = taken;
            taken = null;
            next.run();
        }
    }

    /** Wants to hear of what it can use, and of nothing else: a client that has gone must not keep the thread awake. */
    private void listen() {
        if (!key.isValid()) {
            return;
        }
        boolean reads = !inputEnded && (state == State.AWAITING || state == State.REFUSED || (streaming && !talked));
        key.interestOps((reads ? SelectionKey.OP_READ : 0) | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    void close() {
        output.clear();
        line.clear();
        taken = null;
        key.cancel();
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // close(2) gives the descriptor back whatever it says.
        }
        loop.closed(this);
    }
}
