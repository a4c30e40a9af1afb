package org.reactord.job;

import org.reactord.event.BytePath;

/** The files with all that a command said, or as much of it as there was room for. */
public record WholeOutput(BytePath stdout, BytePath stderr) {}
