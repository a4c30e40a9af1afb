package org.reactord.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.rule.Origin;
import org.reactord.rule.Setting;

/**
 * A rule's values with the defaults filled in; only of a rule that has a source.
 *
 * @param kind one of those that name a source
 */
record Effective(RuleSheet sheet, Key.Scope kind, BytePath home) {
    boolean isWatch() {
        return kind == Key.Scope.WATCH;
    }

    boolean isEvent() {
        return kind == Key.Scope.EVENT;
    }

    boolean isSpool() {
        return kind == Key.Scope.SPOOL;
    }

    /** True if what it waits for is no file. */
    boolean isOfEvents() {
        return !kind.isFiles();
    }

    /** What was written, if it concerns this kind of rule: {@code defaults} may name keys of the other kind. */
    <T> Optional<Stated<T>> stated(Key<T> key) {
        return key.scope().covers(kind) ? sheet.last(key) : Optional.empty();
    }

    /** True if somebody has written the key, and it could not be read. */
    boolean isBroken(Key<?> key) {
        return stated(key).map(one -> one.value().isEmpty()).orElse(false);
    }

    boolean isBroken() {
        return Key.ALL.stream().anyMatch(this::isBroken);
    }

    <T> T get(Key<T> key) {
        return stated(key).flatMap(Stated::value).orElseGet(() -> key.otherwise(this));
    }

    /** Where the key's value was written. */
    Origin origin(Key<?> key) {
        return stated(key).map(one -> one.place().origin()).orElse(Origin.DEFAULT);
    }

    /** Every key of this kind of rule, as {@code show} prints it. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Key<?> key : Key.ALL) {
            if (key.scope().covers(kind)) {
                settings.add(setting(key));
            }
        }
        return settings;
    }

    private <T> Setting setting(Key<T> key) {
        return new Setting(key.word(), key.show(get(key)), origin(key));
    }
}
