package org.reactord.natives;

/** File systems by their magic number: {@code linux/magic.h}, statfs(2). */
public enum FileSystemType {
    /** One that this list does not have. */
    OTHER(0),
    /** 9p, as of virtual machines and WSL. */
    V9FS(0x0102_1997),
    /** AFS. */
    AFS(0x5346_414f),
    /** autofs: a place where something will be mounted. */
    AUTOFS(0x0187),
    /** bcachefs. */
    BCACHEFS(0xca45_1a4e),
    /** btrfs. */
    BTRFS(0x9123_683e),
    /** Ceph. */
    CEPH(0x00c3_6400),
    /** Control groups, version 2. */
    CGROUP2(0x6367_7270),
    /** CIFS: SMB 1. */
    CIFS(0xff53_4d42),
    /** Coda. */
    CODA(0x7375_7245),
    /** Pseudo-terminals. */
    DEVPTS(0x1cd1),
    /** eCryptfs. */
    ECRYPTFS(0xf15f),
    /** EROFS. */
    EROFS(0xe0f5_e1e2),
    /** exFAT. */
    EXFAT(0x2011_bab0),
    /** ext2, ext3 and ext4 share one number. */
    EXT4(0xef53),
    /** F2FS. */
    F2FS(0xf2f5_2010),
    /** FUSE: a program serves it. */
    FUSE(0x6573_5546),
    /** GFS2. */
    GFS2(0x0116_1970),
    /** Lustre. */
    LUSTRE(0x0bd0_0bd0),
    /** FAT. */
    MSDOS(0x4d44),
    /** NFS, all versions. */
    NFS(0x6969),
    /** NTFS, by the kernel's ntfs3. */
    NTFS3(0x7366_746e),
    /** OCFS2. */
    OCFS2(0x7461_636f),
    /** overlay, as of containers. */
    OVERLAY(0x794c_7630),
    /** proc. */
    PROC(0x9fa0),
    /** ramfs. */
    RAMFS(0x8584_58f6),
    /** SMB 2 and 3. */
    SMB2(0xfe53_4d42),
    /** The old smbfs. */
    SMB(0x517b),
    /** SquashFS. */
    SQUASHFS(0x7371_7368),
    /** sysfs. */
    SYSFS(0x6265_6572),
    /** tmpfs. */
    TMPFS(0x0102_1994),
    /** VirtualBox shared folders. */
    VBOXSF(0x786f_4256),
    /** XFS. */
    XFS(0x5846_5342),
    /** ZFS. */
    ZFS(0x2fc1_2fc1);

    private final int magic;

    FileSystemType(int magic) {
        this.magic = magic;
    }

    /** The type with this magic number, or {@link #OTHER}. */
    public static FileSystemType ofMagic(long magic) {
        for (FileSystemType type : values()) {
            if (type != OTHER && type.magic == (int) magic) {
                return type;
            }
        }
        return OTHER;
    }
}
