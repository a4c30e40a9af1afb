package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.PauseStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.RunStatus;
import org.reactord.engine.view.Status;
import org.reactord.job.Output;
import org.reactord.source.Progress;
import org.reactord.source.RootState;

/** Status for programs: all of it, in the order of the rule files. */
final class StatusJson {
    /** Of each stream so many bytes: whoever asks how things are does not ask for all that was said. */
    private static final int END = 1024;

    private StatusJson() {}

    static JsonObject of(Status status, Facts facts) {
        JsonObject answer = Json.answer();
        answer.addProperty("version", facts.version());
        answer.addProperty("pid", ProcessHandle.current().pid());
        answer.addProperty("state", status.state());
        answer.addProperty("degraded", status.degraded());
        answer.addProperty("backend", status.backend());
        answer.addProperty("launcher", status.launcher());
        answer.addProperty("limit", status.limit());
        answer.add("started", Json.instant(status.started()));
        answer.add("now", Json.instant(status.now()));
        answer.addProperty("overflows", status.overflows());
        answer.add("changed_files", Json.texts(status.changedFiles()));
        answer.add("state_trouble", Json.text(status.trouble()));
        answer.add("start_trouble", Json.text(status.refusal()));
        JsonArray rules = new JsonArray();
        status.rules().forEach(rule -> rules.add(rule(rule)));
        answer.add("rules", rules);
        JsonArray jobs = new JsonArray();
        status.jobs().forEach(job -> jobs.add(job(job)));
        answer.add("jobs", jobs);
        answer.addProperty("job_total", status.jobTotal());
        return answer;
    }

    private static JsonObject rule(RuleStatus status) {
        JsonObject rule = new JsonObject();
        rule.addProperty("name", status.rule().name());
        rule.addProperty("state", status.health().word());
        rule.addProperty("enabled", RuleWords.enabled(status.rule()));
        rule.addProperty("generation", status.generation());
        rule.addProperty("source", status.rule().source().key());
        JsonArray roots = new JsonArray();
        status.roots().forEach(root -> roots.add(root(root)));
        rule.add("roots", roots);
        JsonArray system = new JsonArray();
        status.system().forEach(one -> system.add(Json.of(one)));
        rule.add("system", system);
        rule.addProperty("settling", status.settling());
        rule.addProperty("queued", status.queued());
        rule.addProperty("running", status.running());
        rule.addProperty("retrying", status.retrying());
        rule.addProperty("succeeded", status.succeeded());
        rule.addProperty("failed", status.failed());
        rule.addProperty("given_up", status.givenUp());
        rule.add("incident", Json.object(status.incident().map(StatusJson::incident)));
        rule.add("last_run", Json.object(status.lastRun().map(StatusJson::run)));
        rule.add("trouble", Json.text(status.trouble()));
        rule.add("pause", Json.object(status.pause().map(StatusJson::pause)));
        return rule;
    }

    static JsonObject root(RootState state) {
        JsonObject root = new JsonObject();
        Json.path(root, "path", state.tree().root());
        root.addProperty("recursive", state.tree().recursive());
        root.addProperty("state", state.kind().word());
        root.addProperty("detail", state.detail());
        root.addProperty("watches", state.watches());
        root.add("progress", Json.object(state.progress().map(StatusJson::progress)));
        return root;
    }

    private static JsonObject progress(Progress status) {
        JsonObject progress = new JsonObject();
        progress.addProperty("work", status.work().word());
        progress.addProperty("directories", status.directories());
        progress.addProperty("names", status.names());
        return progress;
    }

    private static JsonObject pause(PauseStatus status) {
        JsonObject pause = new JsonObject();
        pause.add("since", Json.instant(status.since()));
        pause.add("until", Json.instant(status.until()));
        pause.add("loop", Json.text(status.loop()));
        return pause;
    }

    private static JsonObject incident(IncidentStatus status) {
        JsonObject incident = new JsonObject();
        incident.add("since", Json.instant(status.since()));
        incident.addProperty("failures", status.failures());
        incident.add("next_attempt", Json.instant(status.nextAttempt()));
        incident.addProperty("reason", status.reason());
        incident.addProperty("last_line", status.lastLine());
        return incident;
    }

    private static JsonObject run(RunStatus status) {
        JsonObject run = new JsonObject();
        run.addProperty("run", status.run());
        run.addProperty("job", status.job().text());
        Json.path(run, "path", status.path());
        run.addProperty("changes", status.changes());
        run.addProperty("attempt", status.attempt());
        run.addProperty("cause", status.cause().word());
        run.add("started", Json.instant(status.started()));
        run.addProperty("took_ms", status.took().toMillis());
        run.addProperty("success", status.outcome().success());
        run.addProperty("outcome", status.outcome().word());
        run.addProperty("reason", status.outcome().describe());
        run.addProperty("stdout_bytes", status.output().stdoutTotal());
        run.addProperty("stderr_bytes", status.output().stderrTotal());
        run.addProperty("last_line", status.output().lastLine());
        Output end = status.output().cutTo(END);
        run.addProperty("stdout", new String(end.stdout(), StandardCharsets.UTF_8));
        run.addProperty("stderr", new String(end.stderr(), StandardCharsets.UTF_8));
        return run;
    }

    static JsonObject job(JobStatus status) {
        JsonObject job = new JsonObject();
        job.addProperty("id", status.id().text());
        job.addProperty("rule", status.rule());
        Json.path(job, "path", status.path());
        job.addProperty("changes", status.changes());
        job.addProperty("state", status.state());
        job.addProperty("attempt", status.attempt());
        job.add("next_attempt", Json.instant(status.nextAttempt()));
        job.add("pid", Json.number(status.pid()));
        return job;
    }
}
