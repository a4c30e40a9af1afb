package org.reactord.engine.view;

import java.util.Locale;

/** What became of an event or a job, in one word. */
public enum Fate {
    /** The rule does not want the event; the clause says why. */
    REFUSED("is not taken"),
    /** Events were lost, and the truth is found by comparing. */
    LOST("events were lost"),
    /** What happened is wanted, and is put where it waits for the rule. */
    TAKEN("is taken"),
    /** It waits for quiet. */
    SETTLING("waits for quiet"),
    /** It is one of the changes of a job that gathers. */
    GATHERED("is gathered"),
    /** What gathered has joined a job that waits already. */
    JOINED("joins a job that waits"),
    /** A job waits for its turn. */
    QUEUED("is queued"),
    /** A job waits for an orphan, for proof that it is work, or as one over which daemons have died. */
    HELD("is held back"),
    /** There is no room in memory; it is found in its directory when there is. */
    LEFT("stays in its directory until there is room"),
    /** Nothing new: the job that is there stands for it, or it was delivered before. */
    KNOWN("is nothing new"),
    /** It changed while its command ran: looked at again afterwards. */
    AGAIN("changed meanwhile, and is looked at again after the run"),
    /** The job lives no more, without a run. */
    DROPPED("is dropped"),
    STARTED("started"),
    /** The rule is a shadow: it runs nothing. */
    SHADOWED("would be run, were the rule no shadow"),
    /** The run succeeded, or had nothing to do. */
    DONE("is done"),
    /** The run did not succeed, and there will be another. */
    RETRYING("is tried again"),
    /** The run did not succeed, and there will be no other. */
    GIVEN_UP("is given up"),
    /** A person has ended it, or the state has passed for which it waited. */
    CANCELLED("is cancelled");

    private final String words;

    Fate(String words) {
        this.words = words;
    }

    /** The word that the control socket uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How a sentence about it goes on. */
    public String words() {
        return words;
    }
}
