package org.reactord.job;

import java.time.Duration;
import org.reactord.rule.RetryPolicy;

/** How an attempt ended. */
public sealed interface Outcome {
    /** The end as a clause: {@code exited 75}, {@code could not start: …}. */
    String describe();

    /** The word for machines: {@code exited}, {@code signalled} … */
    String word();

    default boolean success() {
        return false;
    }

    /** True where nothing was run, and there is nothing left to run. */
    default boolean leavesNothing() {
        return false;
    }

    /** False where the trouble was ours, not the command's or the item's: then the attempt counts for nothing. */
    default boolean countsAgainstJob() {
        return !leavesNothing();
    }

    /** What follows, after {@code made} attempts that count, this one among them if it does. */
    default Disposition disposition(RetryPolicy retry, int made) {
        if (success() || leavesNothing()) {
            return Disposition.DONE;
        }
        return !countsAgainstJob() || retry.allowsAfter(made) ? Disposition.RETRY : Disposition.GIVE_UP;
    }

    /** The command ended by itself; 0 is success (exit(3)). */
    record Exited(int status) implements Outcome {
        @Override
        public boolean success() {
            return status == 0;
        }

        @Override
        public String describe() {
            return "exited " + status;
        }

        @Override
        public String word() {
            return "exited";
        }
    }

    /** A signal that was not ours ended it; {@code signal} is the name without SIG (signal(7)). */
    record Signalled(String signal, boolean dumpedCore) implements Outcome {
        @Override
        public String describe() {
            return "was killed by SIG" + signal + (dumpedCore ? " (core dumped)" : "");
        }

        @Override
        public String word() {
            return "signalled";
        }
    }

    /** It had not ended by its deadline, and was made to. */
    record TimedOut(Duration timeout, String end) implements Outcome {
        @Override
        public String describe() {
            return "timed out after " + org.reactord.rule.Durations.text(timeout) + " and " + end;
        }

        @Override
        public String word() {
            return "timed-out";
        }
    }

    /** It could not be started for a reason that lasts until somebody mends it: no such program, no permission. */
    record CannotStart(String reason) implements Outcome {
        @Override
        public String describe() {
            return "could not start: " + reason;
        }

        @Override
        public String word() {
            return "cannot-start";
        }
    }

    /** It could not be started for want of something that will come back: processes, memory, descriptors, disk. */
    record Deferred(String reason) implements Outcome {
        @Override
        public boolean countsAgainstJob() {
            return false;
        }

        @Override
        public String describe() {
            return "could not start for now: " + reason;
        }

        @Override
        public String word() {
            return "deferred";
        }
    }

    /** The file was gone, or was another one, when its turn came: there is nothing left to do for this job. */
    record Vanished(String reason) implements Outcome {
        @Override
        public boolean leavesNothing() {
            return true;
        }

        @Override
        public String describe() {
            return "had nothing to do: " + reason;
        }

        @Override
        public String word() {
            return "vanished";
        }
    }

    /** The state has passed for which it waited: there was nothing to do any more, and nothing was run. */
    record Passed(String why) implements Outcome {
        @Override
        public boolean leavesNothing() {
            return true;
        }

        @Override
        public String describe() {
            return "was not run: " + why;
        }

        @Override
        public String word() {
            return "passed";
        }
    }

    /** The rule is a shadow: it has run nothing, and the file is left as it is. */
    record Shadowed() implements Outcome {
        @Override
        public boolean leavesNothing() {
            return true;
        }

        @Override
        public String describe() {
            return "would have been run";
        }

        @Override
        public String word() {
            return "shadow";
        }
    }

    /** The owner ended it: {@code shutdown --now}, {@code cancel}. */
    record Cancelled(String why) implements Outcome {
        @Override
        public boolean countsAgainstJob() {
            return false;
        }

        @Override
        public String describe() {
            return "was ended: " + why;
        }

        @Override
        public String word() {
            return "cancelled";
        }
    }
}
