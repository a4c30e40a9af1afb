/**
 * Where daemon and client meet: the places of socket, rules and state, and the numbers that both ends agree on.
 *
 * <p>It is in the client's jar ({@code reactorctl.jar}), so it needs nothing but the JDK and is quick to load. What only
 * one of the two ends does, lives there. Called on any thread.
 */
@NullMarked
package org.reactord.contact;

import org.jspecify.annotations.NullMarked;
