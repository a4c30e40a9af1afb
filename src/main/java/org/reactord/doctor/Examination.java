package org.reactord.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs checks one after another, and is through in time whatever they meet: a call to a network file system whose server
 * is gone does not come back, and whoever asks a doctor may ask because of that.
 */
final class Examination {
    private final ThreadFactory threads;
    private final long end;
    private final long each;

    /**
     * An examination that begins now.
     *
     * @param whole how long it may take
     * @param each how long one check of it may
     */
    Examination(ThreadFactory threads, Duration whole, Duration each) {
        this.threads = threads;
        this.end = System.nanoTime() + whole.toNanos();
        this.each = each.toNanos();
    }

    List<Finding> of(Check check) {
        return answer(() -> looked(check)).orElseGet(() -> List.of(unanswered(check.name())));
    }

    private static List<Finding> looked(Check check) {
        Findings findings = new Findings(check.name());
        check.look(findings);
        return findings.list();
    }

    /** What is said of something that did not answer. */
    static Finding unanswered(String name) {
        return new Finding(
                name,
                Finding.State.FAIL,
                "looking at it took too long: a file system hangs, or the machine is very busy",
                "find the mount that does not answer (findmnt lists them, stat -f tries one), and umount -l it or bring"
                        + " its server back; --timeout gives the doctor more time");
    }

    /** True if there is no time for anything more. */
    boolean isOver() {
        return left() <= 0;
    }

    /** Empty if there is no answer in time; the thread that waits for it is left behind. */
    <T> Optional<T> answer(Supplier<T> question) {
        long patience = Math.min(each, left());
        if (patience <= 0) {
            return Optional.empty();
        }
        BlockingQueue<T> answers = new ArrayBlockingQueue<>(1);
        Thread thread = threads.newThread(() -> answers.add(question.get()));
        thread.setName("doctor");
        thread.start();
        try {
            return Optional.ofNullable(answers.poll(patience, TimeUnit.NANOSECONDS));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private long left() {
        return end - System.nanoTime();
    }
}
