package org.reactord.source.system;

import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * One facility of the kernel, or of a service, that tells one kind of system events. All methods are called on the thread
 * {@code source:system}; none throws for anything that the system does, and none blocks but {@link #open}, for two seconds at
 * the most, and {@link #requested} where it has to open what was of no use before.
 *
 * <p>Its descriptors are waited for by {@link Descriptors}; what it has to tell it gives to {@link Reports}.
 */
interface Facility {
    /** The kind that it tells. */
    SystemKind kind();

    /**
     * Opens what it reads, {@linkplain Descriptors#add adds} it, and tells all states that hold now, with the cause START.
     * Who calls this tells {@code Surveyed} afterwards.
     *
     * @return how well it works; if it is unavailable nothing is left open, and {@link #close} is not called
     */
    SystemState open(SystemRequest request);

    /** What the rules ask for has changed; what is told already is not told again. */
    SystemState requested(SystemRequest request);

    /** The daemon has done what was to be done for what was told: who keeps the system waiting for that lets it go on. */
    default void handled() {}

    /** Gives every descriptor back. */
    void close();
}
