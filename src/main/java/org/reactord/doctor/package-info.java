/**
 * Looks over a machine and an installation, and says of each thing that it is well or what to do about it.
 *
 * <p>It runs in the client, whether a daemon answers, is stopped or is not there, and changes nothing but
 * what {@link org.reactord.doctor.ArchiveRepair} is told to. One class for each
 * kind of thing; a {@link org.reactord.doctor.Check} tells its {@link org.reactord.doctor.Findings}, and what should be
 * done is a command or a sentence that a person can follow: what nobody can change is no trouble, and is only told.
 *
 * <p>Each check runs on a thread of its own, which is left behind if a file system hangs; they run one after another.
 */
@NullMarked
package org.reactord.doctor;

import org.jspecify.annotations.NullMarked;
