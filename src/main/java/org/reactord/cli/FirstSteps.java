package org.reactord.cli;

import java.util.concurrent.ThreadFactory;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;

/**
 * What a daemon does before it can log. To set up the log takes about as long as to read ten rules, and a class that logs
 * does so as soon as it is loaded: none is used here until the rules are being read.
 */
final class FirstSteps {
    private FirstSteps() {}

    /** Runs a daemon until somebody shuts it down; the exit code. */
    static int run(ServerOptions options) {
        Places.Result told = Places.ofProcess(options.places());
        if (told instanceof Places.Found found) {
            return run(options, found.places());
        }
        LogSetup.begin(System.err, options.verbosity());
        return told instanceof Places.Unclear unclear ? Daemon.refuse(unclear.reason()) : ExitCode.FAILED.code();
    }

    private static int run(ServerOptions options, Places places) {
        ThreadFactory threads = new DaemonThreads();
        RulesAtHand rules = RulesAtHand.now(places, options.once());
        try (FirstRules first = FirstRules.begin(rules, threads)) {
            LogSetup.begin(System.err, options.verbosity());
            return new Daemon(options, places, new StandingBack(threads), rules).run(first);
        }
    }
}
