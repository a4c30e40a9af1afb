package org.reactord.control;

import com.google.gson.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Status;

/**
 * How the daemon and every rule are: what needs attention first.
 *
 * @param revision of a client that will ask again for what is newer
 */
record StatusAnswer(Status status, Facts facts, OptionalInt revision) implements Answer {
    static StatusAnswer of(Status status, Facts facts) {
        return new StatusAnswer(status, facts, OptionalInt.empty());
    }

    static StatusAnswer of(Glimpse seen, Facts facts) {
        return new StatusAnswer(seen.status(), facts, OptionalInt.of(seen.revision()));
    }

    @Override
    public List<String> text(Style style) {
        // What stays on a screen until something changes must not say "20s ago".
        Optional<ZoneId> zone = revision.isPresent() ? Optional.of(ZoneId.systemDefault()) : Optional.empty();
        return new StatusText(status, facts, style, new When(status.now(), zone)).lines();
    }

    @Override
    public JsonObject json() {
        JsonObject json = StatusJson.of(status, facts);
        revision.ifPresent(number -> json.addProperty("revision", number));
        return json;
    }

    @Override
    public int exit() {
        return status.degraded() ? Protocol.FAILED : 0;
    }
}
