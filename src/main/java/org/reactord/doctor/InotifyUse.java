package org.reactord.doctor;

/**
 * How much of what the kernel allows each user of inotify(7) is in use, by all processes of one.
 *
 * @param instances which a process that has forked counts once more for its child
 */
record InotifyUse(long instances, long watches) {
    private static final String INSTANCE = "anon_inode:inotify";
    private static final String WATCH = "inotify wd:";

    /** As proc_pid_fdinfo(5) tells; processes that may not be asked are left out. */
    static InotifyUse of(Machine machine, long uid) {
        long instances = 0;
        long watches = 0;
        for (String pid : machine.processesOf(uid)) {
            for (String fd : machine.names("proc/" + pid + "/fd")) {
                if (machine.link("proc/" + pid + "/fd/" + fd)
                        .filter(INSTANCE::equals)
                        .isPresent()) {
                    instances++;
                    watches += machine.text("proc/" + pid + "/fdinfo/" + fd)
                            .map(text -> text.lines()
                                    .filter(line -> line.startsWith(WATCH))
                                    .count())
                            .orElse(0L);
                }
            }
        }
        return new InotifyUse(instances, watches);
    }
}
