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
        if (status.jobs().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Columns.table(rows, style));
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
