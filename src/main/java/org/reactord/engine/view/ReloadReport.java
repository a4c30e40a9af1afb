package org.reactord.engine.view;

import java.util.List;

/**
 * What a reload did; rule names in the order of the files.
 *
 * @param dropped one sentence for each rule whose waiting jobs were dropped, saying how many and why
 */
public record ReloadReport(
        List<String> added, List<String> changed, List<String> removed, List<String> unchanged, List<String> dropped) {}
