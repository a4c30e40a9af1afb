package org.reactord.wrong.client;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** A client that loads a library. */
final class Heavy {
    @Nullable
    JsonObject json;
}
