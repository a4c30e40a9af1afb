package org.reactord.engine.view;

import java.time.Instant;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.job.JobId;
import org.reactord.rule.Origin;

/**
 * Something that the loop has decided about an event or a job, for one rule.
 *
 * @param number counts from 1 in a daemon's life
 * @param rule empty if it concerns no rule alone
 * @param path the file; of a job of several, its first
 * @param changes how many changes the job stands for; 1 of an event
 * @param event what happened to the file, in the word of the rule files; empty if it is the job that is told of
 * @param job the job that it is about, or has become part of
 * @param run the number of the run; 0 if there is none
 * @param detail what is to be said beside the fate, a clause; of {@link Fate#JOINED} the name of that job; may be empty
 * @param origin where in the rule files the deciding clause stands
 */
public record Decision(
        long number,
        Instant at,
        String rule,
        Optional<BytePath> path,
        int changes,
        String event,
        Fate fate,
        Optional<JobId> job,
        long run,
        String detail,
        Optional<Origin> origin) {}
