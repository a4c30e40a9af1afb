package org.reactord.exec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher's thread starts with.
 *
 * @param outputs of the attempts that somebody may still ask for
 * @param notes of the attempts that run, and those that earlier daemons have left
 * @param orphans the commands that such a daemon has left behind
 * @param leftovers both, for who asks
 */
record Starting(Starter starter, OutputFiles outputs, AttemptNotes notes, Orphans orphans, List<Leftover> leftovers) {
    Starting {
        leftovers = List.copyOf(leftovers);
    }

    /** Looks for what earlier daemons have left. */
    static Starting over(Starter starter, OutputFiles outputs, AttemptNotes notes) {
        Orphans orphans = new Orphans();
        List<Leftover> leftovers = new ArrayList<>();
        Instant now = Instant.now();
        for (AttemptNote note : notes.found()) {
            List<Long> alive = notes.isOfThisBoot(note) ? orphans.adopt(note) : List.of();
            boolean stale = alive.isEmpty() && notes.forgetIfStale(note, now);
            if (!stale) {
                leftovers.add(note.leftover(alive));
            }
        }
        return new Starting(starter, outputs, notes, orphans, leftovers);
    }
}
