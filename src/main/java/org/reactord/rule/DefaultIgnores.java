package org.reactord.rule;

import java.util.List;
import org.reactord.event.Glob;

/** What no rule wants to hear about unless it says so; listed in reactor.rules(5). */
public final class DefaultIgnores {
    /**
     * Of a spool: names that begin with a dot (rsync and many others write there and rename when complete) or with a
     * {@code #} (the kernel's made-up names for nameless files, and editors' autosaves), and editors' backups.
     */
    public static final List<Pattern> SPOOL = patterns(".*", "#*", "*~");

    /** Of a watch: editors' swap, lock, backup and probe files, and version control's own housekeeping. */
    public static final List<Pattern> WATCH = patterns(
            ".git/",
            ".hg/",
            ".svn/",
            ".jj/",
            "*~",
            ".*.sw?",
            ".*.swpx",
            ".#*",
            "#*#",
            "4913",
            ".goutputstream-*",
            "*.kate-swp",
            ".~lock.*#",
            ".nfs*");

    private DefaultIgnores() {}

    private static List<Pattern> patterns(String... globs) {
        return java.util.Arrays.stream(globs)
                .map(glob -> new Pattern(Glob.of(glob), Origin.DEFAULT))
                .toList();
    }
}
