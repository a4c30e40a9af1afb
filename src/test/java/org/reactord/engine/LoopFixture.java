package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.Cause;
import org.reactord.event.Event;
import org.reactord.event.FileStamp;
import org.reactord.event.Seen;
import org.reactord.event.WatchedTree;
import org.reactord.exec.Leftover;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleMaker;
import org.reactord.rule.RuleSet;
import org.reactord.store.MemoryStore;

/**
 * The loop with edges that a test holds in its hands: time stands still until {@link #advance}, nothing runs until the
 * loop launches it, and what is posted is handled before a method of this class returns. No thread but the test's.
 */
final class LoopFixture implements AfterEachCallback {
    static final Outcome OK = new Outcome.Exited(0);
    static final Outcome FAILED = new Outcome.Exited(75);

    final FakeTicker ticker = new FakeTicker();
    final Inbox inbox = new Inbox();
    final RecordingSource source = new RecordingSource();
    final RecordingSystem system = new RecordingSystem();
    final MemoryContents contents = new MemoryContents(inbox);
    final RecordingLauncher launcher = new RecordingLauncher(inbox, ticker::elapsed);
    final MemoryStore store = new MemoryStore(inbox);
    final RecordingQuiet quiet = new RecordingQuiet();
    final LogLines log = LogLines.listen();
    private final Turn turn;
    private final EventLoop loop;
    private List<Rule> rules = List.of();
    private int wakes;
    private long inode = 10;

    /** A daemon that runs four commands at once. */
    LoopFixture() {
        this(4);
    }

    LoopFixture(int limit) {
        this(limit, List.of());
    }

    /** A daemon that finds what others have left. */
    LoopFixture(int limit, List<Leftover> left) {
        launcher.leftovers.addAll(left);
        turn = new Turn(new Edges(source, system, contents, launcher, store, quiet), limit, ticker.now(), inbox::post);
        loop = new EventLoop(inbox, ticker, turn, new Resting(quiet, ticker.now()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log.close();
    }

    /** Puts these rules in force. */
    ReloadReport rules(RuleMaker... makers) {
        List<ReloadReport> reports = askForRules(makers);
        if (reports.size() != 1) {
            throw new IllegalStateException("answered " + reports.size() + " times");
        }
        return reports.get(0);
    }

    /** Asks for these rules; the list has the answer as soon as there is one. */
    List<ReloadReport> askForRules(RuleMaker... makers) {
        List<Rule> made = new ArrayList<>();
        for (RuleMaker maker : makers) {
            made.add(maker.made());
        }
        rules = made;
        List<ReloadReport> reports = new ArrayList<>();
        inbox.reload(new RuleSet(made), reports::add);
        settleDown();
        return reports;
    }

    /** Asks what these rules would change. */
    ReloadReport rehearse(RuleMaker... makers) {
        List<Rule> made = new ArrayList<>();
        for (RuleMaker maker : makers) {
            made.add(maker.made());
        }
        List<ReloadReport> reports = new ArrayList<>();
        inbox.rehearse(new RuleSet(made), reports::add);
        settleDown();
        return reports.get(0);
    }

    /** The first tree of a rule. */
    WatchedTree tree(String rule) {
        return rules.stream()
                .filter(one -> one.name().equals(rule))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(rule))
                .trees()
                .get(0);
    }

    Seen in(String rule) {
        return Seen.in(tree(rule));
    }

    Seen foundAtStart(String rule) {
        return in(rule).because(Cause.START);
    }

    /** The source tells. */
    void sees(Event event) {
        if (!inbox.offer(event)) {
            throw new IllegalStateException("the inbox is full");
        }
        settleDown();
    }

    /** Files of a rule are written, one after another. */
    void written(String rule, String... names) {
        for (String name : names) {
            sees(in(rule).written(name));
        }
    }

    /** The state of a file that has changed in this moment. */
    FileStamp changedNow() {
        long now = ticker.now().epochNanos();
        return new FileStamp(1, ++inode, 10, now, now);
    }

    /** A file of a rule is written, in this moment. */
    void appears(String rule, String name) {
        sees(in(rule).written(name, changedNow()));
    }

    /** The running command about these names ends. */
    void ends(String names, Outcome outcome) {
        ends(names, outcome, Output.NONE);
    }

    void ends(String names, Outcome outcome, Output output) {
        ends(launcher.runningFor(names), outcome, output);
    }

    void ends(Attempt attempt, Outcome outcome, Output output) {
        launcher.end(attempt, outcome, output);
        settleDown();
    }

    /** Lets time pass: the loop wakes for each of its deadlines, and for nothing else. */
    void advance(Duration time) {
        long until = ticker.now().ticks() + time.toNanos();
        for (OptionalLong next = turn.nextDeadline();
                next.isPresent() && next.getAsLong() <= until;
                next = turn.nextDeadline()) {
            ticker.turnTo(Math.max(next.getAsLong(), ticker.now().ticks()));
            wakes++;
            loop.turn(null);
            settleDown();
        }
        ticker.turnTo(until);
    }

    /** One turn of the loop. */
    void turn() {
        loop.turn(posted());
    }

    /** Handles all that was posted. */
    void settleDown() {
        for (Message message = posted(); message != null; message = posted()) {
            loop.turn(message);
        }
    }

    private @org.jspecify.annotations.Nullable Message posted() {
        try {
            return inbox.take(OptionalLong.of(ticker.now().ticks()), ticker);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** How often the loop woke because a deadline had come. */
    int wakes() {
        return wakes;
    }

    boolean hasDeadline() {
        return turn.nextDeadline().isPresent();
    }

    boolean over() {
        return turn.over();
    }

    /** Has something done, and says what came of it. */
    OrderReport order(Order order) {
        List<OrderReport> reports = new ArrayList<>();
        inbox.order(order, reports::add);
        settleDown();
        return reports.get(0);
    }

    Status status() {
        List<Status> answers = new ArrayList<>();
        inbox.status(answers::add);
        settleDown();
        return answers.get(0);
    }

    RuleStatus status(String rule) {
        return status().rules().stream()
                .filter(one -> one.rule().name().equals(rule))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(rule));
    }

    /** The names that every launch so far was about, in order. */
    List<String> launched() {
        return launcher.launches().stream().map(RecordingLauncher.Launch::names).toList();
    }

    /** The names that what runs is about. */
    List<String> running() {
        return launcher.running().stream().map(RecordingLauncher.Launch::names).toList();
    }

    /** When an attempt about these names was started, in seconds since the test began. */
    List<Double> startsOf(String names) {
        return launcher.launches().stream()
                .filter(launch -> launch.names().equals(names))
                .map(launch -> launch.at().toMillis() / 1000.0)
                .toList();
    }
}
