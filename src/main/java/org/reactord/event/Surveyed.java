package org.reactord.event;

/** All states of one kind that hold at this moment have been told: what was not told does not hold. */
public record Surveyed(SystemKind kind) implements Event {
    @Override
    public String describe() {
        return "the present state of " + kind.word() + " is known";
    }
}
