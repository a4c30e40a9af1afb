package org.reactord.completion;

import java.util.List;

/**
 * All that can be typed.
 *
 * @param common options that may stand before the verb, and after each
 * @param alone options that need no verb, and stand after none
 */
public record Menu(List<Flag> common, List<Flag> alone, List<Verb> verbs) {
    public Menu {
        common = List.copyOf(common);
        alone = List.copyOf(alone);
        verbs = List.copyOf(verbs);
    }

    /** The names of the verbs, in their order. */
    List<String> names() {
        return verbs.stream().map(Verb::name).toList();
    }
}
