package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** Who owns a namespace: ioctl_ns(2), {@code linux/nsfs.h}. */
public final class Namespaces {
    /** The user namespace that the system began with, in which nothing is mapped: {@code USER_NS_INIT_INO}. */
    public static final long INITIAL_USER = 0xEFFF_FFFDL;

    private static final byte[] NETWORK = Bytes.of("/proc/self/ns/net");

    /** {@code _IO(0xb7, 1)}, where the direction "none" has no bit, as on x86, arm64, riscv, s390. */
    private static final long NS_GET_USERNS = 0xb701;

    private Namespaces() {}

    /**
     * The inode of the user namespace that owns the network namespace of this process; or {@code -errno}: EPERM if that is an
     * ancestor of ours.
     */
    public static long networkOwner() {
        int network = Fd.open(NETWORK, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        if (network < 0) {
            return network;
        }
        int owner = LibC.result(LIBC.ioctl(network, NS_GET_USERNS, 0));
        Fd.close(network);
        if (owner < 0) {
            return owner;
        }
        Stat stat = new Stat();
        int answer = stat.fstat(owner);
        Fd.close(owner);
        return answer < 0 ? answer : stat.ino();
    }
}
