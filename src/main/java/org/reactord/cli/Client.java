package org.reactord.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.reactord.control.ControlDirectory;
import org.reactord.control.Places;
import org.reactord.rule.Durations;

/**
 * Asks the daemon, and prints what it answers: the daemon renders. Free of everything that is slow to load, because
 * nobody waits gladly for {@code status}.
 */
final class Client {
    private static final int PIECE = 16 * 1024;

    private final ClientOptions options;
    private final PrintStream out;
    private final PrintStream err;

    Client(ClientOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** A request with the style that the options and the terminal ask for. */
    RequestText request(String name) {
        return request(name, TerminalSize.ofLauncher());
    }

    private RequestText request(String name, TerminalSize size) {
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
    int ask(RequestText request) {
        return at(places -> ask(request, places));
    }

    /** Asks again and again for what is newer, and shows each answer in the place of the last; the exit code. */
    int watch(String name) {
        return at(places -> new Watch(this, options, places, size -> request(name, size), out, err).run());
    }

    private int at(ToIntFunction<Places> does) {
        Places.Result told = Places.ofProcess(options.places());
        if (told instanceof Places.Unclear unclear) {
            return fail(ExitCode.FAILED, unclear.reason());
        }
        if (!(told instanceof Places.Found found)) {
            return ExitCode.FAILED.code();
        }
        Places places = found.places();
        if (!places.socket().chosen()) {
            Optional<String> distrust = ControlDirectory.distrust(places, Places.uid());
            if (distrust.isPresent()) {
                return fail(ExitCode.FAILED, distrust.get());
            }
        }
        return does.applyAsInt(places);
    }

    /** How long an answer is waited for. */
    Duration patience() {
        return options.timeout().orElse(ClientOptions.PATIENCE);
    }

    private int ask(RequestText request, Places places) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Deadline deadline = Deadline.start(channel, patience())) {
            return ask(request, places, channel, deadline);
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
    int late(Places places) {
        return fail(
                ExitCode.TIMED_OUT,
                "the daemon at " + places.socket().told() + " did not answer within " + Durations.text(patience())
                        + "; it is stopped, or very busy");
    }

    static void send(RequestText request, SocketChannel channel) {
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
    int absent(Places places, IOException reason) {
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

    int fail(ExitCode exit, String reason) {
        out.flush();
        err.println("reactorctl: " + reason);
        err.flush();
        return exit.code();
    }
}
