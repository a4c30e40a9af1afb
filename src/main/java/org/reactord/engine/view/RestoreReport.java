package org.reactord.engine.view;

import java.util.List;

/**
 * What became of jobs that were dumped before.
 *
 * @param resumed how many go on
 * @param known how many were there already
 * @param troubles why others were left out, each a sentence
 */
public record RestoreReport(int resumed, int known, List<String> troubles) {
    public RestoreReport {
        troubles = List.copyOf(troubles);
    }
}
