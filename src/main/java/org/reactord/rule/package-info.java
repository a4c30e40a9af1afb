/**
 * What a person asked for: rules, and which events they want.
 *
 * <p>Pure and immutable. A {@link org.reactord.rule.RuleSet} is swapped whole at a reload and never changed. Nothing
 * here knows of files on disk, of time passing or of processes; a match is a function of a rule and an event.
 */
@NullMarked
package org.reactord.rule;

import org.jspecify.annotations.NullMarked;
