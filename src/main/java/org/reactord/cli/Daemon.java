package org.reactord.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;
import org.reactord.control.Archive;
import org.reactord.control.Claim;
import org.reactord.control.ControlServer;
import org.reactord.control.Facts;
import org.reactord.control.Reloader;
import org.reactord.control.RuleFileWatch;
import org.reactord.control.RuleLoader;
import org.reactord.engine.Edges;
import org.reactord.engine.EventLoop;
import org.reactord.engine.Inbox;
import org.reactord.event.BytePath;
import org.reactord.exec.Launcher;
import org.reactord.exec.Launchers;
import org.reactord.files.PathBytes;
import org.reactord.quiet.Quiet;
import org.reactord.quiet.Quieting;
import org.reactord.session.DesktopSession;
import org.reactord.source.Contents;
import org.reactord.source.EventSource;
import org.reactord.source.SystemSource;
import org.reactord.source.aside.Aside;
import org.reactord.source.clock.ClockWatches;
import org.reactord.source.content.ContentReaders;
import org.reactord.source.listing.ListingSource;
import org.reactord.source.listing.ListingSources;
import org.reactord.source.system.SystemSources;
import org.reactord.store.RunArchive;
import org.reactord.store.Store;
import org.reactord.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon from its start to its end: the one place where the rooms are wired to each other.
 *
 * <p>What is opened first is closed last. The control socket comes last of all, because it says that every watch is
 * armed.
 */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final ServerOptions options;
    private final Places places;
    private final ThreadFactory threads;
    private final RulesAtHand rules;
    private final Inbox inbox = new Inbox();
    private final RuleFileWatch files;
    private @Nullable OnePass pass;

    Daemon(ServerOptions options, Places places, ThreadFactory threads, RulesAtHand rules) {
        this.options = options;
        this.places = places;
        this.threads = threads;
        this.rules = rules;
        this.files = new RuleFileWatch(inbox, rules::look, threads);
    }

    /** Says why there is no daemon; the exit code. */
    static int refuse(String reason) {
        LOG.error("{}; this daemon does not start", reason);
        return ExitCode.FAILED.code();
    }

    /** Runs until somebody shuts it down; the exit code. */
    int run(FirstRules first) {
        Claim.Result result = Claim.take(places);
        if (result instanceof Claim.AlreadyRunning running) {
            return refuse(running.describe());
        }
        if (result instanceof Claim.CannotOpen cannot) {
            return refuse(cannot.reason());
        }
        if (result instanceof Claim.Taken taken) {
            try (Claim claim = taken.claim()) {
                return openStore(claim, first);
            }
        }
        return ExitCode.FAILED.code();
    }

    private int openStore(Claim claim, FirstRules first) {
        Stores.Result result = Stores.open(places.state().path(), inbox, threads);
        if (result instanceof Stores.Opened opened) {
            try (Store store = opened.store()) {
                first.claim();
                return openLauncher(claim, opened, store, first);
            }
        }
        return refuse(result.describe());
    }

    private int openLauncher(Claim claim, Stores.Opened opened, Store store, FirstRules first) {
        try (Launcher launcher = Launchers.open(
                opened.runDirectory(),
                opened.attempts(),
                inbox,
                new DesktopSession(Places.uid())::completed,
                threads)) {
            return options.once()
                    ? openListing(claim, store, launcher, first)
                    : openSource(claim, store, launcher, first);
        }
    }

    private int openListing(Claim claim, Store store, Launcher launcher, FirstRules first) {
        try (ListingSource source = ListingSources.open(inbox, threads)) {
            Optional<String> unavailable = source.unavailable();
            if (unavailable.isPresent()) {
                return refuse("one pass cannot be made on this system: " + unavailable.get());
            }
            pass = new OnePass(inbox, source, store);
            return openContents(claim, source, new PassStore(store), launcher, first);
        }
    }

    private int openSource(Claim claim, Store store, Launcher launcher, FirstRules first) {
        BytePath directory = PathBytes.of(places.rules().path().toAbsolutePath());
        Aside beside = new Aside(directory, rules.since(), options.autoReload(), files::hint);
        Backends.Result result = Backends.open(options.backend(), beside.sink(inbox), threads);
        if (result instanceof Backends.Opened opened) {
            try (files;
                    EventSource source = beside.over(opened.source())) {
                return openContents(claim, source, store, launcher, first);
            }
        }
        return result instanceof Backends.Unavailable unavailable
                ? refuse("files cannot be watched by the native source: " + unavailable.reason())
                : ExitCode.FAILED.code();
    }

    private int watchClocks(Claim claim, Edges edges, FirstRules first) {
        ClockWatches.Opened opened = ClockWatches.open(inbox, threads);
        if (opened instanceof ClockWatches.Watching watching) {
            try {
                return serve(claim, edges, first);
            } finally {
                watching.watch().close();
            }
        }
        if (opened instanceof ClockWatches.Unavailable unavailable) {
            LOG.warn(
                    "{}; what comes due while the machine sleeps is done late by as much time as it slept",
                    unavailable.reason());
        }
        return serve(claim, edges, first);
    }

    private int openContents(Claim claim, EventSource source, Store store, Launcher launcher, FirstRules first) {
        try (SystemSource system = SystemSources.open(inbox, threads);
                Contents contents = ContentReaders.open(inbox, threads);
                Quiet quiet = Quieting.open(threads)) {
            return watchClocks(claim, new Edges(source, system, contents, launcher, store, quiet), first);
        }
    }

    private int serve(Claim claim, Edges edges, FirstRules reading) {
        Thread loop = threads.newThread(EventLoop.over(inbox, new SystemTicker(), edges, limit()));
        loop.setName("loop");
        UnixSignals.load();
        RuleLoader.Result first = reading.await();
        if (first instanceof RuleLoader.Refused refused) {
            refused.lines().forEach(System.err::println);
            return refuse(refused.errors() + (refused.errors() == 1 ? " error" : " errors") + " in the rules in "
                    + places.rules().told());
        }
        if (!(first instanceof RuleLoader.Loaded loaded)) {
            return ExitCode.FAILED.code();
        }
        loaded.notes().forEach(line -> LOG.warn("{}", line));
        RuleLoader later = rules.later();
        Reloader reloader = new Reloader(inbox, later, threads, loaded.files(), files);
        loop.start();
        List<Runnable> signals = armFirst(loaded, reloader);
        return answer(claim, edges, reloader, loaded, loop, signals);
    }

    /** As many commands at once as there are CPUs. */
    private static int limit() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Lets every watch be armed; meanwhile the handlers of signals are made, which are returned. */
    private List<Runnable> armFirst(RuleLoader.Loaded loaded, Reloader reloader) {
        CountDownLatch armed = new CountDownLatch(1);
        inbox.reload(loaded.rules(), report -> armed.countDown());
        List<Runnable> signals = signals(reloader);
        await(armed);
        if (!options.once()) {
            files.begin(loaded.contents(), options.autoReload() ? () -> reloader.reload(this::tellChanged) : null);
        }
        return signals;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyInterruptsMain) {
            Thread.currentThread().interrupt();
        }
    }

    private int answer(
            Claim claim,
            Edges edges,
            Reloader reloader,
            RuleLoader.Loaded loaded,
            Thread loop,
            List<Runnable> signals) {
        Facts facts = new Facts(Version.text(), places, loaded.files(), edges.quiet());
        Archive archive =
                new Archive(new RunFiles(new RunArchive(places.state().path())), new EventOutlet(), new DumpFiles());
        ControlServer.Result result = ControlServer.open(claim, inbox, reloader, facts, archive, threads);
        if (result instanceof ControlServer.CannotOpen cannot) {
            return refuse(cannot.reason());
        }
        if (result instanceof ControlServer.Opened opened) {
            ControlServer server = opened.server();
            try {
                signals.forEach(Runnable::run);
                LOG.info("{}", ready(edges, loaded));
                Readiness.announce();
                int code = untilTheEnd(loop, loaded);
                LOG.info("stopped: nothing runs any more");
                return code;
            } finally {
                server.close();
            }
        }
        return ExitCode.FAILED.code();
    }

    private String ready(Edges edges, RuleLoader.Loaded loaded) {
        int rules = loaded.rules().rules().size();
        String files = options.once()
                ? "one pass over what is there"
                : "files by the " + edges.source().name() + " source";
        return "ready: " + rules + (rules == 1 ? " rule" : " rules") + " from "
                + places.rules().text() + ", " + files + ", control at "
                + places.socket().text();
    }

    private List<Runnable> signals(Reloader reloader) {
        Runnable nobodyWaits = () -> {};
        return List.of(
                UnixSignals.prepare("TERM", () -> inbox.shutdown(false, nobodyWaits)),
                UnixSignals.prepare("INT", () -> inbox.shutdown(false, nobodyWaits)),
                UnixSignals.prepare("HUP", () -> reloader.reload(Daemon::tellSignal)));
    }

    private void tellChanged(Reloader.Result result) {
        if (result instanceof Reloader.Busy) {
            files.again();
        } else {
            tell("rule files changed", result);
        }
    }

    private static void tellSignal(Reloader.Result result) {
        tell("SIGHUP", result);
    }

    private static void tell(String why, Reloader.Result result) {
        if (result instanceof Reloader.Reloaded reloaded) {
            reloaded.notes().forEach(line -> LOG.warn("{}", line));
            LOG.info("{}, reloaded: {}", why, reloaded.describe());
        } else if (result instanceof Reloader.Refused refused) {
            refused.lines().forEach(line -> LOG.warn("{}", line));
            LOG.error("{}: {}", why, refused.describe());
        } else {
            LOG.warn("SIGHUP: a reload is under way already; this one is left out");
        }
    }

    private int untilTheEnd(Thread loop, RuleLoader.Loaded loaded) {
        try {
            if (pass != null) {
                return pass.finish(loop, loaded.rules());
            }
            loop.join();
        } catch (InterruptedException nobodyInterruptsMain) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE.code();
    }
}
