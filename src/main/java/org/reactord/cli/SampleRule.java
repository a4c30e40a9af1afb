package org.reactord.cli;

import java.util.List;
import java.util.Locale;

/** A rule to start from: one for each source, three lines long, and right as it stands. */
enum SampleRule {
    SPOOL(
            "Every file that lands in ~/outbox goes to the command until it exits 0, and is then removed.",
            "outbox",
            "spool: ~/outbox",
            "cat >>~/delivered",
            "the file is its standard input"),
    WATCH(
            "When something in ~/notes has changed, and for a second nothing more does, the command runs once.",
            "notes",
            "watch: ~/notes",
            "rsync -a ~/notes/ ~/notes-copy/",
            "for all of the tree add: recursive: true"),
    EVENT(
            "Whenever somebody says `reactorctl emit deploy target=web`, the command runs.",
            "deploy",
            "event: deploy",
            "echo \"deploy $REACTOR_TARGET\"",
            "each KEY=VALUE is a variable"),
    NETWORK(
            "When a WireGuard interface comes up, the command runs.",
            "vpn-up",
            "network: {interface: \"wg*\", state: up}",
            "echo \"$REACTOR_INTERFACE is up\"",
            "or down, added, removed, online, offline, address"),
    DEVICE(
            "When a USB device is plugged in, the command runs.",
            "plugged",
            "device: {subsystem: usb, action: add}",
            "echo \"$REACTOR_DEVPATH is there\"",
            "any property of udev can be asked for"),
    POWER(
            "When the battery falls below 20 %, the command runs, once until there is mains power again.",
            "battery",
            "power: {state: low, below: 20}",
            "notify-send \"Battery at $REACTOR_CAPACITY %\"",
            "or state: ac, battery"),
    MOUNT(
            "When a file system is mounted below /media, the command runs.",
            "mounted",
            "mount: {target: \"/media/**\", state: mounted}",
            "echo \"$REACTOR_TARGET is there\"",
            "or unmounted"),
    PROCESS(
            "When a program of this name ends, the command runs. This costs a little for each program that starts.",
            "browser-ended",
            "process: {name: firefox, state: stopped}",
            "echo \"$REACTOR_NAME has ended\"",
            "or started"),
    SYSTEM(
            "When the machine has woken from sleep, the command runs.",
            "woken",
            "system: resume",
            "echo \"awake again\"",
            "or suspend, shutdown, clock-jump"),
    SESSION(
            "When the screen is locked, the command runs.",
            "locked",
            "session: lock",
            "echo \"locked\"",
            "or unlock, login, logout");

    private final String what;
    private final String rule;
    private final String source;
    private final String run;
    private final String hint;

    SampleRule(String what, String rule, String source, String run, String hint) {
        this.what = what;
        this.rule = rule;
        this.source = source;
        this.run = run;
        this.hint = hint;
    }

    /**
     * The text of a rule file.
     *
     * @param directory of the rule files, for a person
     */
    List<String> lines(String directory) {
        return List.of(
                "# " + what,
                "# To be saved in a file whose name ends with .yaml in " + directory + ",",
                "# such as " + rule + ".yaml; then: reactorctl reload. All keys are in reactor.rules(5).",
                rule + ":",
                "  " + source,
                "  run: " + run + "    # " + hint);
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
