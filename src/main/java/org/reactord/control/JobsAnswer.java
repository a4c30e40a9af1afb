package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.SafeText;

/** Which jobs live: those that run, then those that wait, oldest first; one a line. */
record JobsAnswer(Status status) implements Answer {
    private static final int WIDEST_NAME = 24;

    @Override
    public List<String> text(Style style) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "RULE", "STATE", "ATTEMPT", "NEXT", "PATH"));
        status.jobs().forEach(job -> rows.add(row(job, style)));
        List<String> lines = new ArrayList<>();
        if (status.jobs().isEmpty()) {
            return lines;
        }
        int columns = rows.get(0).size() - 1;
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
            }
        }
        rows.forEach(row -> lines.add(line(row, widths, style)));
        if (status.jobTotal() > status.jobs().size()) {
            lines.add("and " + (status.jobTotal() - status.jobs().size()) + " more");
        }
        return lines;
    }

    private List<String> row(JobStatus job, Style style) {
        String rule = SafeText.ofText(job.rule());
        Instant now = status.now();
        return List.of(
                job.id().text(),
                style.width() == 0 ? rule : Columns.cut(rule, WIDEST_NAME),
                job.state(),
                Integer.toString(job.attempt()),
                job.nextAttempt().map(next -> Words.until(next, now)).orElse("-"),
                job.path()
                        .map(path ->
                                job.changes() > 1 ? path + " and " + (job.changes() - 1) + " more" : path.display())
                        .orElse("-"));
    }

    private static String line(List<String> row, int[] widths, Style style) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(Columns.pad(row.get(i), widths[i])).append("  ");
        }
        int room = Math.max(1, style.columns() - Columns.of(line.toString()));
        return line + Columns.cutLeft(row.get(widths.length), room);
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        JsonArray jobs = new JsonArray();
        status.jobs().forEach(job -> jobs.add(StatusJson.job(job)));
        answer.add("jobs", jobs);
        answer.addProperty("job_total", status.jobTotal());
        return answer;
    }
}
