package org.reactord.source.portable;

import java.util.Collection;

/**
 * Makes the scans, a bit of each in every turn, for as long as what they find can be kept.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Scanning {
    /** How much of a scan is done between two looks at the inbox. */
    private static final int STEPS = 256;

    private final Settling settling;
    private final Teller teller;
    private final Headway headway;

    Scanning(Settling settling, Teller teller, Headway headway) {
        this.settling = settling;
        this.teller = teller;
        this.headway = headway;
    }

    boolean canGoOn(Collection<Tree> trees) {
        return settling.hasRoomForScans() && trees.stream().anyMatch(tree -> tree.scan() != null);
    }

    void advance(Tree tree, long now) throws InterruptedException {
        for (int step = 0; step < STEPS && settling.hasRoomForScans(); step++) {
            Scan scan = tree.scan();
            if (scan == null) {
                return;
            }
            Scan.Entry entry = scan.next();
            if (entry == null) {
                tree.endScan();
                headway.over(tree);
            } else {
                teller.found(tree, scan, entry, now);
                headway.made(tree, scan, now);
            }
        }
    }
}
