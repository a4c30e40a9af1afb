package org.reactord.event;

/** Events of one kind were lost, for the reason told; what a comparison finds follows with the cause {@link Cause#OVERFLOW}. */
public record SystemLoss(SystemKind kind, String reason) implements Event {
    @Override
    public String describe() {
        return kind.word() + " events were lost (" + reason + "); comparing";
    }
}
