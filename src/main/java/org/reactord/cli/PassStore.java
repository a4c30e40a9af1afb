package org.reactord.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Rule;
import org.reactord.store.BroughtBack;
import org.reactord.store.KeptPause;
import org.reactord.store.Store;

/**
 * The store as one pass over the spools may use it: what it keeps of watch rules, of which the pass knows nothing, is out
 * of reach, and stays for the next daemon.
 */
final class PassStore implements Store {
    private final Store store;

    PassStore(Store store) {
        this.store = store;
    }

    @Override
    public void delivered(Attempt attempt) {
        store.delivered(attempt);
    }

    @Override
    public void givenUp(Attempt attempt, String reason) {
        store.givenUp(attempt, reason);
    }

    @Override
    public void bringBack(Rule rule, Consumer<BroughtBack> answer) {
        store.bringBack(rule, answer);
    }

    @Override
    public boolean wasDelivered(String rule, BytePath path, FileStamp stamp) {
        return store.wasDelivered(rule, path, stamp);
    }

    @Override
    public void keep(PendingJob job) {
        store.keep(job);
    }

    @Override
    public void forget(JobId job) {
        store.forget(job);
    }

    @Override
    public List<PendingJob> kept() {
        return List.of();
    }

    @Override
    public void mark(String rule, List<BytePath> roots, long until) {
        store.mark(rule, roots, until);
    }

    @Override
    public OptionalLong mark(String rule, BytePath root) {
        return store.mark(rule, root);
    }

    @Override
    public void retainMarks(Set<String> rules) {
        // The rules of the pass are not all the rules that there are.
    }

    @Override
    public void keepPauses(List<KeptPause> pauses) {
        // Nor are these all the pauses: what is paused or resumed during the pass is so for the pass.
    }

    @Override
    public List<KeptPause> pauses() {
        return store.pauses();
    }

    @Override
    public void put(BytePath item, Map<String, String> fields) {
        store.put(item, fields);
    }

    @Override
    public void withdraw(BytePath item) {
        store.withdraw(item);
    }

    @Override
    public void record(RunRecord run, Output output) {
        store.record(run, output);
    }

    @Override
    public long lastRun() {
        return store.lastRun();
    }

    @Override
    public void whenWritten(Runnable answer) {
        store.whenWritten(answer);
    }

    @Override
    public void tryAgain() {
        store.tryAgain();
    }

    @Override
    public void close() {
        store.close();
    }
}
