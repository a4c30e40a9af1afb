package org.reactord.wrong.rule;

import org.jspecify.annotations.Nullable;
import org.reactord.wrong.event.EverythingManager;

/** Uses what uses it. */
public final class Looked {
    @Nullable
    EverythingManager around;
}
