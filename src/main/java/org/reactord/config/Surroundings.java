package org.reactord.config;

import org.reactord.event.BytePath;

/**
 * What rule files are read against.
 *
 * @param home what {@code ~} stands for
 * @param uid the effective user; a rule file must belong to this user or to root
 * @param state the daemon's state directory, where events wait
 * @param searchPath the directories, separated by colons, where a command's bare name is looked for
 */
public record Surroundings(BytePath home, int uid, BytePath state, String searchPath) {}
