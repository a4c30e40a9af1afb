package org.reactord.exec;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.reactord.job.Attempt;
import org.reactord.natives.Processes;

/**
 * A control group for each run, below the one that the daemon was started in, if that was delegated to it.
 *
 * <pre>
 *   the group that the daemon was started in
 *   └── reactor-PID
 *       ├── daemon        the daemon, and nobody else
 *       └── run-N-JOB     one run
 * </pre>
 *
 * <p>posix_spawn(3) cannot start a child in another group before glibc 2.39, and a shell that moves itself and then
 * executes the program would hide why a program cannot be started, and takes several times as long. So a child is moved
 * as soon as there is one. What it has forked before that is in the daemon's group, where it is alone with the daemon:
 * whoever is found there follows, until nobody is. Only the thread that looks starts processes, so they are the last
 * child's.
 *
 * <p>Confined to the launcher's thread, but for {@link #find} and {@link #leave}.
 */
final class Cgroups {
    private static final String PREFIX = "reactor-";

    /** A child that forks faster than its offspring can be moved is a fork bomb, and is left to its session. */
    private static final int SWEEPS = 100;

    private final Path directory;
    private final Cgroup home;
    private final Cgroup tree;
    private final Cgroup daemon;
    private final int ourselves = Processes.getpid();

    private Cgroups(Path directory) {
        this.directory = directory;
        this.home = new Cgroup(directory);
        this.tree = home.child(PREFIX + ourselves);
        this.daemon = tree.child("daemon");
    }

    /** The groups for runs, with the daemon in its place; empty where the system does not let us. */
    static Optional<Cgroups> find() {
        return CgroupHome.find().flatMap(Cgroups::in);
    }

    /** What earlier daemons have left there is removed, unless somebody lives in it. */
    static Optional<Cgroups> in(Path directory) {
        clean(directory);
        Cgroups groups = new Cgroups(directory);
        try {
            groups.tree.make();
            groups.daemon.make();
            groups.daemon.take(groups.ourselves);
            return Optional.of(groups);
        } catch (IOException notOurs) {
            groups.daemon.remove();
            groups.tree.remove();
            return Optional.empty();
        }
    }

    private static void clean(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "[0-9]*")) {
            for (Path tree : left) {
                removeDead(tree);
            }
        } catch (IOException unreadable) {
            return;
        }
    }

    /** A group that a living daemon has just made is empty too, and stays. */
    private static void removeDead(Path tree) {
        String pid = tree.getFileName().toString().substring(PREFIX.length());
        boolean dead =
                pid.length() < 10 && ProcessTable.of(Integer.parseInt(pid)).isEmpty();
        if (dead) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(tree, Files::isDirectory)) {
                groups.forEach(group -> new Cgroup(group).remove());
            } catch (IOException unreadable) {
                return;
            }
            new Cgroup(tree).remove();
        }
    }

    /** The group that a run gets. */
    Cgroup of(Attempt attempt) {
        return tree.child("run-" + attempt.run() + "-" + attempt.job());
    }

    /** Moves a child that was just started to a group of its own, with all that it has forked; empty if that fails. */
    Optional<Cgroup> move(int child, Attempt attempt) {
        Cgroup group = of(attempt);
        try {
            group.make();
            moveTo(group, child);
            return Optional.of(group);
        } catch (IOException refused) {
            return group.remove() ? Optional.empty() : Optional.of(group);
        }
    }

    private void moveTo(Cgroup group, int child) throws IOException {
        take(group, child);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            Set<Integer> strangers = daemon.processes();
            strangers.remove(ourselves);
            if (strangers.isEmpty()) {
                return;
            }
            for (int stranger : strangers) {
                take(group, stranger);
            }
        }
    }

    /** Who has ended meanwhile cannot be moved and need not be. */
    private static void take(Cgroup group, int pid) throws IOException {
        try {
            group.take(pid);
        } catch (IOException refused) {
            if (ProcessTable.of(pid).isPresent()) {
                throw refused;
            }
        }
    }

    /**
     * Puts the daemon back to where it came from, and removes what is empty: its own groups, and those of earlier daemons
     * in which somebody still lived at the start.
     */
    void leave() {
        try {
            home.take(ourselves);
            daemon.remove();
            tree.remove();
        } catch (IOException refused) {
            // The next start cleans up.
            return;
        }
        clean(directory);
    }
}
