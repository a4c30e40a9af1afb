package org.reactord.completion;

import java.util.List;

/** What a word may be. */
public sealed interface Wanted {
    /** Nothing that a shell could know. */
    record Anything() implements Wanted {}

    /** The name of a rule that the daemon has; it is asked. */
    record Rule() implements Wanted {}

    /** The name of a file or of a directory. */
    record File() implements Wanted {}

    /** The name of a directory. */
    record Directory() implements Wanted {}

    /** A verb of the program. */
    record AnyVerb() implements Wanted {}

    /** One of these. */
    record OneOf(List<String> words) implements Wanted {
        public OneOf {
            words = List.copyOf(words);
        }
    }
}
