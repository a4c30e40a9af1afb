package org.reactord.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.files.OneLine;
import org.reactord.job.JobId;
import org.reactord.job.RunRecord;

/** A run on one line of the file {@code history}: fields between tabs, in the order that the heading names. */
final class RunLine {
    /** The first line of the file, for a person. */
    static final String HEADING =
            "# started\trun\trule\tjob\tattempt\tcause\tresult\tms\twaited ms\toutcome\tstdout\tstderr\tchanges\treason\tpath\n";

    private static final String NONE = "-";
    private static final int FIELDS = 15;

    private RunLine() {}

    static String of(RunRecord run) {
        return String.join(
                        "\t",
                        run.started().truncatedTo(ChronoUnit.MILLIS).toString(),
                        Long.toString(run.run()),
                        OneLine.ofText(run.rule()),
                        run.job().text(),
                        Integer.toString(run.attempt()),
                        run.cause().word(),
                        run.success() ? "ok" : "failed",
                        Long.toString(run.took().toMillis()),
                        Long.toString(run.waited().toMillis()),
                        run.outcome(),
                        Long.toString(run.stdoutBytes()),
                        Long.toString(run.stderrBytes()),
                        Integer.toString(run.changes()),
                        OneLine.ofText(run.reason()),
                        run.path().map(OneLine::of).orElse(NONE))
                + "\n";
    }

    /** The run that was written so; empty of a heading, and of a line that a crash has cut off. */
    static Optional<RunRecord> read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunRecord(
                    Long.parseLong(fields[1]),
                    OneLine.text(fields[2]),
                    new JobId(fields[3]),
                    Integer.parseInt(fields[4]),
                    Cause.ofWord(fields[5]).orElse(Cause.EVENT),
                    Instant.parse(fields[0]),
                    Duration.ofMillis(Long.parseLong(fields[7])),
                    Duration.ofMillis(Long.parseLong(fields[8])),
                    fields[6].equals("ok"),
                    fields[9],
                    OneLine.text(fields[13]),
                    Long.parseLong(fields[10]),
                    Long.parseLong(fields[11]),
                    Integer.parseInt(fields[12]),
                    fields[14].equals(NONE) ? Optional.empty() : Optional.of(OneLine.path(fields[14]))));
        } catch (java.time.DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
