package org.reactord.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Rule;
import org.reactord.threads.Ends;

/** A store in a directory. Its methods only leave requests for the thread {@code store}, and look into memory. */
final class FileStore implements Store {
    private final StateLock lock;
    private final DeliveredItems items;
    private final List<PendingJob> kept;
    private final Map<String, Map<BytePath, Long>> marks;
    private final List<KeptPause> pauses;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final long lastRun;
    private final Thread thread;
    private boolean closed;

    private FileStore(
            StateLock lock,
            DeliveredItems items,
            List<PendingJob> kept,
            Map<String, Map<BytePath, Long>> marks,
            List<KeptPause> pauses,
            Notebook notebook,
            RunBook runs,
            StoreListener listener,
            ThreadFactory threads) {
        this.lock = lock;
        this.items = items;
        this.kept = kept;
        this.marks = marks;
        this.pauses = pauses;
        this.lastRun = runs.last();
        this.thread = threads.newThread(new StoreLoop(requests, items, notebook, runs, listener));
        thread.setName("store");
    }

    /** Reads what earlier daemons have left, and begins. */
    static FileStore open(Path directory, StateLock lock, StoreListener listener, ThreadFactory threads)
            throws IOException {
        PendingJobs jobs = new PendingJobs(made(directory.resolve("jobs")));
        MarkFiles marks = new MarkFiles(made(directory.resolve("marks")));
        PauseFile pauses = new PauseFile(directory);
        FileStore store = new FileStore(
                lock,
                DeliveredItems.read(made(directory.resolve("delivered"))),
                jobs.read(),
                marks.read(),
                pauses.read(),
                new Notebook(jobs, marks, pauses),
                RunBook.open(directory, OutputStore.open(made(directory.resolve("output")))),
                listener,
                threads);
        store.thread.start();
        return store;
    }

    private static Path made(Path directory) throws IOException {
        return Files.createDirectories(directory, Stores.FOR_US_ALONE);
    }

    @Override
    public void delivered(Attempt attempt) {
        FileChange item = attempt.changes().get(0);
        item.stamp().ifPresent(stamp -> items.note(attempt.rule().name(), item.path(), stamp));
        request(new Request.Delivered(attempt));
    }

    @Override
    public void givenUp(Attempt attempt, String reason) {
        request(new Request.GivenUp(attempt, reason));
    }

    @Override
    public void keep(PendingJob job) {
        request(new Request.Keep(job));
    }

    @Override
    public void forget(JobId job) {
        request(new Request.Forget(job));
    }

    @Override
    public List<PendingJob> kept() {
        return kept;
    }

    @Override
    public void mark(String rule, List<BytePath> roots, long until) {
        request(new Request.Mark(rule, List.copyOf(roots), until));
    }

    @Override
    public OptionalLong mark(String rule, BytePath root) {
        return MarkFiles.of(marks, rule, root);
    }

    @Override
    public void retainMarks(Set<String> rules) {
        request(new Request.RetainMarks(Set.copyOf(rules)));
    }

    @Override
    public void keepPauses(List<KeptPause> all) {
        request(new Request.Pauses(List.copyOf(all)));
    }

    @Override
    public List<KeptPause> pauses() {
        return pauses;
    }

    @Override
    public void put(BytePath item, Map<String, String> fields) {
        request(new Request.Put(item, new LinkedHashMap<>(fields)));
    }

    @Override
    public void withdraw(BytePath item) {
        request(new Request.Withdraw(item));
    }

    @Override
    public void record(RunRecord run, Output output) {
        request(new Request.Remember(run, output));
    }

    @Override
    public long lastRun() {
        return lastRun;
    }

    @Override
    public void whenWritten(Runnable answer) {
        if (closed) {
            answer.run();
        } else {
            request(new Request.Written(answer));
        }
    }

    @Override
    public void tryAgain() {
        request(new Request.TryAgain());
    }

    @Override
    public void bringBack(Rule rule, Consumer<BroughtBack> answer) {
        request(new Request.BringBack(rule, answer));
    }

    private void request(Request request) {
        if (!closed) {
            requests.add(request);
        }
    }

    @Override
    public boolean wasDelivered(String rule, BytePath path, FileStamp stamp) {
        return items.has(rule, path, stamp);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        request(new Request.Close());
        closed = true;
        Ends.await(List.of(thread), lock::release);
    }
}
