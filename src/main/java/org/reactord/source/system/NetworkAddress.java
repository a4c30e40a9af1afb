package org.reactord.source.system;

/**
 * An address of an interface.
 *
 * @param link the index of the interface
 * @param family {@code inet} or {@code inet6}
 * @param text with the length of its prefix: {@code 10.0.0.1/24}
 */
record NetworkAddress(int link, String family, String text) {}
