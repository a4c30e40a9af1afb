package org.reactord.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.rule.Command;
import org.reactord.rule.OnFailure;

/** Reads {@code on-failure}: a command like {@code run}, and when it is run. */
final class FailureReader {
    private static final String RUN = "run";
    private static final Set<String> KEYS = Set.of(RUN, "after", "every");
    private static final Duration LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(30);

    private FailureReader() {}

    static Optional<OnFailure> read(Written value) {
        if (!value.isMapping()) {
            value.refuse("a mapping", "hint: write {run: COMMAND}");
            return Optional.empty();
        }
        int mistakes = value.mistakes().count();
        Map<String, Written> members = PolicyReader.members(value, KEYS);
        Optional<Command> command = member(members, RUN).flatMap(CommandReader::read);
        Optional<Duration> after =
                member(members, "after").flatMap(written -> Values.duration(written, Duration.ZERO, MOST));
        Optional<Duration> every =
                member(members, "every").flatMap(written -> Values.duration(written, LEAST_EVERY, MOST));
        return value.mistakes().count() > mistakes
                ? Optional.empty()
                : Optional.of(new OnFailure(
                        command, after.orElse(OnFailure.DEFAULT.after()), every.orElse(OnFailure.DEFAULT.every())));
    }

    private static Optional<Written> member(Map<String, Written> members, String key) {
        return Optional.ofNullable(members.get(key));
    }

    /** Where the command of a value stands that was read without a complaint. */
    static Optional<Written> commandPlace(Written value) {
        return value.entries().stream()
                .filter(entry -> entry.name().equals(RUN))
                .map(Written.Entry::value)
                .findFirst();
    }
}
