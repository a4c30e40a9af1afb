package org.reactord.config;

import java.util.Optional;

/**
 * A key that somebody wrote, with what it says.
 *
 * @param value empty if it cannot be read, which has been complained about
 * @param keyPlace where the key stands
 * @param place where the value stands
 * @param byDefaults whether {@code defaults} says so, not the rule itself
 */
record Stated<T>(Key<T> key, Optional<T> value, Written keyPlace, Written place, boolean byDefaults) {
    static <T> Stated<T> of(Key<T> key, Written.Entry entry, boolean byDefaults) {
        return new Stated<>(key, key.read(entry.value()), entry.key(), entry.value(), byDefaults);
    }

    /** Stands for a key that was probably meant, so that it is not missed as well. */
    static <T> Stated<T> unreadable(Key<T> key, Written.Entry entry, boolean byDefaults) {
        return new Stated<>(key, Optional.empty(), entry.key(), entry.value(), byDefaults);
    }
}
