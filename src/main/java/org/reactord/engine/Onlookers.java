package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Status;

/**
 * Who wants to see the picture again once it shows something else. No picture is made, and nobody wakes, while none of
 * them waits; a burst is looked at ten times a second at the most. Confined to the loop thread.
 */
final class Onlookers {
    /** So long a picture stands before there is another one. */
    private static final Duration REST = Duration.ofMillis(100);

    /** With more waiting than there can be connections, most have hung up. */
    private static final int MOST = 128;

    /** Somebody who knows the picture of this revision. */
    private record Onlooker(int known, Consumer<Glimpse> answer) {}

    private final Deadlines deadlines;
    private final Function<Moment, Status> picture;
    private final Deque<Onlooker> waiting = new ArrayDeque<>();
    private @Nullable Glimpse last;
    private @Nullable Moment looked;
    private Deadlines.@Nullable Deadline deadline;

    Onlookers(Deadlines deadlines, Function<Moment, Status> picture) {
        this.deadlines = deadlines;
        this.picture = picture;
    }

    /** Answers at the end of this turn, or of the first one after which the picture is not that of the revision. */
    void await(int known, Consumer<Glimpse> answer) {
        waiting.add(new Onlooker(known, answer));
    }

    /** The last thing in a turn: whoever waits is answered, if there is something new to see. */
    void end(Moment now) {
        if (waiting.isEmpty()) {
            return;
        }
        Moment before = looked;
        long due = before == null ? now.ticks() : before.after(REST);
        if (due > now.ticks()) {
            if (deadline == null) {
                deadline = deadlines.at(due, any -> deadline = null);
            }
            return;
        }
        looked = now;
        Glimpse seen = glimpse(picture.apply(now));
        last = seen;
        boolean crowded = waiting.size() > MOST;
        waiting.removeIf(one -> {
            boolean answered = crowded || one.known() != seen.revision();
            if (answered) {
                one.answer().accept(seen);
            }
            return answered;
        });
    }

    private Glimpse glimpse(Status status) {
        Glimpse before = last;
        if (before == null) {
            return new Glimpse(status, 1);
        }
        boolean same = status.showsTheSameAs(before.status());
        return new Glimpse(status, same ? before.revision() : before.revision() + 1);
    }
}
