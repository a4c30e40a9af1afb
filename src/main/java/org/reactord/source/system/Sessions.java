package org.reactord.source.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/**
 * The sessions that were told of, and what is told next: of each its beginning and end, and whether it is locked.
 *
 * <p>Two signs say that a session is locked: somebody asks its screen locker to (the signals Lock and Unlock), and the locker
 * says that it has (the property LockedHint). Whichever comes first is told. Not every locker says it; so a session that was
 * locked by request only, is locked again by the next request, because nobody can have said that it was unlocked meanwhile.
 */
final class Sessions {
    /** Whom {@link #Sessions} tells of: the sessions of everybody. */
    static final long EVERYBODY = -1;

    private static final long NOBODY = -2;

    private static final class Session {
        private final String path;
        private final Map<String, String> fields;
        private boolean locked;
        private boolean hinted;

        private Session(String path, Map<String, String> fields) {
            this.path = path;
            this.fields = fields;
        }
    }

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final long user;
    private final Consumer<SystemEvent> events;

    /** Of this user, or of {@link #EVERYBODY}. */
    Sessions(long user, Consumer<SystemEvent> events) {
        this.user = user;
        this.events = events;
    }

    /** Whether the sessions of this user are told. */
    boolean isOfInterest(long uid) {
        return user == EVERYBODY || user == uid;
    }

    /** The session is there, and so are its properties: org.freedesktop.login1.Session. */
    void found(String id, String path, Map<?, ?> properties, Cause cause) {
        Session session = sessions.get(id);
        boolean locked = Boolean.TRUE.equals(properties.get("LockedHint"));
        if (session == null) {
            if (!isPerson(properties) || !isOfInterest(uid(properties))) {
                return;
            }
            session = new Session(path, fields(id, properties));
            sessions.put(id, session);
            tell(session, "login", "session:", cause);
            if (cause == Cause.START && !locked) {
                tell(session, "unlock", "lock:", cause);
            }
        }
        if (locked) {
            hint(session, true, cause);
        } else if (session.hinted) {
            hint(session, false, cause);
        }
    }

    /** Not those of a display manager's greeter, of timed jobs, and of the service manager. */
    private static boolean isPerson(Map<?, ?> properties) {
        String name = text(properties.get("Class"));
        return name.equals("user") || name.startsWith("user-");
    }

    private static Map<String, String> fields(String id, Map<?, ?> properties) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("session", id);
        put(fields, "user", text(properties.get("Name")));
        put(fields, "uid", uid(properties) == NOBODY ? "" : Long.toString(uid(properties)));
        put(fields, "seat", text(first(properties.get("Seat"))));
        put(fields, "type", text(properties.get("Type")));
        put(fields, "class", text(properties.get("Class")));
        if (properties.get("Remote") instanceof Boolean remote) {
            fields.put("remote", remote ? "yes" : "no");
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static long uid(Map<?, ?> properties) {
        return first(properties.get("User")) instanceof Long uid ? uid : NOBODY;
    }

    /** Of a seat its name, of a user the number: each comes with its path. */
    private static @Nullable Object first(@Nullable Object pair) {
        return pair instanceof List<?> values && !values.isEmpty() ? values.get(0) : null;
    }

    /** The session is over; locked or not. */
    void removed(String id, Cause cause) {
        Session session = sessions.remove(id);
        if (session != null) {
            tell(session, "logout", "session:", cause);
        }
    }

    /** Only these are there: the others are over. */
    void keepOnly(Set<String> ids, Cause cause) {
        for (String id : List.copyOf(sessions.keySet())) {
            if (!ids.contains(id)) {
                removed(id, cause);
            }
        }
    }

    /** Somebody asks the locker of the session with this path to lock it, or to unlock it. */
    void asked(String path, boolean lock) {
        of(path).ifPresent(session -> {
            if (lock && !(session.locked && session.hinted)) {
                become(session, true, Cause.EVENT);
            } else if (!lock && session.locked) {
                session.hinted = false;
                become(session, false, Cause.EVENT);
            }
        });
    }

    /** The locker of the session with this path says that it has locked it, or unlocked. */
    void hinted(String path, boolean locked) {
        of(path).ifPresent(session -> hint(session, locked, Cause.EVENT));
    }

    private void hint(Session session, boolean locked, Cause cause) {
        session.hinted = locked;
        if (session.locked != locked) {
            become(session, locked, cause);
        }
    }

    private void become(Session session, boolean locked, Cause cause) {
        session.locked = locked;
        tell(session, locked ? "lock" : "unlock", "lock:", cause);
    }

    private Optional<Session> of(String path) {
        return sessions.values().stream()
                .filter(session -> session.path.equals(path))
                .findFirst();
    }

    private void tell(Session session, String word, String condition, Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>(session.fields);
        fields.put("state", word);
        String name = condition + session.fields.get("session");
        Condition begun = new Condition(name, word, !word.equals("logout"));
        events.accept(new SystemEvent(SystemKind.SESSION, word, fields, Optional.of(begun), cause));
    }
}
