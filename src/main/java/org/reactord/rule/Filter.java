package org.reactord.rule;

import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;

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
        Pattern ignored = first(ignore, relative, kind);
        return ignored == null
                ? Optional.empty()
                : Optional.of(new Refusal("ignore", "ignore: " + ignored.glob(), ignored.origin()));
    }

    /** Whether {@code match} turns the name down. */
    Optional<Refusal> unmatched(BytePath relative, FileKind kind) {
        if (match.isEmpty() || first(match, relative, kind) != null) {
            return Optional.empty();
        }
        Pattern one = match.get(0);
        String clause = match.size() == 1 ? "match: " + one.glob() : "match: none of " + globs();
        return Optional.of(new Refusal("match", clause, one.origin()));
    }

    /** Whether one of the ignores turns it down that every rule of the kind has. */
    Optional<Refusal> ignoredByDefault(BytePath relative, FileKind kind) {
        Pattern byDefault = first(defaults, relative, kind);
        return byDefault == null || asksByFirstLetter(relative)
                ? Optional.empty()
                : Optional.of(new Refusal("ignore", "ignored by default: " + byDefault.glob(), Origin.DEFAULT));
    }

    private boolean asksByFirstLetter(BytePath relative) {
        char letter = (char) relative.name().bytes()[0];
        return match.stream()
                .anyMatch(one -> one.glob().beginsWith(letter) && one.glob().matches(relative));
    }

    private List<String> globs() {
        return match.stream().map(p -> p.glob().toString()).toList();
    }

    private static @org.jspecify.annotations.Nullable Pattern first(
            List<Pattern> patterns, BytePath relative, FileKind kind) {
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = patterns.get(i);
            if (pattern.glob().forDirectories()
                    ? anyDirectory(pattern, relative, kind)
                    : pattern.glob().matches(relative)) {
                return pattern;
            }
        }
        return null;
    }

    /** A pattern for directories refuses everything below a directory that it names. */
    private static boolean anyDirectory(Pattern pattern, BytePath relative, FileKind kind) {
        boolean mayBeOne = kind == FileKind.DIRECTORY || kind == FileKind.UNKNOWN;
        Optional<BytePath> above = mayBeOne ? Optional.of(relative) : relative.parent();
        while (above.isPresent()) {
            if (pattern.glob().matches(above.get())) {
                return true;
            }
            above = above.get().parent();
        }
        return false;
    }
}
