package org.reactord.source.system;

/** IP addresses as ip(8) writes them; of IPv6 that is RFC 5952. */
final class AddressText {
    private static final int INET_SIZE = 4;
    private static final int GROUPS = 8;

    private AddressText() {}

    /** An address of 4 or 16 bytes. */
    static String of(byte[] address) {
        if (address.length == INET_SIZE) {
            return octet(address, 0) + "." + octet(address, 1) + "." + octet(address, 2) + "." + octet(address, 3);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = octet(address, 2 * i) << Byte.SIZE | octet(address, 2 * i + 1);
        }
        return text(groups);
    }

    private static int octet(byte[] address, int index) {
        return Byte.toUnsignedInt(address[index]);
    }

    /** The first of the longest runs of at least two zeroes becomes two colons. */
    private static String text(int[] groups) {
        int from = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeroes(groups, i);
            if (length > longest) {
                from = i;
                longest = length;
            }
        }
        return from < 0
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, from) + "::" + joined(groups, from + longest, GROUPS);
    }

    private static int zeroes(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
