package org.reactord.completion;

/**
 * A word that follows a verb.
 *
 * @param place where among the arguments, from 0
 * @param open whether any number of the same kind may follow it
 * @param label what stands for it in the help
 */
public record Argument(int place, boolean open, String label, Wanted wanted) {}
