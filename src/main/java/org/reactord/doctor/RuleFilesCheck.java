package org.reactord.doctor;

import java.util.List;
import org.reactord.config.Diagnostic;
import org.reactord.config.Loading;
import org.reactord.control.Words;
import org.reactord.event.SafeText;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/** What is wrong with the rule files: the first of it, since {@code check} tells all. */
final class RuleFilesCheck implements Check {
    private static final int MOST = 3;

    private final Patient patient;
    private final Loading loading;

    RuleFilesCheck(Patient patient, Loading loading) {
        this.patient = patient;
        this.loading = loading;
    }

    @Override
    public String name() {
        return "rule files";
    }

    @Override
    public void look(Findings findings) {
        List<Diagnostic> errors =
                loading.diagnostics().stream().filter(Diagnostic::isError).toList();
        List<Diagnostic> warnings =
                loading.diagnostics().stream().filter(one -> !one.isError()).toList();
        errors.stream().limit(MOST).forEach(one -> findings.fail(sentence(one), advice(one)));
        if (errors.size() > MOST) {
            findings.fail("and " + Words.count(errors.size() - MOST, "error") + " more", "see all: " + command());
        }
        // Most of these are about what is not there, of which more is said with the rule.
        warnings.stream().limit(1).forEach(one -> findings.warn(sentence(one) + others(warnings.size()), advice(one)));
        if (loading instanceof Loading.Loaded loaded) {
            reload(loaded.rules(), findings);
            findings.ok(Words.count(loaded.rules().rules().size(), "rule") + " in "
                    + Words.count(loading.files().size(), "file"));
        }
    }

    /** A change within a rule cannot be seen here; that rules came, went or changed their places can. */
    private void reload(RuleSet rules, Findings findings) {
        List<String> written = rules.rules().stream().map(Rule::name).toList();
        boolean others = patient.daemon()
                .filter(daemon -> !daemon.rules().equals(written))
                .isPresent();
        if (others) {
            findings.warn("the daemon has other rules than those that are written here now", "reactorctl reload");
        }
    }

    private static String others(int warnings) {
        return warnings == 1 ? "" : ", and " + Words.count(warnings - 1, "warning") + " more";
    }

    private static String sentence(Diagnostic one) {
        String place = SafeText.ofText(one.origin().file())
                + (one.origin().line() > 0
                        ? ":" + one.origin().line() + ":" + one.origin().column()
                        : "");
        return place + ": " + SafeText.ofText(one.message());
    }

    private String advice(Diagnostic one) {
        String hints = String.join("; ", one.advice()).replace("hint: ", "");
        return hints.isEmpty() ? "see the line: " + command() : SafeText.ofText(hints);
    }

    private String command() {
        return "reactorctl check --rules "
                + Quoting.quoted(patient.places().rules().path());
    }
}
