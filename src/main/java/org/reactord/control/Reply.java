package org.reactord.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way back to the client that asked, whether it is still there or not. May be used from any thread. */
final class Reply {
    /** More than one if several have asked the same at the same time; the control thread's. */
    private final List<Connection> connections = new ArrayList<>();

    private final Style style;
    private final Consumer<Runnable> control;
    private final Runnable answered;

    /**
     * A way back.
     *
     * @param control has something run on the control thread
     * @param answered is run there just before the answer is made
     */
    Reply(Connection connection, Style style, Consumer<Runnable> control, Runnable answered) {
        this.connections.add(connection);
        this.style = style;
        this.control = control;
        this.answered = answered;
    }

    /** Somebody else wants the same answer. On the control thread only. */
    void join(Connection connection) {
        connections.add(connection);
    }

    /** Answers; what is to be rendered is made on the control thread. To be called once. */
    void answer(Supplier<Answer> answer) {
        control.accept(() -> {
            answered.run();
            byte[] lines = AnswerLines.of(answer.get(), style);
            connections.forEach(connection -> connection.answer(lines));
        });
    }

    /**
     * Sends a part of the answer, and goes on when the client has taken it: one who reads slowly is not asked for more. If
     * the client goes away, nothing goes on. Not for a question, which may be several clients'.
     *
     * @param next run on the control thread
     */
    void say(Supplier<Piece> piece, Runnable next) {
        control.accept(() -> {
            byte[] lines = AnswerLines.of(piece.get(), style);
            connections.forEach(connection -> connection.stream(lines, next));
        });
    }

    /** Tells the client that the answer will come, so that it does not give up. */
    void waiting(String what) {
        control.accept(() -> connections.forEach(connection -> connection.say(AnswerLines.waiting(what))));
    }

    /**
     * The answer comes when something happens, if ever: until then the client may go, and make room for another. On the
     * control thread only.
     */
    void park() {
        connections.forEach(Connection::park);
    }

    /** Keeps the connection open until the process has ended, which is then what its end says. On the control thread only. */
    void hold() {
        connections.forEach(Connection::hold);
    }
}
