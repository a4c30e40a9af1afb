package org.reactord.source.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/**
 * The devices that were told to be there, and what follows from what is heard or found. Knows no file and no socket.
 *
 * <p>That a device is added is told again only if something is said that was not said before: the kernel's list, which is
 * read at the start, may be ahead of the messages, and udev knows more than the kernel.
 */
final class KnownDevices {
    /** What two tellings of one device may differ in although nothing has changed. */
    private static final Set<String> PASSING = Set.of(
            "SEQNUM", "SYNTH_UUID", "USEC_INITIALIZED", "UDEV_DATABASE_VERSION", "DEVLINKS", "TAGS", "CURRENT_TAGS");

    private static final String PASSING_ARGUMENT = "SYNTH_ARG_";
    private static final String REMOVED = "remove";

    private final Map<String, Uevent> known = new HashMap<>();

    /** Told to be gone by a comparison; the message that says so may follow, late if it is udev's. */
    private final Set<String> gone = new HashSet<>();

    /** A device that is there; empty if that was told. */
    Optional<SystemEvent> found(Uevent device, Cause cause) {
        return known.putIfAbsent(device.devpath(), device) == null
                ? Optional.of(told(device, cause))
                : Optional.empty();
    }

    /** A message. */
    Optional<SystemEvent> heard(Uevent uevent) {
        String devpath = uevent.devpath();
        switch (uevent.action()) {
            case "add" -> {
                gone.remove(devpath);
                Uevent before = known.put(devpath, uevent);
                if (before != null && !saysMore(uevent, before)) {
                    return Optional.empty();
                }
            }
            case REMOVED -> {
                known.remove(devpath);
                if (gone.remove(devpath)) {
                    return Optional.empty();
                }
            }
            case "move" -> {
                known.remove(uevent.property("DEVPATH_OLD"));
                known.put(devpath, uevent);
            }
            default -> known.replace(devpath, uevent);
        }
        return Optional.of(told(uevent, Cause.EVENT));
    }

    /**
     * What has happened that was not heard.
     *
     * @param truth every device that there is
     * @param exists asked of a device that is not among them, since not every one is listed
     */
    List<SystemEvent> compare(Collection<Uevent> truth, Predicate<String> exists) {
        List<SystemEvent> events = new ArrayList<>();
        Set<String> there = new HashSet<>();
        truth.forEach(device -> there.add(device.devpath()));
        gone.clear();
        for (Uevent before : List.copyOf(known.values())) {
            String devpath = before.devpath();
            if (!there.contains(devpath) && !exists.test(devpath)) {
                known.remove(devpath);
                gone.add(devpath);
                events.add(told(lasting(REMOVED, before), Cause.OVERFLOW));
            }
        }
        for (Uevent device : truth) {
            Uevent before = known.get(device.devpath());
            if (before == null) {
                found(device, Cause.OVERFLOW).ifPresent(events::add);
            } else if (saysMore(device, before) || lacksDriver(device, before)) {
                known.put(device.devpath(), device);
                events.add(told(lasting("change", device), Cause.OVERFLOW));
            }
        }
        return events;
    }

    /** Forgets those of other subsystems. */
    void keep(Predicate<String> subsystem) {
        known.values().removeIf(device -> !subsystem.test(device.subsystem()));
    }

    /** What is missing may have been said of the message only; a driver is always said. */
    private static boolean lacksDriver(Uevent now, Uevent before) {
        return before.properties().containsKey("DRIVER") && !now.properties().containsKey("DRIVER");
    }

    private static boolean saysMore(Uevent now, Uevent before) {
        return now.properties().entrySet().stream()
                .anyMatch(property -> !isPassing(property.getKey())
                        && !property.getValue().equals(before.properties().get(property.getKey())));
    }

    private static boolean isPassing(String key) {
        return PASSING.contains(key) || key.startsWith(PASSING_ARGUMENT);
    }

    /** What is still true of it, although no message said so. */
    private static Uevent lasting(String action, Uevent device) {
        Map<String, String> properties = new LinkedHashMap<>(device.properties());
        properties.keySet().removeIf(key -> key.equals("SEQNUM") || key.startsWith("SYNTH_"));
        return new Uevent(action, device.subsystem(), device.devpath(), properties);
    }

    private static SystemEvent told(Uevent uevent, Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("action", uevent.action());
        fields.put("subsystem", uevent.subsystem());
        fields.put("devpath", uevent.devpath());
        fields.putAll(uevent.properties());
        return new SystemEvent(SystemKind.DEVICE, uevent.action(), fields, condition(uevent), cause);
    }

    private static Optional<Condition> condition(Uevent uevent) {
        boolean added = uevent.action().equals("add");
        return added || uevent.action().equals(REMOVED)
                ? Optional.of(new Condition("device:" + uevent.devpath(), uevent.action(), added))
                : Optional.empty();
    }
}
