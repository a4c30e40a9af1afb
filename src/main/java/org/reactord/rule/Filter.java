package org.reactord.rule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.Glob;

/**
 * Which names a rule wants: {@code ignore} wins over {@code match}, and the default ignores come last.
 *
 * <p>A default ignore does not hold for a name that a {@code match} pattern asks for by its first letter: who writes
 * {@code match: ".*.job"} means dot files.
 *
 * @param match empty: everything
 * @param defaults the ignores that every rule of this kind has without asking
 */
public record Filter(List<Pattern> match, List<Pattern> ignore, List<Pattern> defaults) {
    public Filter {
        match = List.copyOf(match);
        ignore = List.copyOf(ignore);
        defaults = List.copyOf(defaults);
    }

    /**
     * True if nothing turns down the name, which is in the path from this byte on: what {@link #refusal} says, without making
     * anything.
     */
    boolean wants(BytePath path, int from, FileKind kind) {
        return (match.isEmpty() || first(match, path, from, kind) != null)
                && first(ignore, path, from, kind) == null
                && (first(defaults, path, from, kind) == null || asksByFirstLetter(path, from));
    }

    /** Why a name was turned down; empty if it was not. What it stands for decides whether {@code dir/} can mean it. */
    public Optional<Refusal> refusal(BytePath relative, FileKind kind) {
        Optional<Refusal> refusal = ignored(relative, kind);
        if (refusal.isEmpty()) {
            refusal = unmatched(relative, kind);
        }
        return refusal.isEmpty() ? ignoredByDefault(relative, kind) : refusal;
    }

    /** Whether {@code ignore} turns the name down. */
    Optional<Refusal> ignored(BytePath relative, FileKind kind) {
        Pattern ignored = first(ignore, relative, 0, kind);
        return ignored == null
                ? Optional.empty()
                : Optional.of(new Refusal("ignore", "ignore: " + ignored.glob(), ignored.origin()));
    }

    /** Whether {@code match} turns the name down. */
    Optional<Refusal> unmatched(BytePath relative, FileKind kind) {
        if (match.isEmpty() || first(match, relative, 0, kind) != null) {
            return Optional.empty();
        }
        Pattern one = match.get(0);
        String clause = match.size() == 1 ? "match: " + one.glob() : "match: none of " + globs();
        return Optional.of(new Refusal("match", clause, one.origin()));
    }

    /** Whether one of the ignores turns it down that every rule of the kind has. */
    Optional<Refusal> ignoredByDefault(BytePath relative, FileKind kind) {
        Pattern byDefault = first(defaults, relative, 0, kind);
        return byDefault == null || asksByFirstLetter(relative, 0)
                ? Optional.empty()
                : Optional.of(new Refusal("ignore", "ignored by default: " + byDefault.glob(), Origin.DEFAULT));
    }

    private boolean asksByFirstLetter(BytePath path, int from) {
        char letter = (char) path.at(path.nameAt(from));
        for (int i = 0; i < match.size(); i++) {
            Glob one = match.get(i).glob();
            if (one.beginsWith(letter) && one.matches(path, from)) {
                return true;
            }
        }
        return false;
    }

    private List<String> globs() {
        return match.stream().map(p -> p.glob().toString()).toList();
    }

    private static @Nullable Pattern first(List<Pattern> patterns, BytePath path, int from, FileKind kind) {
        // A pattern for directories refuses everything below a directory that it names.
        boolean mayBeOne = kind == FileKind.DIRECTORY || kind == FileKind.UNKNOWN;
        for (int i = 0; i < patterns.size(); i++) {
            Glob glob = patterns.get(i).glob();
            if (glob.forDirectories() ? glob.matchesDirectory(path, from, mayBeOne) : glob.matches(path, from)) {
                return patterns.get(i);
            }
        }
        return null;
    }
}
