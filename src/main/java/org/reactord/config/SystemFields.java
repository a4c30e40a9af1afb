package org.reactord.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reactord.event.SystemKind;

/**
 * What a rule can ask for of one kind of happening.
 *
 * @param word the field whose value is one of a few words
 * @param words those
 * @param fields those that take any pattern
 * @param paths those that take a pattern for a path
 * @param others those that are no pattern
 * @param properties whether every name in capitals is a field, too
 */
record SystemFields(
        String word,
        List<String> words,
        Set<String> fields,
        Set<String> paths,
        Set<String> others,
        boolean properties) {
    static final String STATE = "state";
    static final String ACTION = "action";
    static final String BELOW = "below";

    /** A property of a device, as the kernel and udev(7) call them. */
    private static final Pattern PROPERTY = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** Those that rules ask for most, to be guessed from what somebody wrote. */
    private static final List<String> COMMON = List.of(
            "DEVNAME", "DEVTYPE", "DRIVER", "PRODUCT", "ID_BUS", "ID_FS_LABEL", "ID_FS_UUID", "ID_MODEL", "ID_SERIAL");

    static SystemFields of(SystemKind kind) {
        return switch (kind) {
            case NETWORK ->
                state("up", "down", "added", "removed", "online", "offline", "address")
                        .with(Set.of("interface", "kind", "address"), Set.of(), Set.of());
            case DEVICE ->
                new SystemFields(
                        ACTION,
                        List.of("add", "remove", "change", "bind", "unbind", "move", "online", "offline"),
                        Set.of("subsystem"),
                        Set.of("devpath"),
                        Set.of(),
                        true);
            case POWER -> state("ac", "battery", "low").with(Set.of(), Set.of(), Set.of(BELOW));
            case MOUNT -> state("mounted", "unmounted").with(Set.of("fstype", "source"), Set.of("target"), Set.of());
            case PROCESS -> state("started", "stopped").with(Set.of("name", "user"), Set.of("exe"), Set.of());
            case SYSTEM -> state("resume", "suspend", "shutdown", "clock-jump");
            case SESSION -> state("lock", "unlock", "login", "logout");
        };
    }

    private static SystemFields state(String... words) {
        return new SystemFields(STATE, List.of(words), Set.of(), Set.of(), Set.of(), false);
    }

    private SystemFields with(Set<String> anyPattern, Set<String> ofPaths, Set<String> noPattern) {
        return new SystemFields(word, words, anyPattern, ofPaths, noPattern, properties);
    }

    /** True if a rule says a word or several, and nothing else. */
    boolean areOnlyWords() {
        return names().size() == 1;
    }

    /** All that have a name of their own, in the order of the alphabet. */
    List<String> names() {
        List<String> names = new ArrayList<>(
                Stream.of(fields, paths, others).flatMap(Set::stream).toList());
        names.add(word);
        names.sort(null);
        return names;
    }

    boolean has(String name) {
        return names().contains(name) || (isProperty(name) && !names().contains(name.toLowerCase(Locale.ROOT)));
    }

    private boolean isProperty(String name) {
        return properties && PROPERTY.matcher(name).matches();
    }

    /** What was probably meant by a name that is none: the other word for a state, a name, or a property. */
    Optional<String> question(String name) {
        boolean otherWord = !name.equals(word) && (name.equals(STATE) || name.equals(ACTION));
        if (otherWord) {
            return Suggestion.question(word, List.of(word));
        }
        String capitals = name.toUpperCase(Locale.ROOT);
        List<String> known = new ArrayList<>(names());
        known.addAll(properties ? COMMON : List.of());
        return Suggestion.question(name, known)
                .or(() -> isProperty(capitals)
                        ? Optional.of("hint: the properties of a device are in capitals: " + capitals)
                        : Optional.empty());
    }
}
