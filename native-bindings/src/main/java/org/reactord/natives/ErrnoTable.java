package org.reactord.natives;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The error numbers of one system, in both directions. */
final class ErrnoTable {
    /** asm-generic/errno.h, from 1 upwards: x86, ARM, RISC-V, s390, POWER and LoongArch share it. A dash is a gap. */
    private static final String LINUX = """
            EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES
            EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY
            ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK
            ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH
            ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME
            ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG
            EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ
            ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT
            EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
            EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN
            ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY
            EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM
            EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD
            ENOTRECOVERABLE ERFKILL EHWPOISON
            """;

    /** Another system adds its list here. */
    static final ErrnoTable CURRENT = new ErrnoTable(LINUX);

    private final String[] names;
    private final Map<String, Integer> numbers = new HashMap<>();

    private ErrnoTable(String list) {
        names = list.strip().split("\\s+", -1);
        for (int i = 0; i < names.length; i++) {
            numbers.put(names[i], i + 1);
        }
    }

    @Nullable
    String name(int number) {
        boolean known = number > 0 && number <= names.length && !names[number - 1].equals("-");
        return known ? names[number - 1] : null;
    }

    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no error number is called " + name);
        }
        return number;
    }
}
