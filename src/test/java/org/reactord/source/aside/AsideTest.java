package org.reactord.source.aside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.RootState;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;

/** A tree beside those of the rules: the rules hear nothing of it. */
class AsideTest {
    private static final BytePath DIRECTORY = BytePath.ofUtf8("/etc/rules.d");
    private static final WatchedTree SAME_PLACE = new WatchedTree(DIRECTORY, false, true, List.of());
    private static final WatchRequest OF_A_RULE = new WatchRequest(SAME_PLACE, WatchRequest.ALL, false);

    private final List<Event> events = new ArrayList<>();
    private final List<RootState> states = new ArrayList<>();
    private final List<Collection<WatchRequest>> watched = new ArrayList<>();
    private int hints;
    private final Aside aside = aside(false);
    private final EventSink sink = aside.sink(new Rules());
    private final EventSource source = aside.over(new Recorded());

    private Aside aside(boolean insists) {
        return new Aside(DIRECTORY, 5, insists, () -> hints++);
    }

    private WatchedTree ours() {
        source.watch(List.of(OF_A_RULE), () -> {});
        return watched.get(0).stream()
                .filter(one -> !one.equals(OF_A_RULE))
                .findFirst()
                .orElseThrow()
                .tree();
    }

    private static FileEvent written(WatchedTree tree) {
        BytePath path = DIRECTORY.resolve(BytePath.ofUtf8("10.yaml"));
        return new FileEvent(
                tree, path, Change.WRITTEN, FileKind.REGULAR, Optional.empty(), Optional.empty(), Cause.EVENT);
    }

    @Test
    void aRuleOnTheSameDirectoryHasItsOwnTree() {
        WatchedTree ours = ours();
        assertEquals(2, watched.get(0).size());
        assertTrue(watched.get(0).contains(OF_A_RULE), watched::toString);
        assertEquals(DIRECTORY, ours.root());
        sink.offer(written(SAME_PLACE));
        assertEquals(List.of(written(SAME_PLACE)), events);
        assertEquals(0, hints);
        assertTrue(sink.offer(written(ours)));
        assertEquals(1, events.size());
        assertEquals(1, hints);
    }

    @Test
    void whatItWaitsForIsNotExplained() {
        WatchedTree ours = ours();
        List<Unfinished> told = new ArrayList<>();
        unfinished = List.of(
                new Unfinished(ours, "its writer", Instant.EPOCH),
                new Unfinished(SAME_PLACE, "its writer", Instant.EPOCH));
        source.unfinished(DIRECTORY, told::addAll);
        assertEquals(List.of(SAME_PLACE), told.stream().map(Unfinished::tree).toList());
    }

    @Test
    void aDirectoryThatComesOrGoesIsAHintAndTheFirstStateIsNone() {
        WatchedTree ours = ours();
        sink.rootChanged(new RootState(ours, RootState.Kind.WAITING, "", 1));
        assertEquals(0, hints);
        sink.rootChanged(new RootState(ours, RootState.Kind.WATCHED, "", 1));
        assertEquals(1, hints);
        assertEquals(List.of(), states);
        assertEquals(1, watched.size());
    }

    @Test
    void whatWouldBePolledIsLeftUntilTheNextReload() {
        WatchedTree ours = ours();
        sink.rootChanged(new RootState(ours, RootState.Kind.POLLING, "nfs", 0));
        sink.rootChanged(new RootState(ours, RootState.Kind.POLLING, "nfs", 0));
        assertEquals(2, watched.size());
        assertEquals(List.of(OF_A_RULE), List.copyOf(watched.get(1)));
        source.watch(List.of(), () -> {});
        assertEquals(1, watched.get(2).size());
    }

    @Test
    void whoInsistsIsPolledFor() {
        Aside insisting = aside(true);
        EventSink heard = insisting.sink(new Rules());
        insisting.over(new Recorded()).watch(List.of(), () -> {});
        WatchedTree tree = watched.get(0).iterator().next().tree();
        heard.rootChanged(new RootState(tree, RootState.Kind.POLLING, "nfs", 0));
        assertEquals(1, watched.size());
    }

    private List<Unfinished> unfinished = List.of();

    private final class Rules implements EventSink {
        @Override
        public boolean offer(Event event) {
            events.add(event);
            return false;
        }

        @Override
        public void flush() {}

        @Override
        public void awaitRoom() {}

        @Override
        public void rootChanged(RootState state) {
            states.add(state);
        }
    }

    private final class Recorded implements EventSource {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public void watch(Collection<WatchRequest> requests, Runnable armed) {
            watched.add(requests);
        }

        @Override
        public void rescan(WatchedTree tree, Cause cause) {}

        @Override
        public void toldUntil(Collection<WatchedTree> trees, LongConsumer answer) {}

        @Override
        public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
            answer.accept(unfinished);
        }

        @Override
        public void close() {}
    }
}
