package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reactord.control.Words;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.rule.Done;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.store.FailedItems;

/** The directories of one rule: there, readable, with room, and on a file system that tells of changes. */
final class RootCheck {
    private static final int STICKY = 01000;

    private final Rule rule;
    private final long uid;

    RootCheck(Rule rule, long uid) {
        this.rule = rule;
        this.uid = uid;
    }

    void look(Findings findings) {
        for (BytePath root : rule.source().roots()) {
            Path path = PathBytes.toPath(root);
            if (rule.source().isOfEvents() && Files.notExists(path)) {
                String what = rule.source().event().map(name -> " " + name).orElse("");
                findings.ok(rule.source().key() + what + ": its directory is made by the daemon");
            } else if (Files.notExists(path)) {
                findings.warn(
                        root + " is not there, and is waited for",
                        "make it: mkdir -p " + Quoting.quoted(root) + "; or correct "
                                + rule.origin().place());
            } else if (!Files.exists(path)) {
                findings.fail(
                        root + " cannot be looked at: a directory above it may not be entered by user " + uid
                                + ", or its links lead" + " nowhere",
                        "namei -l " + Quoting.quoted(root) + " shows which");
            } else {
                there(root, path, findings);
            }
        }
    }

    private void there(BytePath root, Path path, Findings findings) {
        boolean directory = Files.isDirectory(path);
        if (rule.isSpool() && !directory) {
            findings.fail(
                    root + " is no directory",
                    "name a directory: " + rule.origin().place());
        } else if (!Files.isReadable(path) || (directory && !Files.isExecutable(path))) {
            findings.fail(
                    root + " may not be read by user " + uid,
                    "chmod u+rx " + Quoting.quoted(root) + ", or chown " + uid + " it");
        } else {
            Optional<DiskSpace> disk = DiskSpace.at(path);
            if (rule.source() instanceof RuleSource.Spool spool) {
                spool(spool, path, disk, findings);
            }
            String on = disk.map(DiskSpace::describe).orElse("of an unknown kind");
            boolean polled = disk.map(DiskSpace::isShared).orElse(false);
            findings.ok(rule.source().key() + " " + root + " (" + on
                    + (polled ? "; it tells of no changes, so it is polled)" : ")"));
        }
    }

    private void spool(RuleSource.Spool spool, Path path, Optional<DiskSpace> disk, Findings findings) {
        BytePath root = spool.directory();
        if (disk.map(DiskSpace::readOnly).orElse(false)) {
            findings.fail(
                    root
                            + " is on a file system that is mounted read-only, so nothing that was delivered can be removed",
                    "mount it writable: mount -o remount,rw " + Quoting.quoted(root));
        } else if (!Files.isWritable(path)) {
            findings.fail(
                    root + " may not be written by user " + uid + ", so nothing that was delivered can be removed",
                    "chmod u+w " + Quoting.quoted(root) + ", or chown " + uid + " it");
        }
        disk.filter(DiskSpace::isFull)
                .ifPresent(full -> findings.fail(
                        root + " is on a file system that is full (" + full.describe()
                                + "): nothing more can be put in",
                        full.advice(path)));
        sticky(root, path, findings);
        beside(spool.failed(), "failed", spool, findings);
        int givenUp = FailedItems.count(rule);
        if (givenUp > 0) {
            findings.warn(
                    Words.count(givenUp, "item") + " given up in " + spool.failed()
                            + ", each with its reason beside it",
                    "read the reasons; then reactorctl retry " + Quoting.word(rule.name())
                            + " brings them back, or remove" + " them");
        }
        if (spool.done() instanceof Done.Move move) {
            beside(move.directory(), "done", spool, findings);
        }
    }

    /** In a sticky directory only the owner of a file, or of the directory, may remove it. */
    private void sticky(BytePath root, Path path, Findings findings) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid");
            boolean guarded = attributes.get("mode") instanceof Integer mode && (mode & STICKY) != 0;
            boolean ours = uid == 0
                    || (attributes.get("uid") instanceof Integer owner && Integer.toUnsignedLong(owner) == uid);
            if (guarded && !ours) {
                findings.warn(
                        root + " is sticky and belongs to another user: what others put there cannot be removed",
                        "chown " + uid + " " + Quoting.quoted(root) + ", or chmod -t it");
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** An item is moved by a rename, which needs one file system; otherwise it is copied, which needs room. */
    private static void beside(BytePath directory, String key, RuleSource.Spool spool, Findings findings) {
        Path target = Ownership.nearest(PathBytes.toPath(directory));
        if (!Files.isDirectory(target) || !Files.isWritable(target)) {
            findings.fail(
                    key + ": " + directory + " cannot be "
                            + (Files.exists(PathBytes.toPath(directory)) ? "written" : "made"),
                    "make it, writable: mkdir -p " + Quoting.quoted(directory));
        } else if (!device(target).equals(device(PathBytes.toPath(spool.directory())))) {
            findings.warn(
                    key + ": " + directory + " is on another file system than the spool, so items are copied there, not"
                            + " renamed, which a full disk prevents",
                    "name a directory on the spool's file system with '" + key + "'");
        }
    }

    private static Object device(Path path) {
        try {
            return Files.getAttribute(path, "unix:dev");
        } catch (IOException gone) {
            return "";
        }
    }
}
