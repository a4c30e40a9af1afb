package org.reactord.source.system;

/**
 * An interface.
 *
 * @param kind what it is made by: {@code veth}, {@code bridge}, {@code wireguard}; empty of hardware and the loopback
 * @param up whether it can carry something: {@code operstate} of the kernel's documentation, networking/operstates.rst
 */
record NetworkLink(int index, String name, String kind, boolean up) {}
