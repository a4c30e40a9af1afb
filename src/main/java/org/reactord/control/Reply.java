package org.reactord.control;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way back to the client that asked, whether it is still there or not. May be used from any thread. */
final class Reply {
    private final Connection connection;
    private final Style style;
    private final Consumer<Runnable> control;

    /**
     * A way back.
     *
     * @param control has something run on the control thread
     */
    Reply(Connection connection, Style style, Consumer<Runnable> control) {
        this.connection = connection;
        this.style = style;
        this.control = control;
    }

    /** Answers; what is to be rendered is made on the control thread. To be called once. */
    void answer(Supplier<Answer> answer) {
        control.accept(() -> connection.answer(AnswerLines.of(answer.get(), style)));
    }

    /**
     * Sends a part of the answer, and goes on when the client has taken it: one who reads slowly is not asked for more. If
     * the client goes away, nothing goes on.
     *
     * @param next run on the control thread
     */
    void say(Supplier<Piece> piece, Runnable next) {
        control.accept(() -> connection.stream(AnswerLines.of(piece.get(), style), next));
    }

    /** Tells the client that the answer will come, so that it does not give up. */
    void waiting(String what) {
        control.accept(() -> connection.say(AnswerLines.waiting(what)));
    }

    /**
     * The answer comes when something happens, if ever: until then the client may go, and make room for another. On the
     * control thread only.
     */
    void park() {
        connection.park();
    }

    /** Keeps the connection open until the process has ended, which is then what its end says. On the control thread only. */
    void hold() {
        connection.hold();
    }
}
