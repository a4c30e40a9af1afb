package org.reactord.job;

import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.rule.Rule;

/**
 * One execution of a job's command: all that who starts it must know.
 *
 * @param run unique in this daemon's life
 * @param number counts from 1; a start that was deferred counts for nothing and is repeated under the same number
 * @param cause why the job exists, or {@link Cause#RETRY} from the second attempt on
 * @param changes never empty; exactly one for a job of one file
 */
public record Attempt(long run, JobId job, Rule rule, int number, Cause cause, List<FileChange> changes) {
    public Attempt {
        changes = List.copyOf(changes);
    }

    /** The directory that the changes were seen in; of a batch over several roots, the first one's. */
    public BytePath root() {
        return changes.get(0).root();
    }

    /** The file that the job is about; empty for a batch. */
    public Optional<FileChange> file() {
        return rule.per() == org.reactord.rule.Per.FILE ? Optional.of(changes.get(0)) : Optional.empty();
    }

    /** The command's name for a message: {@code msmtp}; a shell line has none. */
    public String program() {
        return rule.execution().command() instanceof org.reactord.rule.Command.Exec exec
                ? BytePath.ofUtf8(exec.argv().get(0).toString()).name().display()
                : "the command";
    }

    /** {@code rule 'outbox' job 1x2y3z}: how every message about it begins. */
    public String label() {
        return "rule '" + rule.name() + "' job " + job;
    }
}
