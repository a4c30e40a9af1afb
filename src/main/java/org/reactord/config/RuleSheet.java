package org.reactord.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all files together state about one rule: key by key, the last word counts.
 *
 * <p>A rule takes what {@code defaults} says at the place where it is first named; later files only override.
 */
final class RuleSheet {
    private final String name;
    private final Written place;
    private final Map<Key<?>, Stated<?>> stated;

    /**
     * A rule that is named for the first time.
     *
     * @param place where its name stands
     */
    RuleSheet(String name, Written place, Map<Key<?>, Stated<?>> defaults) {
        this.name = name;
        this.place = place;
        this.stated = new LinkedHashMap<>(defaults);
    }

    String name() {
        return name;
    }

    Written place() {
        return place;
    }

    /** Overrides with what one body says; a new source takes along what only the old one had a use for. */
    void override(Map<Key<?>, Stated<?>> body) {
        for (Key<?> source : Key.SOURCES) {
            if (body.containsKey(source)) {
                stated.keySet().removeIf(key -> !key.scope().covers(source.scope()) && !isDefault(key));
            }
        }
        stated.putAll(body);
    }

    private boolean isDefault(Key<?> key) {
        Stated<?> present = stated.get(key);
        return present != null && present.byDefaults();
    }

    /** The kind of rule; empty if nobody has written a source. */
    Optional<Key.Scope> kind() {
        return Key.SOURCES.stream().filter(stated::containsKey).map(Key::scope).findFirst();
    }

    Iterable<Stated<?>> all() {
        return stated.values();
    }

    /** Who has the last word on the key. */
    @SuppressWarnings("unchecked") // Only Stated.of and unreadable make values, and they pair a key with its own type.
    <T> Optional<Stated<T>> last(Key<T> key) {
        return Optional.ofNullable((Stated<T>) stated.get(key));
    }
}
