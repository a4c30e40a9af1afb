package org.reactord.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Client;
import org.reactord.client.ClientOptions;
import org.reactord.client.Conversation;
import org.reactord.client.Deadline;
import org.reactord.client.ExitCode;
import org.reactord.client.RequestText;
import org.reactord.client.Terminal;
import org.reactord.client.TerminalSize;
import org.reactord.contact.Places;
import org.reactord.natives.Natives;
import org.reactord.natives.WindowSize;

/**
 * Shows an answer anew whenever the daemon has another one. It asks for what is newer than what it has, over one
 * connection, and only once it has shown that: whoever reads slowly misses what is between, and delays nobody.
 */
final class Watch {
    private static final int PIECE = 16 * 1024;
    private static final int STDOUT = 1;

    private final ClientOptions options;
    private final Client client;
    private final Places places;
    private final Screen screen;
    private final PrintStream err;
    private final Function<TerminalSize, RequestText> asking;
    private TerminalSize size = TerminalSize.ofLauncher();
    private volatile boolean resized;
    private volatile @Nullable SocketChannel current;
    /** Something was shown, on whatever connection. */
    private boolean begun;

    /** Asks again and again for what is newer, and shows each answer in the place of the last; the exit code. */
    static int run(Client client, ClientOptions options, String request, PrintStream out, PrintStream err) {
        Client.Meeting told = client.meeting();
        Places places = told.places();
        return places == null
                ? told.exit()
                : new Watch(client, options, places, size -> client.request(request, size), out, err).run();
    }

    /**
     * A watch.
     *
     * @param asking makes the request, but for what has been seen
     */
    private Watch(
            Client client,
            ClientOptions options,
            Places places,
            Function<TerminalSize, RequestText> asking,
            PrintStream out,
            PrintStream err) {
        this.client = client;
        this.options = options;
        this.places = places;
        this.asking = asking;
        this.err = err;
        this.screen = new Screen(out, Terminal.redraws() && !options.json(), !options.json(), size);
    }

    /** Goes on until it is interrupted, or the daemon ends; the exit code. */
    private int run() {
        UnixSignals.on("WINCH", this::drawn);
        Session session = new Session();
        while (session.exit < 0) {
            if (resized) {
                resized = false;
                size = now(size);
                screen.resized(size);
            }
            session = new Session();
            session.hold();
        }
        return session.exit;
    }

    /** How large the terminal is at this moment; slow to ask for the first time. */
    private static TerminalSize now(TerminalSize before) {
        if (Natives.unavailable().isPresent()) {
            return before;
        }
        WindowSize size = WindowSize.of(STDOUT);
        return size.columns() == 0 ? before : new TerminalSize(size.rows(), size.columns());
    }

    /** Somebody has drawn the window to another size: begins anew, since what is on it may be torn. */
    private void drawn() {
        resized = true;
        SocketChannel asked = current;
        try {
            if (asked != null) {
                asked.close();
            }
        } catch (IOException closedAnyway) {
            // close(2) gives the descriptor back whatever it says.
        }
    }

    /** One connection. */
    private final class Session {
        private boolean connected;
        private boolean shown;
        private int exit = -1;

        void hold() {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                    Deadline deadline = Deadline.start(channel, client.patience())) {
                current = channel;
                if (!resized) { // asked once the channel can be closed for it
                    hold(channel, deadline);
                }
            } catch (IOException broken) {
                exit = client.fail(ExitCode.FAILED, "cannot use the control socket: " + broken.getMessage());
            }
        }

        private void hold(SocketChannel channel, Deadline deadline) {
            try {
                channel.connect(UnixDomainSocketAddress.of(places.socket().path()));
                connected = true;
                Conversation said = ask(0, channel, deadline);
                while (exit < 0 && said.ended()) {
                    said = ask(said.revision(), channel, deadline);
                }
            } catch (IOException broken) {
                if (deadline.expired()) {
                    exit = client.late(places);
                } else if (!connected && !resized) {
                    exit = begun ? ended() : client.absent(places, broken);
                }
            }
            // A connection that breaks after an answer is tried once more: a terminal that stood still for long lost
            // it.
            if (exit < 0 && !shown && !resized) {
                exit = ended();
            }
        }

        private Conversation ask(int seen, SocketChannel channel, Deadline deadline) throws IOException {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            Conversation conversation = new Conversation(options, stream(said), stream(complaints), deadline);
            Client.send(asking.apply(size).put("keep", true).put("after", seen), channel);
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (!conversation.ended() && channel.read(piece.clear()) >= 0) {
                conversation.hear(piece.flip());
            }
            if (conversation.ended() && conversation.revision() == 0) {
                failed(conversation, complaints);
            } else if (conversation.ended()) {
                deadline.lift();
                shown = true;
                begun = true;
                show(said.toString(StandardCharsets.UTF_8));
            }
            return conversation;
        }

        private void show(String text) {
            if (!options.quiet() && !screen.show(text.lines().toList())) {
                exit = ExitCode.FINE.code();
            }
        }

        private void failed(Conversation conversation, ByteArrayOutputStream complaints) {
            exit = conversation.exit();
            if (exit == ExitCode.NOT_RUNNING.code()) {
                exit = ended();
            } else {
                err.print(complaints.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private int ended() {
        return client.fail(
                ExitCode.NOT_RUNNING, "the daemon at " + places.socket().told() + " has ended");
    }
}
