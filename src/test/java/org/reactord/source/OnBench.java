package org.reactord.source;

/** A contract: it has a bench to work at. */
interface OnBench {
    Bench bench();
}
