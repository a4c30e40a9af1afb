package org.reactord.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactord.event.SafeText;
import org.reactord.rule.RuleSet;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;
import org.reactord.source.system.SystemSources;

/** Tries, for a moment, whether that can be heard here which rules wait for and which is no file. */
final class Heard {
    private Heard() {}

    /** What cannot be heard, or not all of it. */
    static List<SystemState> troubles(RuleSet rules) {
        List<SystemState> troubles = new ArrayList<>();
        for (SystemRequest request : SystemRequest.of(RuleSet.wants(rules.rules()))) {
            SystemState state = SystemSources.probe(request);
            if (state.state() != SystemState.State.HEARD) {
                troubles.add(state);
            }
        }
        return troubles;
    }

    /** {@code warning: network is unavailable here: why}. */
    static String text(SystemState trouble) {
        return "warning: " + trouble.kind().word() + " is " + trouble.state().word() + " here: "
                + SafeText.ofText(trouble.detail());
    }
}
