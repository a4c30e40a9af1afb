package org.reactord.doctor;

import java.util.stream.Collectors;
import org.reactord.event.SafeText;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;

/** One rule against the disk: one finding if all is well, else one for each trouble. */
final class RuleCheck implements Check {
    private final Rule rule;
    private final Patient patient;

    RuleCheck(Rule rule, Patient patient) {
        this.rule = rule;
        this.patient = patient;
    }

    @Override
    public String name() {
        return "rule " + SafeText.ofText(rule.name());
    }

    @Override
    public void look(Findings findings) {
        if (rule.enabled() == Enabled.OFF) {
            findings.ok("is switched off (" + rule.origin().place() + ")");
            return;
        }
        Findings all = new Findings(name());
        new RootCheck(rule, patient.uid()).look(all);
        new ProgramCheck(rule, patient.environment()).look(all);
        if (all.allWell()) {
            findings.ok(all.list().stream().map(Finding::detail).collect(Collectors.joining("; ")));
        } else {
            all.list().stream().filter(one -> one.state() != Finding.State.OK).forEach(findings::add);
        }
    }
}
