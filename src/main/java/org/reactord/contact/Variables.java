package org.reactord.contact;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The environment of this process. A class, since a method reference takes a client longer to link. */
public final class Variables implements UnaryOperator<@Nullable String> {
    @Override
    public @Nullable String apply(@Nullable String name) {
        return System.getenv(name);
    }
}
