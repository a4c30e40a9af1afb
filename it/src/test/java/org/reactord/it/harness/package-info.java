/**
 * What the tests stand on: a {@link org.reactord.it.harness.Sandbox} for each case, with the daemon
 * ({@link org.reactord.it.harness.ReactorProcess}) and the client in it.
 *
 * <p>No test lives here, and no knowledge of a single rule. Daemons write to files of the sandbox, never to pipes, so
 * that nothing of theirs is lost when they are killed. A sandbox is confined to its test; its processes are known by
 * the variable {@code SANDBOX_OF_TEST}, which everything below them inherits.
 */
@NullMarked
package org.reactord.it.harness;

import org.jspecify.annotations.NullMarked;
