package org.reactord.store;

import java.util.List;

/**
 * What lay in a rule's {@code failed} directory and is in its spool again.
 *
 * @param troubles for each item that could not be moved, a sentence that says why
 */
public record BroughtBack(int items, List<String> troubles) {
    public BroughtBack {
        troubles = List.copyOf(troubles);
    }
}
