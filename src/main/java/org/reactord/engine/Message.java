package org.reactord.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PathReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.event.Event;
import org.reactord.event.SystemEvent;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.rule.RuleSet;
import org.reactord.source.Content;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;
import org.reactord.store.Disposal;

/** All that the loop lives on. Each message knows its handler, so none can be forgotten. */
sealed interface Message {
    void deliverTo(Turn turn, Moment now);

    record EventSeen(Event event) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onEvent(event, now);
        }
    }

    record RootChanged(RootState state) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onRootChanged(state);
        }
    }

    record SystemChanged(SystemState state) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onSystemChanged(state, now);
        }
    }

    record AttemptStarted(Attempt attempt, long pid, Duration after) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onAttemptStarted(attempt, pid, after);
        }
    }

    record AttemptEnded(Attempt attempt, Outcome outcome, Output output) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onAttemptEnded(attempt, outcome, output, now);
        }
    }

    record LeftoverEnded(JobId job) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onLeftoverEnded(job, now);
        }
    }

    record ItemDisposed(Attempt attempt, Disposal disposal) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onItemDisposed(attempt, disposal, now);
        }
    }

    record ContentsRead(long question, Map<BytePath, Content> contents) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onContentsRead(question, contents, now);
        }
    }

    record StatusAsked(Consumer<Status> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onStatusAsked(answer, now);
        }
    }

    record GlimpseAsked(int known, Consumer<Glimpse> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onGlimpseAsked(known, answer);
        }
    }

    record QuietAsked(Consumer<Optional<Status>> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onQuietAsked(answer);
        }
    }

    record RulesChanged(RuleSet rules, Consumer<ReloadReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onRulesChanged(rules, answer, now);
        }
    }

    record RulesRehearsed(RuleSet rules, Consumer<ReloadReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onRulesRehearsed(rules, answer);
        }
    }

    record RuleFilesSeen(List<String> changed) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onRuleFilesSeen(changed);
        }
    }

    /** Until when everything in the trees of a rule had been told that was last touched then. */
    record ToldUntil(ActiveRule active, long touched, long until) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onToldUntil(active, touched, until);
        }
    }

    record StoreTroubled(Optional<String> reason) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onStoreTroubled(reason, now);
        }
    }

    record WrittenAsked(Runnable answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onWrittenAsked(answer);
        }
    }

    record PendingAsked(Consumer<List<PendingJob>> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onPendingAsked(answer, now);
        }
    }

    record Restored(List<PendingJob> jobs, Consumer<RestoreReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onRestored(jobs, answer, now);
        }
    }

    record ExplanationAsked(Inquiry inquiry, Consumer<PathReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onExplanationAsked(inquiry, answer, now);
        }
    }

    record EventExplanationAsked(SystemEvent event, Consumer<EventReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onEventExplanationAsked(event, answer, now);
        }
    }

    record DecisionsAsked(long after, boolean follows, Consumer<Decisions> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onDecisionsAsked(after, follows, answer);
        }
    }

    record Ordered(Order order, Consumer<OrderReport> answer) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onOrder(order, answer, now);
        }
    }

    record ShutdownAsked(boolean atOnce, Runnable ended) implements Message {
        @Override
        public void deliverTo(Turn turn, Moment now) {
            turn.onShutdownAsked(atOnce, ended, now);
        }
    }
}
