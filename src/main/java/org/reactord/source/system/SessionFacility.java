package org.reactord.source.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Processes;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;
import org.reactord.source.dbus.BusMessage;

/**
 * People log in and out, and lock their screens: what logind says of sessions, org.freedesktop.login1(5).
 *
 * <p>A daemon of a user is told of that user's sessions, one of root of everybody's. Only those count in which a person may
 * be: of the class {@code user}, or one that begins with {@code user-}. A session of which logind has nothing more to say
 * when it is asked, because it is over by then, is not told: whose it was, and of what class, is not known.
 */
final class SessionFacility implements Facility, Login.Listener {
    private static final String SESSION = Login.NAME + ".Session";
    private static final String BELOW = "path_namespace='" + Login.PATH + "/session',";
    private static final List<String> MATCHES = List.of(
            "path='" + Login.PATH + "',interface='" + Login.MANAGER + "',member='SessionNew'",
            "path='" + Login.PATH + "',interface='" + Login.MANAGER + "',member='SessionRemoved'",
            BELOW + "interface='" + SESSION + "',member='Lock'",
            BELOW + "interface='" + SESSION + "',member='Unlock'",
            BELOW + "interface='" + Login.PROPERTIES + "',member='PropertiesChanged',arg0='" + SESSION + "'");

    private final Reports reports;
    private final Login login;
    private final Sessions sessions;
    private int survey;
    private int unanswered;
    private boolean wasSurveyed;
    private String refusal = "";
    private @Nullable SystemState told;

    SessionFacility(Function<String, @Nullable String> environment, Descriptors descriptors, Reports reports) {
        this.reports = reports;
        login = new Login(environment, MATCHES, descriptors, this);
        int user = Processes.geteuid();
        sessions = new Sessions(user == 0 ? Sessions.EVERYBODY : Integer.toUnsignedLong(user), reports::happened);
    }

    @Override
    public SystemKind kind() {
        return SystemKind.SESSION;
    }

    @Override
    public SystemState open(SystemRequest request) {
        login.open(() -> unanswered == 0);
        SystemState state = state();
        if (state.unavailable().isPresent()) {
            close();
        }
        told = state;
        return state;
    }

    @Override
    public SystemState requested(SystemRequest request) {
        return state();
    }

    private SystemState state() {
        if (login.isPresent() && unanswered == 0 && refusal.isEmpty()) {
            return SystemState.heard(SystemKind.SESSION);
        }
        if (!login.isPresent() && !login.isAwaited()) {
            return SystemState.unavailable(SystemKind.SESSION, login.trouble());
        }
        String why = login.isPresent() ? notListed() : "nothing can be told yet: " + login.trouble();
        return new SystemState(SystemKind.SESSION, SystemState.State.DEGRADED, why);
    }

    private String notListed() {
        return refusal.isEmpty()
                ? "not all sessions are known yet: logind does not answer; it is waited for"
                : "only new sessions can be told: logind does not list those that there are: " + refusal;
    }

    private void tell() {
        SystemState state = state();
        if (told != null && !state.equals(told)) {
            told = state;
            reports.changed(state);
        }
    }

    @Override
    public void present() {
        Cause cause = wasSurveyed ? Cause.OVERFLOW : Cause.START;
        if (wasSurveyed) {
            reports.lost(SystemKind.SESSION, "logind was away");
        }
        refusal = "";
        int number = ++survey;
        unanswered = 1;
        login.call(Login.PATH, Login.MANAGER, "ListSessions", answer -> {
            if (number == survey) {
                listed(answer, cause);
                answered();
            }
        });
    }

    private void answered() {
        if (--unanswered == 0) {
            wasSurveyed = true;
            tell();
        }
    }

    private void listed(BusMessage answer, Cause cause) {
        if (answer.type() == BusMessage.Type.ERROR || !answer.signature().equals("a(susso)")) {
            refusal = answer.type() == BusMessage.Type.ERROR ? answer.trouble() : "it answers something else";
            return;
        }
        Map<String, String> paths = new LinkedHashMap<>();
        for (Object each : (List<?>) answer.body().get(0)) {
            List<?> session = (List<?>) each;
            if (sessions.isOfInterest((Long) session.get(1))) {
                paths.put((String) session.get(0), (String) session.get(4));
            }
        }
        sessions.keepOnly(paths.keySet(), cause);
        int number = survey;
        unanswered += paths.size();
        paths.forEach((id, path) -> ask(path, properties -> {
            if (number == survey) {
                found(id, path, properties, cause);
                answered();
            }
        }));
    }

    private void ask(String path, Consumer<BusMessage> answer) {
        login.call(path, Login.PROPERTIES, "GetAll", answer, SESSION);
    }

    /** An error says that it is over already. */
    private void found(String id, String path, BusMessage answer, Cause cause) {
        if (answer.signature().equals("a{sv}") && answer.body().get(0) instanceof Map<?, ?> properties) {
            sessions.found(id, path, properties, cause);
        }
    }

    @Override
    public void absent() {
        survey++;
        unanswered = 0;
        tell();
    }

    @Override
    public void signal(BusMessage signal) {
        String path = signal.path();
        if (signal.is(Login.MANAGER, "SessionNew") && signal.signature().equals("so")) {
            ask(signal.text(1), answer -> found(signal.text(0), signal.text(1), answer, Cause.EVENT));
        } else if (signal.is(Login.MANAGER, "SessionRemoved")
                && signal.signature().equals("so")) {
            sessions.removed(signal.text(0), Cause.EVENT);
        } else if (signal.is(SESSION, "Lock")) {
            sessions.asked(path, true);
        } else if (signal.is(SESSION, "Unlock")) {
            sessions.asked(path, false);
        } else if (signal.is(Login.PROPERTIES, "PropertiesChanged")
                && signal.signature().equals("sa{sv}as")
                && signal.text(0).equals(SESSION)) {
            changed(path, (Map<?, ?>) signal.body().get(1));
        }
    }

    private void changed(String path, Map<?, ?> properties) {
        if (properties.get("LockedHint") instanceof Boolean locked) {
            sessions.hinted(path, locked);
        }
    }

    @Override
    public void close() {
        survey++;
        login.close();
    }
}
