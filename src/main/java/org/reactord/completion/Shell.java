package org.reactord.completion;

import java.util.Locale;

/** A shell that can be taught. */
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /** The script, which the shell is to read. */
    public String script(Menu menu) {
        return switch (this) {
            case BASH -> BashScript.of(menu);
            case ZSH -> ZshScript.of(menu);
            case FISH -> FishScript.of(menu);
        };
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
