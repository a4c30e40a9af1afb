package org.reactord.source.system;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The power supplies, by what was last said of each: the properties {@code POWER_SUPPLY_*}, which are the files of
 * Documentation/ABI/testing/sysfs-class-power. Those of other devices (a mouse, a headset) do not count, nor does a place for a
 * battery that has none.
 */
final class PowerSupplies {
    private static final String BATTERY = "Battery";

    private final TreeMap<String, Uevent> supplies = new TreeMap<>();

    /** Forgets all others. */
    void replace(Collection<Uevent> found) {
        supplies.clear();
        found.forEach(this::heard);
    }

    /** A message. */
    void heard(Uevent uevent) {
        switch (uevent.action()) {
            case "remove" -> supplies.remove(uevent.devpath());
            case "move" -> {
                supplies.remove(uevent.property("DEVPATH_OLD"));
                supplies.put(uevent.devpath(), uevent);
            }
            default -> supplies.put(uevent.devpath(), uevent);
        }
    }

    /** What follows from it. */
    PowerReading reading() {
        List<Uevent> batteries = all(BATTERY::equals).stream()
                .filter(battery -> !value(battery, "PRESENT").equals("0"))
                .toList();
        List<String> names =
                batteries.stream().map(battery -> value(battery, "NAME")).toList();
        String supply = isOnBattery(batteries) ? PowerReading.BATTERY : PowerReading.AC;
        return new PowerReading(supply, capacity(batteries), names);
    }

    private List<Uevent> all(Predicate<String> type) {
        return supplies.values().stream()
                .filter(supply -> !value(supply, "SCOPE").equals("Device"))
                .filter(supply -> !value(supply, "TYPE").isEmpty() && type.test(value(supply, "TYPE")))
                .toList();
    }

    /** Where there is nothing that could be plugged in, or it is not told of, the batteries know whether it is. */
    private boolean isOnBattery(List<Uevent> batteries) {
        List<Uevent> others = all(type -> !type.equals(BATTERY));
        if (batteries.isEmpty() || others.stream().anyMatch(PowerSupplies::isOnline)) {
            return false;
        }
        return !others.isEmpty() || batteries.stream().noneMatch(PowerSupplies::isFed);
    }

    /** 1, or 2 if its voltage can be chosen. */
    private static boolean isOnline(Uevent supply) {
        return number(supply, "ONLINE").orElse(0) > 0;
    }

    private static boolean isFed(Uevent battery) {
        return List.of("Charging", "Full", "Not charging").contains(value(battery, "STATUS"));
    }

    private static OptionalInt capacity(List<Uevent> batteries) {
        OptionalInt whole = batteries.size() == 1 ? percent(batteries, "CAPACITY") : OptionalInt.empty();
        for (String measure : List.of("ENERGY", "CHARGE")) {
            whole = whole.isPresent() ? whole : share(batteries, measure);
        }
        return whole.isPresent() ? whole : percent(batteries, "CAPACITY");
    }

    /** How much of what they hold together is there; empty if one does not say. */
    private static OptionalInt share(List<Uevent> batteries, String measure) {
        long now = 0;
        long full = 0;
        for (Uevent battery : batteries) {
            OptionalLong itsNow = number(battery, measure + "_NOW");
            OptionalLong itsFull = number(battery, measure + "_FULL");
            if (itsNow.isEmpty() || itsFull.isEmpty()) {
                return OptionalInt.empty();
            }
            now += itsNow.getAsLong();
            full += itsFull.getAsLong();
        }
        return full > 0 ? OptionalInt.of(bounded(100.0 * now / full)) : OptionalInt.empty();
    }

    private static OptionalInt percent(List<Uevent> batteries, String property) {
        OptionalDouble mean = batteries.stream()
                .flatMapToLong(battery -> number(battery, property).stream())
                .average();
        return mean.isPresent() ? OptionalInt.of(bounded(mean.getAsDouble())) : OptionalInt.empty();
    }

    private static int bounded(double percent) {
        return (int) Math.max(0, Math.min(100, percent));
    }

    private static OptionalLong number(Uevent supply, String property) {
        String text = value(supply, property);
        return text.matches("-?[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String value(Uevent supply, String property) {
        return supply.property("POWER_SUPPLY_" + property);
    }
}
