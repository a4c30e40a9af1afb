package org.reactord.engine.view;

import java.util.List;
import java.util.Optional;
import org.reactord.rule.Rule;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;

/**
 * One rule.
 *
 * @param generation which version of the rule this is
 * @param system how well that is heard of which is no file
 * @param settling how many paths wait for quiet
 * @param queued jobs whose turn has not come
 * @param retrying jobs that wait for their next attempt
 * @param succeeded runs since the daemon started that succeeded
 * @param failed runs since the daemon started that did not
 * @param givenUp jobs since the daemon started that were given up
 * @param trouble why the rule is {@link Health#BROKEN}, or what of it still runs since before the daemon's start
 * @param pause why the rule is {@link Health#PAUSED}
 */
public record RuleStatus(
        Rule rule,
        int generation,
        Health health,
        List<RootState> roots,
        List<SystemState> system,
        int settling,
        int queued,
        int running,
        int retrying,
        long succeeded,
        long failed,
        long givenUp,
        Optional<IncidentStatus> incident,
        Optional<RunStatus> lastRun,
        Optional<String> trouble,
        Optional<PauseStatus> pause) {
    public RuleStatus {
        roots = List.copyOf(roots);
        system = List.copyOf(system);
    }
}
