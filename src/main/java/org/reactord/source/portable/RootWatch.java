package org.reactord.source.portable;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;

/**
 * Tells when a root comes or goes, by the directory above it, or by the nearest one that exists.
 *
 * <p>A watch on a directory does not say that the directory itself was moved away, and a deleted root says nothing when
 * it is made again. Only names coming and going count here, so writing beside a root wakes nobody.
 *
 * <p>Of the thread {@code source:portable}; its own thread waits and posts, and touches no state.
 */
final class RootWatch {
    private final WatchService service;
    private final Thread thread;
    private final Map<WatchKey, Set<Tree>> trees = new HashMap<>();

    /**
     * Opens the facility and starts the thread.
     *
     * @param signalled told, on that thread, of each key that has something to say; {@link #heard} must follow
     * @throws IOException if there is no more of the facility to be had
     */
    RootWatch(ThreadFactory threads, Consumer<WatchKey> signalled) throws IOException {
        service = FileSystems.getDefault().newWatchService();
        thread = threads.newThread(() -> run(signalled));
        thread.setName("source:roots");
        thread.start();
    }

    private void run(Consumer<WatchKey> signalled) {
        try {
            while (true) {
                signalled.accept(service.take());
            }
        } catch (ClosedWatchServiceException | InterruptedException closed) {
            // The source is closing.
        }
    }

    /** Watches for the root of this tree, from wherever that is possible now; what was watched for it before is let go. */
    void follow(Tree tree) {
        forget(tree);
        BytePath awaited = tree.root;
        BytePath parent = awaited.parent().orElse(null);
        while (parent != null) {
            WatchKey key = register(parent);
            if (key == null) {
                awaited = parent;
                parent = parent.parent().orElse(null);
            } else if (!awaited.equals(tree.root) && isDirectory(awaited)) {
                // It came while the directory above it was being registered: start again from below.
                release(key);
                awaited = tree.root;
                parent = awaited.parent().orElse(null);
            } else {
                tree.parent = key;
                tree.awaited = awaited;
                trees.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(tree);
                return;
            }
        }
    }

    private @Nullable WatchKey register(BytePath directory) {
        try {
            return PathBytes.toPath(directory)
                    .register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return null;
        } catch (IOException unwatchable) {
            // The one above it may do: it tells at least when this one is replaced.
            return null;
        }
    }

    private static boolean isDirectory(BytePath path) {
        return FileStamps.lookThrough(path) instanceof Look.Found found && found.kind() == FileKind.DIRECTORY;
    }

    void forget(Tree tree) {
        WatchKey key = tree.parent;
        tree.parent = null;
        tree.awaited = null;
        Set<Tree> sharing = key == null ? null : trees.get(key);
        if (key != null && sharing != null) {
            sharing.remove(tree);
            release(key);
        }
    }

    private void release(WatchKey key) {
        Set<Tree> sharing = trees.get(key);
        if (sharing == null || sharing.isEmpty()) {
            trees.remove(key);
            key.cancel();
        }
    }

    /** A tree whose root may have come or gone; {@code gone} if its name is known to have been removed. */
    record Hint(Tree tree, boolean gone) {}

    /** Which roots a signalled key is news for. */
    List<Hint> heard(WatchKey key) {
        List<WatchEvent<?>> events = key.pollEvents();
        boolean valid = key.reset();
        List<Hint> hints = new ArrayList<>();
        for (Tree tree : List.copyOf(trees.getOrDefault(key, Set.of()))) {
            Hint hint = hint(tree, events, valid);
            if (hint != null) {
                hints.add(hint);
            }
        }
        return hints;
    }

    private static @Nullable Hint hint(Tree tree, List<WatchEvent<?>> events, boolean valid) {
        BytePath awaited = tree.awaited == null ? tree.root : tree.awaited;
        boolean atRoot = awaited.equals(tree.root);
        boolean concerned = !valid;
        boolean gone = !valid;
        for (WatchEvent<?> event : events) {
            boolean all = event.kind() == StandardWatchEventKinds.OVERFLOW;
            boolean named =
                    event.context() instanceof Path path && PathBytes.of(path).equals(awaited.name());
            boolean removed = named && atRoot && event.kind() == StandardWatchEventKinds.ENTRY_DELETE;
            concerned |= all || named;
            gone |= all || removed;
        }
        return concerned ? new Hint(tree, gone) : null;
    }

    void close() throws InterruptedException {
        try {
            service.close();
        } catch (IOException ignored) {
            // Nothing is left that could be done about it.
        }
        thread.join();
    }
}
