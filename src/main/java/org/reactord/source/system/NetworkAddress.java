package org.reactord.source.system;

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

    /** Whether it is one of IPv4. */
    boolean isInet() {
        return family.equals(INET);
    }
}
