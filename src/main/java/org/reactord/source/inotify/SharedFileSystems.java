package org.reactord.source.inotify;

/** The file systems that others than this kernel may change, of which no event tells: what lies on them is polled. */
public final class SharedFileSystems {
    private SharedFileSystems() {}

    /** Whether a type, as proc_pid_mountinfo(5) has it, is one of them. */
    public static boolean has(String type) {
        return switch (type) {
            case "nfs",
                    "nfs4",
                    "cifs",
                    "smb3",
                    "smbfs",
                    "9p",
                    "afs",
                    "ceph",
                    "coda",
                    "gfs2",
                    "lustre",
                    "ocfs2",
                    "vboxsf",
                    "virtiofs",
                    "fuse" -> true;
            // A disk that is served by a program, as of NTFS, is changed through this kernel only: "fuseblk".
            default -> type.startsWith("fuse.");
        };
    }
}
