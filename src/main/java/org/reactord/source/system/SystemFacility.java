package org.reactord.source.system;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;
import org.reactord.source.dbus.BusMessage;

/**
 * The machine is about to sleep, or to go down: signals of logind, org.freedesktop.login1(5). What is told when it has woken,
 * or when its clock has jumped, the kernel says, and somebody else hears.
 *
 * <p>While a rule asks for it, the machine waits until {@link #handled} (see {@link DelayLock}). When it has woken, nothing is
 * told here, but it waits again the next time. While nobody asks for what only logind says, there is no connection to it.
 */
final class SystemFacility implements Facility, Login.Listener {
    private enum Ahead {
        SUSPEND("suspend", "sleep", "PrepareForSleep"),
        SHUTDOWN("shutdown", "shutdown", "PrepareForShutdown");

        private final String word;
        private final String lock;
        private final String signal;

        Ahead(String word, String lock, String signal) {
            this.word = word;
            this.lock = lock;
            this.signal = signal;
        }

        private String match() {
            return "path='" + Login.PATH + "',interface='" + Login.MANAGER + "',member='" + signal + "'";
        }

        private SystemEvent event() {
            Optional<Condition> condition =
                    this == SUSPEND ? Optional.of(new Condition(lock, word, true)) : Optional.empty();
            return new SystemEvent(SystemKind.SYSTEM, word, Map.of("state", word), condition, Cause.EVENT);
        }
    }

    /** What others hear of. */
    private static final Set<String> ELSEWHERE = Set.of("resume", "clock-jump");

    private final Reports reports;
    private final Login login;
    private final DelayLock lock;
    private final Set<Ahead> wanted = EnumSet.noneOf(Ahead.class);
    private final Set<Ahead> preparing = EnumSet.noneOf(Ahead.class);
    private boolean wantsElsewhere;
    private boolean isOpen;
    private boolean wasPresent;
    private @Nullable SystemState told;

    SystemFacility(Function<String, @Nullable String> environment, Descriptors descriptors, Reports reports) {
        this.reports = reports;
        List<String> matches = List.of(Ahead.SUSPEND.match(), Ahead.SHUTDOWN.match());
        login = new Login(environment, matches, descriptors, this);
        lock = new DelayLock(login, this::tell);
    }

    @Override
    public SystemKind kind() {
        return SystemKind.SYSTEM;
    }

    @Override
    public SystemState open(SystemRequest request) {
        return requested(request);
    }

    @Override
    public SystemState requested(SystemRequest request) {
        told = null; // what is found out meanwhile is the answer, and not told besides
        Set<Ahead> before = EnumSet.copyOf(wanted);
        want(request);
        if (wanted.isEmpty()) {
            close();
        } else if (!isOpen) {
            isOpen = true;
            login.open(lock::isAnswered);
        } else if (!wanted.equals(before)) {
            take();
            login.settle(lock::isAnswered);
        }
        SystemState state = state();
        if (state.unavailable().isPresent()) {
            close();
        }
        told = state;
        return state;
    }

    /** A value that is no word of ours may be a pattern, and mean anything. */
    private void want(SystemRequest request) {
        Set<String> values = request.values("state").orElse(Set.of("*"));
        wanted.clear();
        wantsElsewhere = values.stream().anyMatch(value -> !isAhead(value));
        for (Ahead ahead : Ahead.values()) {
            if (values.stream().anyMatch(value -> value.equals(ahead.word) || isPattern(value))) {
                wanted.add(ahead);
            }
        }
    }

    private static boolean isAhead(String value) {
        return value.equals(Ahead.SUSPEND.word) || value.equals(Ahead.SHUTDOWN.word);
    }

    private static boolean isPattern(String value) {
        return !isAhead(value) && !ELSEWHERE.contains(value);
    }

    private SystemState state() {
        if (wanted.isEmpty()) {
            return SystemState.heard(SystemKind.SYSTEM);
        }
        if (!login.isPresent()) {
            String why = wantsElsewhere
                    ? "suspend and shutdown cannot be told: " + login.trouble() + "; resume and clock-jump are"
                    : "nothing can be told yet: " + login.trouble();
            return login.isAwaited() || wantsElsewhere
                    ? new SystemState(SystemKind.SYSTEM, SystemState.State.DEGRADED, why)
                    : SystemState.unavailable(SystemKind.SYSTEM, login.trouble());
        }
        if (!lock.trouble().isEmpty()) {
            String words = wanted.stream().map(ahead -> ahead.word).collect(Collectors.joining(" and "));
            String why = "commands for " + words + " may be cut short: logind grants no delay: " + lock.trouble();
            return new SystemState(SystemKind.SYSTEM, SystemState.State.DEGRADED, why);
        }
        return SystemState.heard(SystemKind.SYSTEM);
    }

    private void tell() {
        SystemState state = state();
        if (told != null && !state.equals(told)) {
            told = state;
            reports.changed(state);
        }
    }

    private void take() {
        Set<String> locks = new LinkedHashSet<>();
        wanted.forEach(ahead -> locks.add(ahead.lock));
        lock.take(String.join(":", locks));
    }

    @Override
    public void present() {
        if (wasPresent) {
            reports.lost(SystemKind.SYSTEM, "logind was away, and may have said something before it came back");
        }
        wasPresent = true;
        preparing.clear();
        take(); // how well it is heard of is told with the answer
    }

    @Override
    public void absent() {
        tell();
    }

    @Override
    public void signal(BusMessage signal) {
        for (Ahead ahead : Ahead.values()) {
            if (signal.is(Login.MANAGER, ahead.signal) && signal.signature().equals("b")) {
                prepare(ahead, Boolean.TRUE.equals(signal.body().get(0)));
            }
        }
    }

    private void prepare(Ahead ahead, boolean begins) {
        if (begins && preparing.add(ahead)) {
            reports.happened(ahead.event());
        } else if (!begins && preparing.remove(ahead) && preparing.isEmpty() && !lock.isHeld()) {
            take();
        }
    }

    /** What was told before this sleep is not meant: it was handled, or too late. */
    @Override
    public void handled() {
        if (!preparing.isEmpty()) {
            lock.release();
        }
    }

    @Override
    public void close() {
        isOpen = false;
        wasPresent = false;
        preparing.clear();
        lock.release();
        login.close();
    }
}
