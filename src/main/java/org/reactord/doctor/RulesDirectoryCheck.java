package org.reactord.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactord.contact.Place;

/** The directory of the rule files: there, and written by nobody else, because a rule file is a command to be run. */
final class RulesDirectoryCheck implements Check {
    private final Patient patient;

    RulesDirectoryCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "rules directory";
    }

    @Override
    public void look(Findings findings) {
        Place place = patient.places().rules();
        Path directory = place.path();
        if (Files.notExists(directory)) {
            findings.warn(
                    place.told() + " is not there, so there are no rules",
                    "mkdir -p -m 700 " + Quoting.quoted(directory));
        } else if (!Files.exists(directory)) {
            findings.fail(
                    place.told()
                            + " cannot be looked at: a directory above it may not be entered, or its links lead nowhere",
                    "namei -l " + Quoting.quoted(directory) + " shows which");
        } else if (!Files.isDirectory(directory)) {
            findings.fail(place.told() + " is no directory", "name a directory with REACTOR_RULES or --rules");
        } else if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            findings.fail(place.told() + " may not be read", "chmod u+rx " + Quoting.quoted(directory));
        } else {
            Optional<Ownership.Trouble> trouble = new Ownership(patient.uid()).of(directory);
            trouble.ifPresentOrElse(
                    one -> findings.fail(
                            one.detail() + ", and whoever can write rules runs commands as user " + patient.uid(),
                            one.advice()),
                    () -> findings.ok(place.told() + ", written by nobody else"));
        }
    }
}
