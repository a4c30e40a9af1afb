package org.reactord.source.system;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/**
 * A program that a process executes.
 *
 * @param started when the process was begun, in ticks; with the pid it says which process it is
 * @param fields what is known of it
 */
record Program(int pid, long started, Map<String, String> fields) {
    static final String NAME = "name";
    static final String EXE = "exe";
    static final String PID = "pid";
    static final String USER = "user";
    static final String UID = "uid";
    static final String STATE = "state";

    static final String STARTED = "started";
    private static final String STOPPED = "stopped";

    Program {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** True if the same process executes what is called the same: it is the same program, begun anew. */
    boolean isStill(Program other) {
        return isSameProcess(other)
                && Objects.equals(fields.get(NAME), other.fields.get(NAME))
                && Objects.equals(fields.get(EXE), other.fields.get(EXE));
    }

    /** The same where no exec was heard of: by the file, if that is known, because a process may give itself another name. */
    boolean isProbablyStill(Program other) {
        boolean byFile = fields.containsKey(EXE) && other.fields.containsKey(EXE);
        String field = byFile ? EXE : NAME;
        return isSameProcess(other) && Objects.equals(fields.get(field), other.fields.get(field));
    }

    private boolean isSameProcess(Program other) {
        return pid == other.pid && started == other.started;
    }

    SystemEvent started(Cause cause) {
        return event(STARTED, true, cause);
    }

    SystemEvent stopped(Cause cause) {
        return event(STOPPED, false, cause);
    }

    private SystemEvent event(String state, boolean lasts, Cause cause) {
        Condition condition = new Condition("process:" + pid + ":" + started, state, lasts);
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(STATE, state);
        return new SystemEvent(SystemKind.PROCESS, state, all, Optional.of(condition), cause);
    }

    /** Something was started that was gone before anybody could look: over as soon as it is told. */
    static SystemEvent unknown(int pid) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(PID, Integer.toString(pid));
        fields.put(STATE, STARTED);
        return new SystemEvent(SystemKind.PROCESS, STARTED, fields, Optional.empty(), Cause.EVENT);
    }
}
