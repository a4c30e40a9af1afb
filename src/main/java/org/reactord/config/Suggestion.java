package org.reactord.config;

import java.util.Collection;
import java.util.Optional;
import org.reactord.rule.Spelling;

/** The question that shows a person the word that was probably meant. */
final class Suggestion {
    private Suggestion() {}

    static Optional<String> question(String written, Collection<String> words) {
        return Spelling.nearest(written, words).map(word -> "did you mean " + Mistakes.quoted(word) + "?");
    }
}
