package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** What is told of processes that come and go, in a world where everything can be made to happen. */
class ProgramsTest implements ProcessView, Descriptors, Reports {
    private static final long FORK_ONLY = 0x40;
    private static final int OURSELVES = 4242;

    private final Map<Integer, ProcessStat> running = new TreeMap<>();
    private final Map<Integer, Integer> followed = new HashMap<>();
    private final Map<Integer, IntConsumer> waiting = new HashMap<>();
    private final Set<Integer> open = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private int descriptor = 100;
    private Runnable beforeFollowing = () -> {};
    private int mostDescriptors = Integer.MAX_VALUE;
    private final Programs programs = new Programs(this, OURSELVES, this, this, wanting("mutt*"));

    private static SystemRequest wanting(String name) {
        return new SystemRequest(SystemKind.PROCESS, Set.of(Map.of("name", Set.of(name))));
    }

    @Override
    public @Nullable ProcessStat stat(int pid) {
        return running.get(pid);
    }

    @Override
    public Program program(ProcessStat stat) {
        return new Program(stat.pid(), stat.started(), Map.of("name", stat.command()));
    }

    @Override
    public List<ProcessStat> all() {
        return List.copyOf(running.values());
    }

    @Override
    public int follow(int pid) {
        beforeFollowing.run();
        if (!running.containsKey(pid)) {
            return -Errno.ESRCH;
        }
        if (open.size() >= mostDescriptors) {
            return -Errno.EMFILE;
        }
        open.add(++descriptor);
        followed.put(pid, descriptor);
        return descriptor;
    }

    @Override
    public void forget(int pidfd) {
        assertEquals(true, open.remove(pidfd));
    }

    @Override
    public void add(int fd, int events, IntConsumer ready) {
        waiting.put(fd, ready);
    }

    @Override
    public void remove(int fd) {
        waiting.remove(fd);
    }

    @Override
    public void happened(SystemEvent event) {
        told.add(event.cause().word() + " " + event.what() + " "
                + event.condition().map(Condition::name).orElse("-") + " "
                + event.fields().get("name"));
    }

    @Override
    public void lost(SystemKind kind, String reason) {
        told.add("lost");
    }

    @Override
    public void changed(SystemState state) {
        told.add(state.state().word());
    }

    private void runs(int pid, String command, long started) {
        running.put(pid, new ProcessStat(pid, command, 'R', 1, 0, started));
    }

    private void executes(int pid, String command, long started) {
        runs(pid, command, started);
        programs.executed(pid);
    }

    private void ends(int pid) {
        running.remove(pid);
        IntConsumer ready = waiting.get(followed.getOrDefault(pid, -1));
        if (ready != null) {
            ready.accept(1);
        }
    }

    private void assertTold(String... expected) {
        assertEquals(List.of(expected), told);
        told.clear();
    }

    @Test
    void aWantedProgramIsToldWhenItStartsAndOnceWhenItStops() {
        executes(7, "bash", 70);
        executes(8, "mutt", 80);
        assertTold("event started process:8:80 mutt");
        ends(8);
        ends(7);
        assertTold("event stopped process:8:80 mutt");
        assertEquals(Set.of(), open);
    }

    @Test
    void whatExecutesAnotherProgramHasStopped() {
        executes(7, "mutt", 70);
        executes(7, "mutt", 70);
        executes(7, "mutt-ng", 70);
        executes(7, "bash", 70);
        assertTold(
                "event started process:7:70 mutt",
                "event stopped process:7:70 mutt",
                "event started process:7:70 mutt-ng",
                "event stopped process:7:70 mutt-ng");
        assertEquals(Set.of(), open);
    }

    @Test
    void aNumberThatIsGivenToAnotherProcessIsNotFollowed() {
        beforeFollowing = () -> runs(7, "other", 99);
        executes(7, "mutt", 70);
        assertTold("event started process:7:70 mutt", "event stopped process:7:70 mutt");
        assertEquals(Set.of(), open);
    }

    @Test
    void aNumberThatComesAgainIsAnotherProcess() {
        executes(7, "mutt", 70);
        executes(7, "mutt", 99);
        assertTold(
                "event started process:7:70 mutt",
                "event stopped process:7:70 mutt",
                "event started process:7:99 mutt");
        assertEquals(1, open.size());
    }

    @Test
    void whatEndsBeforeItIsFollowedHasStartedAndStopped() {
        beforeFollowing = () -> running.remove(7);
        executes(7, "mutt", 70);
        assertTold("event started process:7:70 mutt", "event stopped process:7:70 mutt");
    }

    @Test
    void whatIsGoneBeforeAnybodyLooksIsToldToWhoWantsEverything() {
        programs.executed(7);
        running.put(8, new ProcessStat(8, "mutt", 'R', 1, FORK_ONLY, 80)); // has the number of one that is gone
        programs.executed(8);
        assertTold();
        programs.want(new SystemRequest(SystemKind.PROCESS, Set.of(Map.of("state", Set.of("started")))));
        programs.executed(7);
        assertTold("event started - null");
    }

    @Test
    void whatRunsAtTheStartIsToldAndNotAgainWhenMoreIsWanted() {
        runs(7, "mutt", 70);
        runs(8, "vim", 80);
        programs.look(Cause.START);
        assertTold("start started process:7:70 mutt");
        programs.want(wanting("*"));
        programs.look(Cause.START);
        assertTold("start started process:8:80 vim");
        programs.want(wanting("vim"));
        ends(7);
        assertTold("event stopped process:7:70 mutt");
    }

    @Test
    void aForkIsNoProgramUnlessItsParentHasLeftItBehind() {
        runs(1, "init", 1);
        runs(2, "kthreadd", 2);
        runs(7, "mutt", 70);
        running.put(3, new ProcessStat(3, "mutt-kernel", 'S', 2, FORK_ONLY, 2));
        running.put(8, new ProcessStat(8, "mutt", 'S', 7, FORK_ONLY, 80));
        running.put(9, new ProcessStat(9, "muttd", 'S', 1, FORK_ONLY, 90));
        running.put(10, new ProcessStat(10, "mutt", 'Z', 1, 0, 95));
        programs.look(Cause.START);
        assertTold("start started process:7:70 mutt", "start started process:9:90 muttd");
    }

    @Test
    void afterALossWhatMustHaveHappenedIsTold() {
        executes(7, "mutt", 70);
        executes(8, "mutt", 80);
        executes(9, "mutt", 90);
        executes(10, "mutt", 100);
        told.clear();
        running.remove(7);
        runs(8, "bash", 80);
        runs(9, "mutt", 99);
        runs(11, "mutt", 110);
        programs.compare(Cause.OVERFLOW);
        assertTold(
                "overflow stopped process:7:70 mutt",
                "overflow stopped process:8:80 mutt",
                "overflow stopped process:9:90 mutt",
                "overflow started process:9:99 mutt",
                "overflow started process:11:110 mutt");
        assertEquals(3, open.size());
    }

    @Test
    void thoseThatCannotBeFollowedAreFollowedOnceThereIsRoom() {
        mostDescriptors = 1;
        executes(7, "mutt", 70);
        executes(8, "mutt", 80);
        executes(9, "mutt", 90);
        assertTold(
                "event started process:7:70 mutt",
                "event started process:8:80 mutt",
                "degraded",
                "event started process:9:90 mutt");
        assertEquals(SystemState.State.DEGRADED, programs.state().state());
        ends(8);
        assertTold();
        ends(7);
        assertTold("event stopped process:7:70 mutt", "event stopped process:8:80 mutt", "heard");
        ends(9);
        assertTold("event stopped process:9:90 mutt");
    }

    @Test
    void noMoreThanSoManyAreFollowed() {
        for (int pid = 10; pid < 10 + Programs.MOST + 5; pid++) {
            executes(pid, "mutt", pid);
        }
        assertEquals(Programs.MOST, open.size());
        assertEquals(
                "no more than 1000 programs can be followed to their end; of the others it is told late or never;"
                        + " let the rules name fewer",
                programs.state().detail());
        programs.close();
        assertEquals(Set.of(), open);
        assertEquals(Map.of(), waiting);
    }

    /** A rule that wants all programs would start itself again and again. */
    @Test
    void whatTheDaemonItselfHasStartedIsNotTold() {
        runs(OURSELVES, "java", 1);
        running.put(7, new ProcessStat(7, "sh", 'R', OURSELVES, 0, 2));
        running.put(8, new ProcessStat(8, "mutt", 'R', 7, 0, 3));
        programs.executed(8);
        programs.look(Cause.START);
        assertTold();
        running.put(7, new ProcessStat(7, "sh", 'R', 1, 0, 2));
        programs.executed(8);
        assertTold("event started process:8:3 mutt");
    }
}
