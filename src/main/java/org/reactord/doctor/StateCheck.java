package org.reactord.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactord.contact.Place;

/** The state directory: what is promised over a crash and a boot depends on it. */
final class StateCheck implements Check {
    private final Patient patient;

    StateCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "state directory";
    }

    @Override
    public void look(Findings findings) {
        Place place = patient.places().state();
        Path directory = place.path();
        Path nearest = Ownership.nearest(directory);
        String shown = place.told();
        Optional<DiskSpace> found = DiskSpace.at(nearest);
        if (!Files.isDirectory(nearest)) {
            findings.fail(
                    shown + " cannot be: " + Quoting.path(nearest) + " is no directory",
                    "name another with REACTOR_STATE or --state");
        } else if (found.map(DiskSpace::readOnly).orElse(false)) {
            findings.fail(
                    shown + " is on a file system that is mounted read-only",
                    "mount it writable, or name another with REACTOR_STATE or --state");
        } else if (!Files.isWritable(nearest) || !Files.isExecutable(nearest)) {
            boolean there = nearest.equals(directory.toAbsolutePath());
            findings.fail(
                    shown + " cannot be " + (there ? "written" : "made in or below " + Quoting.path(nearest)),
                    (there ? "chown " + patient.uid() + " " : "sudo install -d -m 700 -o " + patient.uid() + " ")
                            + Quoting.quoted(directory) + "; or name another with REACTOR_STATE or --state");
        } else {
            ownership(nearest, nearest.equals(directory.toAbsolutePath()), findings);
            found.ifPresent(disk -> room(shown, nearest, disk, findings));
            String note = nearest.equals(directory.toAbsolutePath()) ? "" : ", made when the daemon starts";
            if (findings.allWell()) {
                findings.ok(
                        shown + note + found.map(disk -> ": " + disk.describe()).orElse(""));
            }
        }
    }

    private void ownership(Path directory, boolean there, Findings findings) {
        if (there) {
            new Ownership(patient.uid())
                    .of(directory)
                    .ifPresent(
                            one -> findings.fail(one.detail() + ", so others could undo what is kept", one.advice()));
        }
    }

    private static void room(String shown, Path directory, DiskSpace disk, Findings findings) {
        if (disk.isFull()) {
            findings.fail(
                    shown + " is on a file system that is full (" + disk.describe()
                            + "): a crash could repeat or lose work",
                    disk.advice(directory));
        } else if (disk.isScarce()) {
            findings.warn(
                    shown + " is on a file system that is nearly full (" + disk.describe() + ")",
                    disk.advice(directory));
        }
        if (disk.isMemory()) {
            findings.warn(
                    shown + " is in memory (" + disk.type() + "): what waits there is gone with the next boot",
                    "name one on a disk with REACTOR_STATE or --state");
        } else if (disk.isShared()) {
            findings.warn(
                    shown + " is on " + disk.type() + ", where locks may not hold and another machine may write",
                    "name one on a local disk with REACTOR_STATE or --state");
        }
    }
}
