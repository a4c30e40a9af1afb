package org.reactord.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.reactord.contact.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control thread: waits for all connections at once, and has a deadline only while one of them owes something, so
 * that nothing wakes it when nobody asks.
 */
final class ControlLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final int PIECE = 16 * 1024;
    private static final int ADMITTED_AT_ONCE = 32;
    private static final long NONE = Long.MAX_VALUE;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final SelectionKey serverKey;
    private final Peers peers;
    private final Desk desk;
    private final Limits limits;
    private final ByteBuffer scratch = ByteBuffer.allocate(PIECE);
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Map<Question, Reply> questions = new HashMap<>();
    private boolean stopping;
    private boolean exhausted;
    private boolean warned;
    private long admitAgain;

    /** What somebody waits to be told, and how. */
    private record Question(Request request, Style style) {}

    ControlLoop(ServerSocketChannel server, Peers peers, Desk desk, Limits limits) throws IOException {
        this.server = server;
        this.peers = peers;
        this.desk = desk;
        this.limits = limits;
        this.selector = Selector.open();
        server.configureBlocking(false);
        this.serverKey = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Has something run on the control thread, soon. May be called from any thread, also when the loop has ended. */
    void post(Runnable task) {
        posted.add(task);
        selector.wakeup();
    }

    /** Ends the loop once the last answers are out. May be called from any thread. */
    void stop() {
        post(() -> stopping = true);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn(nextDeadline());
            }
            sayFarewell();
            selector.close();
            server.close();
        } catch (IOException defect) {
            throw new UncheckedIOException("the control socket cannot be waited for", defect);
        }
    }

    private void turn(long deadline) throws IOException {
        if (deadline == NONE) {
            selector.select();
        } else {
            // A timeout of 0 would wait for ever.
            selector.select(Math.max(1, Duration.ofNanos(deadline - now()).toMillis() + 1));
        }
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
        serve();
        dropOverdue();
    }

    /** Who asks comes before who wants to be let in, so that nobody is dropped as idle who has just asked. */
    private void serve() {
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : ready) {
            if (key.attachment() instanceof Connection connection) {
                connection.ready(scratch);
            }
        }
        if (ready.contains(serverKey)) {
            admit();
        }
        ready.clear();
    }

    private long nextDeadline() {
        long next = exhausted ? admitAgain : NONE;
        for (Connection connection : connections) {
            next = Math.min(next, connection.deadline().orElse(NONE));
        }
        return next;
    }

    private void dropOverdue() {
        long now = now();
        for (Connection connection : List.copyOf(connections)) {
            if (connection.deadline().orElse(NONE) <= now) {
                connection.overdue();
            }
        }
        if (exhausted && admitAgain <= now) {
            admitAgain();
        }
    }

    private void admit() {
        for (int i = 0; i < ADMITTED_AT_ONCE; i++) {
            try {
                SocketChannel client = server.accept();
                if (client == null) {
                    warned = false;
                    return;
                }
                admit(client);
            } catch (IOException outOfSomething) {
                rest(outOfSomething);
                return;
            }
        }
    }

    private void admit(SocketChannel client) {
        try {
            client.configureBlocking(false);
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(client, key, this);
            key.attach(connection);
            connections.add(connection);
            if (!peers.mayAsk(client)) {
                connection.refuse("only the user who runs the daemon, and root, may ask it");
            } else if (connections.size() > limits.connections()) {
                makeRoom(connection);
            }
        } catch (IOException goneAlready) {
            discard(client);
        }
    }

    private static void discard(SocketChannel client) {
        try {
            client.close();
        } catch (IOException closedAnyway) {
            // close(2) gives the descriptor back whatever it says.
        }
    }

    /** Drops whoever has least to show for its place: it owes a request, or leaves its answer unread, for longest. */
    private void makeRoom(Connection newcomer) {
        Connection dropped = newcomer;
        for (Connection one : longestFirst(Connection::isDispensable)) {
            if (one != newcomer && !one.hasSpokenUp(scratch)) {
                dropped = one;
                break;
            }
        }
        if (dropped.unread() == 0) {
            dropped.refuse("too many connections (" + limits.connections() + "), and this one had nothing to say");
        }
        dropped.close();
    }

    private List<Connection> longestFirst(Predicate<Connection> which) {
        return connections.stream()
                .filter(which)
                .sorted(Comparator.comparingLong(Connection::since))
                .toList();
    }

    /** Out of descriptors: accept(2) would fail again at once, and for as long as somebody waits in the backlog. */
    private void rest(IOException reason) {
        if (!warned) {
            warned = true; // once, until everybody who waited is in
            LOG.warn("clients of the control socket have to wait: {}", FileTrouble.reason(reason));
        }
        exhausted = true;
        admitAgain = now() + limits.exhausted().toNanos();
        serverKey.interestOps(0);
    }

    private void admitAgain() {
        exhausted = false;
        serverKey.interestOps(SelectionKey.OP_ACCEPT);
    }

    /** A connection is closed, and its descriptor free. */
    void closed(Connection connection) {
        connections.remove(connection);
        if (exhausted && serverKey.isValid()) {
            admitAgain();
        }
    }

    /** Hands a request out, unless the same has just been asked: then one answer is for all who wait for it. */
    void ask(Request request, Style style, Connection connection) {
        Question question = new Question(request, style);
        Reply asked = questions.get(question);
        if (asked != null) {
            asked.join(connection);
            return;
        }
        Reply reply = new Reply(connection, style, this::post, () -> questions.remove(question));
        if (request.isQuestion()) {
            questions.put(question, reply);
        }
        request.ask(desk, reply);
    }

    /** Makes sure that nobody who does not read fills the memory; to be called whenever there is more to be read. */
    void boundUnread() {
        long unread = connections.stream().mapToLong(Connection::unread).sum();
        for (Connection slowest : longestFirst(one -> one.unread() > 0)) {
            if (unread <= limits.unread()) {
                break;
            }
            unread -= slowest.unread();
            slowest.close();
        }
    }

    /** Whoever waits for the end of the daemon has now seen it; whoever waits for something else will not. */
    private void sayFarewell() throws IOException {
        for (Connection connection : List.copyOf(connections)) {
            if (connection.state() == Connection.State.ANSWERING) {
                Answer last = connection.held()
                        ? new ShutdownAnswer()
                        : new Answer.Failed("the daemon has ended before it could answer", Protocol.GONE);
                connection.answer(AnswerLines.of(last, Style.PLAIN));
            }
        }
        long deadline = now() + limits.farewell().toNanos();
        serverKey.cancel();
        while (now() < deadline && connections.stream().anyMatch(one -> one.unread() > 0)) {
            turn(deadline);
        }
        for (Connection connection : new ArrayList<>(connections)) {
            if (!connection.held()) {
                connection.close();
            }
        }
    }

    Limits limits() {
        return limits;
    }

    long now() {
        return System.nanoTime();
    }
}
