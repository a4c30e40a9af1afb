package org.reactord.source.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.files.MountTable;
import org.reactord.files.MountTable.Mount;

/** What must have happened if one table of mounts has become another. */
final class MountComparison {
    private static final String MOUNTED = "mounted";
    private static final String UNMOUNTED = "unmounted";

    private MountComparison() {}

    /** What has left the table, in its order, and then what is new in the other, in its order. */
    static List<SystemEvent> of(MountTable before, MountTable now, Cause cause) {
        Set<BytePath> covered = new HashSet<>();
        now.all().forEach(mount -> covered.add(mount.target()));
        List<SystemEvent> events = new ArrayList<>();
        for (Mount mount : before.all()) {
            if (!now.has(mount)) {
                Optional<Condition> gone = covered.contains(mount.target())
                        ? Optional.empty() // another one was below it, or has come in its place
                        : Optional.of(new Condition(name(mount), UNMOUNTED, false));
                events.add(event(UNMOUNTED, mount, gone, cause));
            }
        }
        for (Mount mount : now.all()) {
            if (!before.has(mount)) {
                events.add(event(MOUNTED, mount, Optional.of(new Condition(name(mount), MOUNTED, true)), cause));
            }
        }
        return events;
    }

    private static String name(Mount mount) {
        return "mount:" + target(mount);
    }

    private static String target(Mount mount) {
        return ByteText.of(mount.target().bytes());
    }

    private static SystemEvent event(String state, Mount mount, Optional<Condition> condition, Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("target", target(mount));
        fields.put("source", mount.source());
        fields.put("fstype", mount.type());
        fields.put("options", mount.options());
        fields.put("state", state);
        return new SystemEvent(SystemKind.MOUNT, state, fields, condition, cause);
    }
}
