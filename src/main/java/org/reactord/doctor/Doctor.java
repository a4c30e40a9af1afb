package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.reactord.config.Loading;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.contact.Place;
import org.reactord.contact.Places;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;
import org.reactord.source.SystemRequest;

/** The door: looks everything over, and is through in time. */
public final class Doctor {
    private final Patient patient;
    private final Examination examination;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Doctor(Patient patient, Examination examination) {
        this.patient = patient;
        this.examination = examination;
    }

    /**
     * Looks at the machine that this runs on.
     *
     * @param places where the flags and the environment of this process put everything
     * @param asked what came of asking for the daemon at these places
     * @param version of this program
     * @param limit how long all of it may take, and no single thing more than half of that
     */
    public static List<Finding> examine(
            Places places, Asked asked, String version, Duration limit, ThreadFactory threads) {
        Machine machine = Machine.ofProcess();
        Optional<DaemonReport> daemon =
                asked instanceof Asked.Answered answered ? Optional.of(answered.report()) : Optional.empty();
        String process = daemon.map(report -> Long.toString(report.pid())).orElseGet(Doctor::parent);
        Map<String, String> theirs = daemon.isPresent() ? machine.environment(process) : Map.of();
        Patient patient = new Patient(
                machine,
                daemon.map(report -> ofDaemon(places, report)).orElse(places),
                version,
                asked,
                daemon.map(DaemonReport::uid).orElseGet(Places::uid),
                daemon.flatMap(report -> owner(report.pid())).orElse(System.getProperty("user.name", "")),
                theirs.isEmpty() ? machine.environment(Machine.SELF) : theirs,
                process);
        return new Doctor(patient, new Examination(threads, limit, limit.dividedBy(2))).examine();
    }

    /** Whose limits a daemon would inherit; those of this process were raised by its JVM. */
    private static String parent() {
        return ProcessHandle.current()
                .parent()
                .map(parent -> Long.toString(parent.pid()))
                .orElse(Machine.SELF);
    }

    private static Optional<String> owner(long pid) {
        try {
            return Optional.of(
                    Files.getOwner(Path.of("/proc", Long.toString(pid))).getName());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Places ofDaemon(Places places, DaemonReport report) {
        try {
            return new Places(
                    new Place(Path.of(report.rulesDirectory()), "where the daemon reads them", true),
                    new Place(Path.of(report.stateDirectory()), "where the daemon keeps it", true),
                    places.socket());
        } catch (InvalidPathException unspeakable) {
            return places; // in this locale
        }
    }

    List<Finding> examine() {
        List.<Check>of(
                        new JavaCheck(patient),
                        new ArchiveCheck(patient, Installation.withArchives(), ArchiveCheck::began),
                        new BackendCheck(patient),
                        new DaemonCheck(patient),
                        new UserCheck(patient),
                        new SocketCheck(patient),
                        new RuntimeCheck(patient),
                        new StateCheck(patient),
                        new InotifyCheck(patient),
                        new LimitsCheck(patient),
                        new CgroupCheck(patient),
                        new ClockCheck(patient, Instant.now()),
                        new LingerCheck(patient),
                        new BusCheck(patient),
                        new DesktopCheck(patient),
                        new RulesDirectoryCheck(patient))
                .forEach(this::look);
        if (examination.isOver()) {
            skipped.add("rules");
        } else {
            rules();
        }
        tellSkipped();
        return List.copyOf(findings);
    }

    private void look(Check check) {
        if (examination.isOver()) {
            skipped.add(check.name());
        } else {
            findings.addAll(examination.of(check));
        }
    }

    private void tellSkipped() {
        if (!skipped.isEmpty()) {
            findings.add(new Finding(
                    "the rest",
                    Finding.State.FAIL,
                    "there was no time left to look at: " + String.join(", ", skipped),
                    "ask again, with a longer --timeout"));
        }
    }

    /** Read as at the start of a daemon, which must begin with a command or a directory that is not there yet. */
    private void rules() {
        Path directory = patient.places().rules().path();
        Optional<Loading> loading =
                examination.answer(() -> RuleFiles.ofDirectory(directory, patient.around(), Strictness.STARTING));
        if (loading.isEmpty()) {
            findings.add(Examination.unanswered("rule files"));
            return;
        }
        look(new RuleFilesCheck(patient, loading.get()));
        if (loading.get() instanceof Loading.Loaded loaded) {
            for (Rule rule : loaded.rules().rules()) {
                look(new RuleCheck(rule, patient));
            }
            SystemRequest.of(RuleSet.wants(loaded.rules().rules())).forEach(request -> look(new SystemCheck(request)));
        }
    }
}
