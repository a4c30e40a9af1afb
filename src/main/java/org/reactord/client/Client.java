package org.reactord.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.NoRandomness;
import org.reactord.contact.Places;
import org.reactord.rule.Durations;

/**
 * Asks the daemon, and prints what it answers: the daemon renders. Free of everything that is slow to load, because
 * nobody waits gladly for {@code status}.
 */
public final class Client {
    private static final int PIECE = 16 * 1024;

    private final ClientOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final IntConsumer ending;

    public Client(ClientOptions options, PrintStream out, PrintStream err) {
        this(options, out, err, new Stay());
    }

    /**
     * With something to do once an exit code is known, while the channel is still open.
     *
     * @param ending gets the code; it may end the process, or return
     */
    Client(ClientOptions options, PrintStream out, PrintStream err, IntConsumer ending) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.ending = ending;
    }

    /** A request with the style that the options and the terminal ask for. */
    public RequestText request(String name) {
        return request(name, TerminalSize.ofLauncher());
    }

    /** The same, for a terminal of this size. */
    public RequestText request(String name, TerminalSize size) {
        RequestText request = new RequestText(name);
        if (options.json()) {
            return request.put("format", "json");
        }
        Terminal terminal = Terminal.ofProcess(size);
        return request.put("format", "text")
                .put("width", terminal.width())
                .put("color", terminal.color() && !options.noColor())
                .put("verbose", options.verbose());
    }

    /** Asks; the exit code. */
    public int ask(RequestText request) {
        Meeting told = meeting();
        Places places = told.places();
        return places == null ? told.exit() : ask(request, places);
    }

    /**
     * Where the daemon is asked.
     *
     * @param places null if it cannot be asked, which was said
     * @param exit the exit code in that case
     */
    public record Meeting(@Nullable Places places, int exit) {}

    /** Finds the daemon's socket, and looks whose it is. */
    public Meeting meeting() {
        Places.Result told = Places.ofProcess(options.places());
        if (told instanceof Places.Unclear unclear) {
            return nowhere(unclear.reason());
        }
        if (!(told instanceof Places.Found found)) {
            return new Meeting(null, ExitCode.FAILED.code());
        }
        Places places = found.places();
        Optional<String> distrust = places.distrust();
        return distrust.isPresent() ? nowhere(distrust.get()) : new Meeting(places, ExitCode.FINE.code());
    }

    private Meeting nowhere(String reason) {
        return new Meeting(null, fail(ExitCode.FAILED, reason));
    }

    /** How long an answer is waited for. */
    public Duration patience() {
        return options.timeout().orElse(ClientOptions.PATIENCE);
    }

    private int ask(RequestText request, Places places) {
        try (SocketChannel channel = NoRandomness.open();
                Deadline deadline = Deadline.start(channel, patience())) {
            int exit = ask(request, places, channel, deadline);
            ending.accept(exit);
            return exit;
        } catch (IOException broken) {
            return fail(ExitCode.FAILED, "cannot use " + places.socket().told() + ": " + broken.getMessage());
        }
    }

    private int ask(RequestText request, Places places, SocketChannel channel, Deadline deadline) {
        Conversation conversation = new Conversation(options, out, err, deadline);
        boolean connected = false;
        try {
            channel.connect(UnixDomainSocketAddress.of(places.socket().path()));
            connected = true;
            send(request, channel);
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            // To the end of the connection, not of the answer: a daemon that was to shut down is gone only then.
            while (!conversation.unread() && channel.read(piece.clear()) >= 0) {
                conversation.hear(piece.flip());
            }
        } catch (IOException broken) {
            if (deadline.expired() && !conversation.ended()) {
                return late(places);
            }
            if (!connected) {
                return absent(places, broken);
            }
        }
        if (conversation.unread()) {
            return ExitCode.FINE.code();
        }
        return conversation.ended() ? conversation.exit() : cutOff(places, conversation);
    }

    /** Nothing came in time. */
    public int late(Places places) {
        return fail(
                ExitCode.TIMED_OUT,
                "the daemon at " + places.socket().told() + " did not answer within " + Durations.text(patience())
                        + "; it is stopped, or very busy");
    }

    /** Says it; that nobody hears is found out by who reads the answer. */
    public static void send(RequestText request, SocketChannel channel) {
        ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException refused) {
            // A daemon that will not hear says why: what can be read now tells more than what could not be written.
        }
    }

    /** The connection broke or ended before the last line came. */
    private int cutOff(Places places, Conversation conversation) {
        String where = "the daemon at " + places.socket().told();
        return conversation.begun()
                ? fail(ExitCode.FAILED, where + " ended in the middle of its answer")
                : fail(ExitCode.NOT_RUNNING, where + " ended before it answered");
    }

    /** There is nobody to connect to. */
    public int absent(Places places, IOException reason) {
        String message = String.valueOf(reason.getMessage());
        if (message.contains("Permission denied")) {
            return fail(
                    ExitCode.FAILED,
                    "you may not ask the daemon at " + places.socket().told() + ": " + message);
        }
        if (message.contains("too long")) {
            return fail(
                    ExitCode.FAILED,
                    "the path of the control socket, " + places.socket().told()
                            + ", is too long for the kernel; name a shorter one with REACTOR_SOCKET");
        }
        return fail(
                ExitCode.NOT_RUNNING,
                "no daemon is listening at " + places.socket().told() + "; start one with: reactorctl server");
    }

    /** Says on stderr why it failed; the exit code. */
    public int fail(ExitCode exit, String reason) {
        out.flush();
        err.println("reactorctl: " + reason);
        err.flush();
        return exit.code();
    }

    /** A class, since a lambda takes longer to link. */
    private static final class Stay implements IntConsumer {
        @Override
        public void accept(int exit) {
            // Whoever asked goes on.
        }
    }
}
