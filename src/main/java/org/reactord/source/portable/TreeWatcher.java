package org.reactord.source.portable;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.slf4j.helpers.NOPLogger;

/**
 * One directory-watcher on one tree, and the traps of that library turned into plain words for {@link Reports}.
 *
 * <ul>
 *   <li>Its own handler of OVERFLOW dies of a NullPointerException, which reaches {@link #onException} only: any
 *       exception there but one means lost events. The one is its complaint about an event without a name, which is
 *       how the JDK reports that the mode of a watched directory changed.
 *   <li>A registration that fails makes it forget the event that led to it; so {@link #recursiveVisitFiles}, through
 *       which it finds the directories to register, lets no such failure out, and reports it.
 *   <li>If the root itself cannot be registered it waits for ever; so that failure, and only that, is let out.
 *   <li>It ends, without a word, once no registered directory is left.
 * </ul>
 *
 * <p>Made, started and stopped by the thread {@code source:portable}; all else runs on its own thread, and only posts.
 */
final class TreeWatcher implements DirectoryChangeListener, FileTreeVisitor {
    private static final String WATCH_LIMIT = "inotify watches";
    private static final String INSTANCE_LIMIT = "inotify instances";
    private static final String EVENT_WITHOUT_NAME = "WatchService returned a null path";

    private final Tree tree;
    private final Path directory;
    /** The one name that counts in the directory, where the root of the tree is a file; else null. */
    private final @Nullable Path only;

    private final Reports reports;
    private final AtomicInteger visits = new AtomicInteger();
    private @Nullable DirectoryWatcher watcher;
    private @Nullable Thread thread;
    /** Whether a loss is on its way to {@link Reports} already, so that a burst posts it once. */
    private final AtomicBoolean losing = new AtomicBoolean();

    private volatile boolean stopped;
    /** Whether a limit was reported already. */
    private boolean limited;

    private boolean armed;
    /** When it was last said how many directories are registered, by the monotonic clock. */
    private long heardAt;

    private TreeWatcher(Tree tree, Path directory, @Nullable Path only, Reports reports) {
        this.tree = tree;
        this.directory = directory;
        this.only = only;
        this.reports = reports;
    }

    static TreeWatcher ofDirectory(Tree tree, Reports reports) {
        return new TreeWatcher(tree, PathBytes.toPath(tree.root), null, reports);
    }

    static TreeWatcher ofFile(Tree tree, Reports reports) {
        Path file = PathBytes.toPath(tree.root);
        Path parent = PathBytes.toPath(tree.root.parent().orElse(BytePath.ROOT));
        return new TreeWatcher(tree, parent, file, reports);
    }

    Tree tree() {
        return tree;
    }

    boolean isForFile() {
        return only != null;
    }

    /** About how many directories are registered: the library asks twice for each. */
    int watches() {
        return Math.max(1, visits.get() / 2);
    }

    /**
     * Opens the facility and starts the thread.
     *
     * @throws IOException if there is no more of it to be had
     */
    void start(ThreadFactory threads) throws IOException {
        DirectoryWatcher opened = DirectoryWatcher.builder()
                .path(directory)
                .listener(this)
                .fileHashing(false)
                .fileTreeVisitor(this)
                .logger(NOPLogger.NOP_LOGGER)
                .build();
        watcher = opened;
        Thread started = threads.newThread(() -> run(opened));
        started.setName("source:tree:" + tree.root.name());
        thread = started;
        started.start();
    }

    /** Closes the facility, which ends the thread; {@link #join} waits for that. */
    void stop() {
        stopped = true;
        if (watcher != null) {
            close(watcher);
        }
    }

    void join() throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    boolean isOver() {
        return thread == null || !thread.isAlive();
    }

    /** True if this loss is the first since {@link #clearLosing}. */
    boolean markLosing() {
        return losing.compareAndSet(false, true);
    }

    void clearLosing() {
        losing.set(false);
    }

    private void run(DirectoryWatcher opened) {
        heardAt = System.nanoTime();
        try {
            opened.watch();
        } catch (UncheckedIOException unregistered) {
            IOException cause = unregistered.getCause();
            if (cause != null && !(cause instanceof NoSuchFileException || cause instanceof NotDirectoryException)) {
                limit(reason(cause), true);
            }
        } catch (IllegalStateException closed) {
            // Stopped before, or while, the directories were being registered.
        }
        close(opened);
        reports.ended(this);
    }

    private static void close(DirectoryWatcher opened) {
        try {
            opened.close();
        } catch (IOException ignored) {
            // Nothing is left that could be done about it.
        }
    }

    /** Asked before each wait, and first when all is registered. */
    @Override
    public boolean isWatching() {
        if (!armed) {
            armed = true;
            reports.armed(this);
        }
        return !stopped;
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
        switch (event.eventType()) {
            case CREATE -> notice(Notice.MADE, event);
            case MODIFY -> notice(Notice.CHANGED, event);
            case DELETE -> {
                if (event.isDirectory()) {
                    visits.addAndGet(-2);
                }
                notice(Notice.GONE, event);
            }
            case OVERFLOW -> reports.lost(this, "the kernel reported faster than the events were read");
        }
    }

    private void notice(Notice notice, DirectoryChangeEvent event) {
        if (only == null || event.path().equals(only)) {
            reports.noticed(this, notice, event.path(), event.isDirectory());
        }
    }

    @Override
    public void onException(Exception failure) {
        boolean harmless = failure instanceof IllegalStateException
                && String.valueOf(failure.getMessage()).startsWith(EVENT_WITHOUT_NAME);
        if (!harmless) {
            reports.lost(this, "the kernel reported faster than the events were read");
        }
    }

    /**
     * Called by the library for the root when it starts and for each directory that is made later: first to have all
     * below registered, then to have it reported.
     */
    @Override
    public void recursiveVisitFiles(Path start, Callback onDirectory, Callback onFile) throws IOException {
        if (start.equals(directory)) {
            onDirectory.call(start);
            visits.incrementAndGet();
            if (only == null && tree.watched.recursive()) {
                visitBelow(start, onDirectory);
            }
        } else if (only == null && tree.reach.looksInto(PathBytes.of(start))) {
            if (visit(start, onDirectory)) {
                visitBelow(start, onDirectory);
            }
        } else if (only == null || start.equals(only)) {
            // The library is not to register it, so it will not tell of it either.
            reports.noticed(this, Notice.MADE, start, true);
        }
    }

    /** Registers before it lists, so that what is made meanwhile is either listed or reported. */
    private void visitBelow(Path top, Callback onDirectory) {
        Deque<Path> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty() && !stopped) {
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(open.pop())) {
                for (Path path : listing) {
                    boolean enter = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            && tree.reach.looksInto(PathBytes.of(path));
                    if (enter && !stopped && visit(path, onDirectory)) {
                        open.push(path);
                    }
                }
            } catch (IOException | DirectoryIteratorException gone) {
                // It went away, or may not be read: then it could not be registered either, and that was reported.
            }
        }
    }

    private boolean visit(Path path, Callback onDirectory) {
        try {
            onDirectory.call(path);
            visits.incrementAndGet();
            sayHowFar();
            return true;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return false;
        } catch (AccessDeniedException denied) {
            limit(PathBytes.of(path) + " may not be read", false);
            return false;
        } catch (IOException failure) {
            limit(reason(failure), true);
            return true;
        }
    }

    /** At most once a second, and nothing if it is done by then. */
    private void sayHowFar() {
        long now = System.nanoTime();
        if (!armed && now - heardAt >= Headway.PATIENCE.toNanos()) {
            heardAt = now;
            reports.arming(this, watches());
        }
    }

    /** Once is enough: a limit that stops one directory stops thousands after it. */
    private void limit(String reason, boolean mayHeal) {
        if (!limited) {
            limited = true;
            reports.limited(this, reason, mayHeal);
        }
    }

    /** What to tell a person of a failure to get more of the facility. */
    static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(WATCH_LIMIT)) {
            return "the limit fs.inotify.max_user_watches is reached";
        }
        if (message.contains(INSTANCE_LIMIT)) {
            return "the limit fs.inotify.max_user_instances, or that of open files, is reached";
        }
        return failure instanceof AccessDeniedException ? message + " may not be read" : message;
    }
}
