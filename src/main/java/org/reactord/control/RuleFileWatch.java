package org.reactord.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.Engine;
import org.reactord.threads.Ends;

/**
 * Knows which rule files are not as they were when the rules in force were read, and has it told in the status, or the
 * rules read anew.
 *
 * <p>Who watches the directory {@linkplain #hint hints} that there may be something to see; when the hints have ceased for
 * {@link #SETTLE}, all files are looked at and compared by what they say. That happens on a thread, {@code rule-files},
 * that is there from a hint to the last look: while nothing changes, nobody wakes. May be called from any thread.
 */
public final class RuleFileWatch implements AutoCloseable {
    /** So many milliseconds no file has changed, so that several that belong together are one piece of news. */
    static final long SETTLE = 500;

    /** A directory that never comes to rest is looked at after so many times that. */
    private static final int LONGEST = 10;

    private final Engine engine;
    private final Supplier<Optional<Map<String, Long>>> look;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private @Nullable Map<String, Long> inForce;
    private @Nullable Runnable reload;
    private @Nullable Map<String, Long> tried;
    private @Nullable Thread thread;
    private boolean hinted;
    private boolean closed;

    /**
     * A watch that says nothing before {@link #begin}.
     *
     * @param look finds what each rule file says now, as a number that is another one for another text; empty if there is
     *     no directory of rule files
     */
    public RuleFileWatch(Engine engine, Supplier<Optional<Map<String, Long>>> look, ThreadFactory threads) {
        this.engine = engine;
        this.look = look;
        this.threads = threads;
    }

    /**
     * The first rules are in force.
     *
     * @param contents what was read, a number for each file
     * @param change called, on the thread of this, once for each state of the files that is not that of the rules in
     *     force; null if that is only told
     */
    public void begin(Map<String, Long> contents, @Nullable Runnable change) {
        lock.lock();
        try {
            inForce = contents;
            reload = change;
            startIfHinted();
        } finally {
            lock.unlock();
        }
    }

    /** There may be something to see. */
    public void hint() {
        lock.lock();
        try {
            hinted = true;
            startIfHinted();
        } finally {
            lock.unlock();
        }
    }

    /** Another reload was in the way of the one that this wanted: it is wanted again. */
    public void again() {
        lock.lock();
        try {
            tried = null;
        } finally {
            lock.unlock();
        }
        hint();
    }

    /** Rules that were read from this are put in force by {@code swap}: nothing is told after it that was seen before. */
    void swap(Map<String, Long> contents, Runnable swap) {
        lock.lock();
        try {
            inForce = contents;
            swap.run();
        } finally {
            lock.unlock();
        }
        hint(); // something may have changed while they were read
    }

    private void startIfHinted() {
        if (hinted && !closed && inForce != null && thread == null) {
            Thread looking = threads.newThread(this::run);
            looking.setName("rule-files");
            thread = looking;
            looking.start();
        }
    }

    private void run() {
        while (settle()) {
            Optional<Map<String, Long>> found = look.get();
            tell(found).ifPresent(Runnable::run);
        }
    }

    /** Waits until there are no more hints; false if there were none, or nobody wants to know any more. */
    private boolean settle() {
        lock.lock();
        try {
            boolean any = hinted;
            for (int i = 0; hinted && i < LONGEST && !closed; i++) {
                hinted = false;
                pause();
            }
            boolean goesOn = any && !closed;
            if (!goesOn) {
                thread = null;
            }
            return goesOn;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(SETTLE);
            while (left > 0 && !closed) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Says what differs; what is to be done about it, outside the lock. */
    private Optional<Runnable> tell(Optional<Map<String, Long>> found) {
        lock.lock();
        try {
            Map<String, Long> now = found.orElse(Map.of());
            List<String> changed = difference(inForce == null ? Map.of() : inForce, now);
            engine.ruleFiles(changed);
            // Without a directory there are no rules: that is more likely a mishap, or half of a move, than a wish.
            boolean wanted = reload != null && found.isPresent() && !changed.isEmpty() && !now.equals(tried);
            tried = changed.isEmpty() || wanted ? now : tried;
            return wanted ? Optional.ofNullable(reload) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private static List<String> difference(Map<String, Long> before, Map<String, Long> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> changed = new ArrayList<>();
        for (String name : names) {
            Long then = before.get(name);
            if (then == null || !then.equals(now.get(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    /** Nothing is told any more once this returns. */
    @Override
    public void close() {
        Thread looking;
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
            looking = thread;
        } finally {
            lock.unlock();
        }
        if (looking != null) {
            Ends.await(List.of(looking), () -> {});
        }
    }
}
