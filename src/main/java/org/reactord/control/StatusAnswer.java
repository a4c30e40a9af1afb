package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.List;
import org.reactord.engine.view.Status;

/** How the daemon and every rule are: what needs attention first. */
record StatusAnswer(Status status, Facts facts) implements Answer {
    @Override
    public List<String> text(Style style) {
        return new StatusText(status, facts, style).lines();
    }

    @Override
    public JsonObject json() {
        return StatusJson.of(status, facts);
    }

    @Override
    public int exit() {
        return status.degraded() ? Protocol.FAILED : 0;
    }
}
