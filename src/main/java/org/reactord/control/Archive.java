package org.reactord.control;

/** What answers need of the state directory; given by who has the files. */
public record Archive(Runs runs, Outlet outlet, Vault vault) {}
