package org.reactord.source.system;

import org.jspecify.annotations.Nullable;

/**
 * An address of an interface.
 *
 * @param link the index of the interface
 * @param family {@code inet} or {@code inet6}
 * @param text with the length of its prefix: {@code 10.0.0.1/24}
 */
record NetworkAddress(int link, String family, String text) {
    static final String INET = "inet";
    static final String INET6 = "inet6";

    /** By hand: what a record does by itself is made of method handles when it is first used, which takes 10 ms at the start. */
    @Override
    public int hashCode() {
        return 31 * text.hashCode() + link;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NetworkAddress address
                && link == address.link
                && family.equals(address.family)
                && text.equals(address.text);
    }

    /** Whether it is one of IPv4. */
    boolean isInet() {
        return family.equals(INET);
    }
}
