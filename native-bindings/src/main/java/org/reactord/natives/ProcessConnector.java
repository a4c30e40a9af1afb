package org.reactord.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What processes do, as the kernel tells it over a socket: {@code linux/cn_proc.h}, {@code linux/connector.h}, netlink(7).
 *
 * <p>Every message is {@code struct nlmsghdr} (16 bytes), {@code struct cn_msg} (20: index, value, sequence, acknowledgement,
 * length and flags), and then {@code struct proc_event}: what, cpu, a time stamp (8), and the data. Before Linux 6.6 joining
 * the group needs CAP_NET_ADMIN, and the kernel ignores a request that has a mask.
 */
public final class ProcessConnector {
    /** The answer to a request. */
    public static final int PROC_EVENT_NONE = 0;

    /** A process executes another program. */
    public static final int PROC_EVENT_EXEC = 0x2;

    /** Begin to tell us. */
    public static final int PROC_CN_MCAST_LISTEN = 1;

    /** Tell us no longer: before the socket is closed, or the kernel goes on to make messages for nobody. */
    public static final int PROC_CN_MCAST_IGNORE = 2;

    /** How large a message is. */
    public static final int SIZE = 76;

    private static final int CN_IDX_PROC = 1;
    private static final int CN_VAL_PROC = 1;
    private static final short NLMSG_DONE = 3;

    private static final int INDEX = 16;
    private static final int ACKNOWLEDGEMENT = 28;
    private static final int WHAT = 36;
    private static final int DATA = 52;
    private static final int PROCESS_GROUP = 56;
    private static final int REQUEST = 36;

    /** linux/filter.h: load a word, in network order; compare with a constant; return one. */
    private static final int BPF_LD_W_ABS = 0x20;

    private static final int BPF_JMP_JEQ_K = 0x15;
    private static final int BPF_RET_K = 0x06;
    private static final int ALL_OF_IT = -1;

    private ProcessConnector() {}

    /** Opens a socket that is told what processes do, closed on exec and non-blocking: its descriptor, or {@code -errno}. */
    public static int open() {
        return Netlink.open(Netlink.NETLINK_CONNECTOR, CN_IDX_PROC);
    }

    /** Has the kernel drop everything but answers and {@link #PROC_EVENT_EXEC}, before it wakes us: 0 or {@code -errno}. */
    public static int filterExec(int fd) {
        return Netlink.attachFilter(
                fd,
                instruction(BPF_LD_W_ABS, 0, 0, WHAT),
                instruction(BPF_JMP_JEQ_K, 1, 0, inNetworkOrder(PROC_EVENT_EXEC)),
                instruction(BPF_JMP_JEQ_K, 0, 1, PROC_EVENT_NONE),
                instruction(BPF_RET_K, 0, 0, ALL_OF_IT),
                instruction(BPF_RET_K, 0, 0, 0));
    }

    private static long instruction(int code, int ifTrue, int ifFalse, int constant) {
        return (long) constant << 32 | (long) ifFalse << 24 | (long) ifTrue << 16 | code;
    }

    private static int inNetworkOrder(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Asks for {@code PROC_CN_MCAST_*}: how many bytes were sent, or {@code -errno}; ECONNREFUSED in another network namespace. */
    public static int request(int fd, int operation, int number) {
        ByteBuffer message = header(Integer.BYTES, number);
        return send(fd, message.putInt(operation));
    }

    /** The same, and to be told only what is in the set of {@code PROC_EVENT_*}: from Linux 6.6. */
    public static int request(int fd, int operation, int number, int mask) {
        ByteBuffer message = header(2 * Integer.BYTES, number);
        return send(fd, message.putInt(operation).putInt(mask));
    }

    private static ByteBuffer header(int length, int number) {
        ByteBuffer message = Scratch.allocate(REQUEST + length);
        message.putInt(REQUEST + length)
                .putShort(NLMSG_DONE)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        message.putInt(CN_IDX_PROC).putInt(CN_VAL_PROC).putInt(0).putInt(number);
        return message.putShort((short) length).putShort((short) 0);
    }

    private static int send(int fd, ByteBuffer message) {
        return Fd.write(fd, message.flip());
    }

    /** Which {@code PROC_EVENT_*} a message tells; -1 if it is none. */
    public static int what(ByteBuffer message) {
        boolean whole = message.limit() >= SIZE && message.getInt(INDEX) == CN_IDX_PROC;
        return whole ? message.getInt(WHAT) : -1;
    }

    /** Of an answer: the number of the request. Who listens to everything hears the answers to others too. */
    public static int number(ByteBuffer message) {
        return message.getInt(ACKNOWLEDGEMENT) - 1;
    }

    /** Of an answer: 0 or an error number, positive. */
    public static int error(ByteBuffer message) {
        return message.getInt(DATA);
    }

    /** Of {@link #PROC_EVENT_EXEC}: the process; a thread that executes a program becomes its only one. */
    public static int process(ByteBuffer message) {
        return message.getInt(PROCESS_GROUP);
    }
}
