package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.contact.Places;
import org.reactord.rule.RuleSet;

/** A control server in a directory of its own, over a fake engine. */
final class ServerFixture implements AutoCloseable {
    /** Small, so that nobody waits for what takes long in earnest. */
    static final Limits SMALL = new Limits(
            8,
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            2 * 1024 * 1024,
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    final FakeEngine engine = new FakeEngine();
    final FakeOutlet outlet = new FakeOutlet();
    final FakeRuns runs = new FakeRuns();
    final Places places;
    final ControlServer server;
    volatile RuleLoader.Result loading =
            new RuleLoader.Loaded(new RuleSet(List.of()), List.of("/etc/reactor/rules.d/10.yaml"), Map.of(), List.of());

    ServerFixture(Path directory, Limits limits) {
        places = places(directory);
        Claim claim = assertInstanceOf(Claim.Taken.class, Claim.take(places)).claim();
        Reloader reloader = new Reloader(
                engine,
                () -> loading,
                Thread::new,
                List.of("10.yaml"),
                new RuleFileWatch(engine, Optional::empty, Thread::new));
        Facts facts = new Facts("0.1.0", places, List.of(), new FakeQuiet());
        ControlServer.Result result = ControlServer.open(
                claim, engine, reloader, facts, new Archive(runs, outlet, new FakeVault()), Thread::new, limits);
        server = assertInstanceOf(ControlServer.Opened.class, result).server();
    }

    static Places places(Path directory) {
        Places.Flags flags = new Places.Flags(
                Optional.of(directory.resolve("rules.d").toString()),
                Optional.of(directory.resolve("state").toString()),
                Optional.of(directory.resolve("control.sock").toString()));
        return assertInstanceOf(Places.Found.class, Places.ofProcess(flags)).places();
    }

    Path socket() {
        return places.socket().path();
    }

    @Override
    public void close() {
        server.close();
    }
}
