package org.reactord.source.system;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the kernel's tables held when they were read.
 *
 * @param links by index
 * @param routed the indexes of the interfaces that a default route leads through
 */
record NetworkSnapshot(SortedMap<Integer, NetworkLink> links, Set<NetworkAddress> addresses, Set<Integer> routed) {
    /** One of nothing, to be filled. */
    static NetworkSnapshot empty() {
        return new NetworkSnapshot(new TreeMap<>(), new LinkedHashSet<>(), new TreeSet<>());
    }

    void clear() {
        links.clear();
        addresses.clear();
        routed.clear();
    }
}
