package org.reactord.rule;

import org.reactord.event.Glob;

/** A glob of {@code match} or {@code ignore} and the place where it was written. */
public record Pattern(Glob glob, Origin origin) {}
