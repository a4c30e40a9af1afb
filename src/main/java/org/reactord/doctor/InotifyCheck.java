package org.reactord.doctor;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's limits on watching, which all programs of a user share: inotify(7). */
final class InotifyCheck implements Check {
    /** What the kernel has had as its default for years. */
    private static final long USUAL_EVENTS = 16_384;

    private static final long ENOUGH_WATCHES = 524_288;
    private static final long ENOUGH_INSTANCES = 512;

    private final Patient patient;

    InotifyCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "inotify";
    }

    /**
     * A limit, by the name that raises it.
     *
     * @param key for sysctl(8)
     */
    private record Limit(String key, long value) {}

    @Override
    public void look(Findings findings) {
        Optional<Limit> watches = smallest("fs.inotify.max_user_watches", "user.max_inotify_watches");
        Optional<Limit> instances = smallest("fs.inotify.max_user_instances", "user.max_inotify_instances");
        Optional<Limit> events = smallest("fs.inotify.max_queued_events");
        if (watches.isEmpty() || instances.isEmpty() || events.isEmpty()) {
            findings.ok("this system does not tell of any limits");
            return;
        }
        InotifyUse use = InotifyUse.of(patient.machine(), patient.uid());
        String daemons = patient.daemon()
                .map(daemon -> ", " + daemon.watches() + " of them by the daemon")
                .orElse("");
        judge("watches", use.watches(), watches.get(), ENOUGH_WATCHES, daemons, findings);
        judge("instances", use.instances(), instances.get(), ENOUGH_INSTANCES, "", findings);
        long queue = events.get().value();
        if (queue < USUAL_EVENTS) {
            findings.warn(
                    "queue: " + queue + " events, and a burst of more costs a rescan",
                    raise(events.get().key(), USUAL_EVENTS));
        } else {
            findings.ok("queue: " + queue + " events");
        }
    }

    /** A user namespace may have a smaller limit of its own (user_namespaces(7)). */
    private Optional<Limit> smallest(String... keys) {
        return Stream.of(keys)
                .flatMap(key -> patient.machine().number("proc/sys/" + key.replace('.', '/')).stream()
                        .mapToObj(value -> new Limit(key, value)))
                .min(Comparator.comparing(Limit::value));
    }

    private void judge(String what, long used, Limit limit, long enough, String who, Findings findings) {
        String detail = what + ": " + used + " of " + limit.value() + " in use by user " + patient.uid() + who;
        String advice = raise(limit.key(), Math.max(enough, limit.value() * 4));
        if (used >= limit.value()) {
            findings.fail(detail + ", so nothing more can be watched", advice);
        } else if (used > limit.value() / 4 * 3) {
            findings.warn(detail, advice);
        } else {
            findings.ok(detail);
        }
    }

    private static String raise(String key, long value) {
        return "echo " + key + "=" + value + " | sudo tee -a /etc/sysctl.d/60-reactor.conf && sudo sysctl --system";
    }
}
