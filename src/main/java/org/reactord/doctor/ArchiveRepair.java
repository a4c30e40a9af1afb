package org.reactord.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.SafeText;

/** Has the archives of loaded classes made anew: the one thing that the doctor mends, and only when told to. */
public final class ArchiveRepair {
    private ArchiveRepair() {}

    /** The findings, and in the place of what was wrong with the archives what came of mending it. */
    public static List<Finding> applied(List<Finding> findings) {
        List<Finding> after = new ArrayList<>();
        for (Finding finding : findings) {
            boolean ill = finding.name().equals(ArchiveCheck.NAME) && finding.state() != Finding.State.OK;
            after.add(
                    ill ? Installation.withArchives().map(ArchiveRepair::mended).orElse(finding) : finding);
        }
        return List.copyOf(after);
    }

    private static Finding mended(Installation tree) {
        if (!tree.isWritable()) {
            return failed(tree.archives() + " cannot be written by this user", tree);
        }
        try {
            Process making = new ProcessBuilder(
                            tree.lib().resolve("make-archives").toString())
                    .redirectErrorStream(true)
                    .start();
            making.getOutputStream().close();
            String said = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return making.waitFor() == 0
                    ? new Finding(
                            ArchiveCheck.NAME,
                            Finding.State.OK,
                            "made anew in " + tree.archives() + ", for reactorctl and for the daemon's next start",
                            "")
                    : failed(SafeText.ofText(said), tree);
        } catch (IOException failed) {
            return failed("make-archives cannot be run: " + failed.getMessage(), tree);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return failed("interrupted", tree);
        }
    }

    private static Finding failed(String why, Installation tree) {
        return new Finding(ArchiveCheck.NAME, Finding.State.FAIL, "not made: " + why, tree.mend());
    }
}
