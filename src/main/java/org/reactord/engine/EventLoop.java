package org.reactord.engine;

import org.jspecify.annotations.Nullable;

/**
 * The loop. A turn takes what has come or what is due, hands it to its handlers, and decides nothing.
 *
 * <p>A defect in a handler is not survived: it leaves {@link #run} and ends the daemon loudly.
 */
public final class EventLoop implements Runnable {
    /** So many messages that wait already are one turn, so that a burst of events does not pay for as many turns. */
    private static final int AT_ONCE = 64;

    private final Inbox inbox;
    private final Ticker ticker;
    private final Turn turn;
    private final Resting resting;

    EventLoop(Inbox inbox, Ticker ticker, Turn turn, Resting resting) {
        this.inbox = inbox;
        this.ticker = ticker;
        this.turn = turn;
        this.resting = resting;
    }

    /** The loop over these edges; nothing runs until {@link #run}. */
    public static EventLoop over(Inbox inbox, Ticker ticker, Edges edges, int limit) {
        Moment started = ticker.now();
        Turn turn = new Turn(edges, limit, started, inbox::post);
        return new EventLoop(inbox, ticker, turn, new Resting(edges.quiet(), started));
    }

    @Override
    public void run() {
        try {
            while (!turn.over()) {
                Message message = inbox.take(resting.next(turn.nextDeadline()), ticker); // the only wait
                turn(message);
            }
        } catch (InterruptedException ownerIsClosing) {
            Thread.currentThread().interrupt();
        } finally {
            inbox.close();
        }
    }

    void turn(@Nullable Message message) {
        int left = Math.min(AT_ONCE, inbox.waiting()); // counted first: what comes after the turn's time is not its
        Moment now = ticker.now(); // the turn's one timestamp
        turn.onDeadlines(now); // first: a window that has expired stays expired
        for (Message next = message; next != null; next = left-- > 0 ? inbox.poll() : null) {
            next.deliverTo(turn, now);
        }
        turn.end(now);
        resting.end(message != null, now);
    }
}
