package org.reactord.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.files.Environ;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Rule;

/**
 * The variables of one child. Names and values are bytes, held one in a char, since the system promises no charset.
 *
 * <p>A child inherits what the daemon was started with, except what is meant for the daemon alone: who announces
 * readiness, takes over sockets or pets a watchdog in its name, or writes to the journal as if it were the daemon.
 */
final class Environment {
    /** Where the daemon is to be found, so that a command may call {@code reactorctl}. */
    private static final Set<String> OURS_TO_KEEP = Set.of("REACTOR_RULES", "REACTOR_STATE", "REACTOR_SOCKET");

    /** Of the daemon's service manager and of its JVM; and a working directory that is not the child's. */
    private static final Set<String> NOT_FOR_CHILDREN =
            Set.of("NOTIFY_SOCKET", "JOURNAL_STREAM", "JDK_JAVA_OPTIONS", "PWD", "OLDPWD");

    private final Map<String, String> inherited;
    private final Map<String, String> own = new LinkedHashMap<>();

    private Environment(Map<String, String> inherited) {
        this.inherited = inherited;
    }

    /** What the daemon was started with, as far as a child inherits it; read once, because nothing changes it any more. */
    static Map<String, String> inherited() {
        Map<String, String> kept = new LinkedHashMap<>();
        ofDaemon().forEach((name, value) -> {
            if (isForChildren(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean isForChildren(String name) {
        return OURS_TO_KEEP.contains(name)
                || !(NOT_FOR_CHILDREN.contains(name)
                        || name.startsWith("REACTOR_")
                        || name.startsWith("LISTEN_")
                        || name.startsWith("WATCHDOG_"));
    }

    private static Map<String, String> ofDaemon() {
        try {
            return Environ.variables(Files.readAllBytes(Path.of("/proc/self/environ")));
        } catch (IOException noProc) {
            // Text is the best that is left: the charset of the locale has already decided what it can say.
            Map<String, String> all = new LinkedHashMap<>();
            System.getenv().forEach((name, value) -> all.put(ByteText.raw(name), ByteText.raw(value)));
            return all;
        }
    }

    /** The variables of an attempt: inherited ones, the rule's, and on top what it is to know about its job. */
    static Environment of(Map<String, String> inherited, Attempt attempt) {
        Environment environment = ofRule(inherited, attempt.rule());
        environment.describe(attempt);
        return environment;
    }

    /** What every attempt of a rule has. */
    static Environment ofRule(Map<String, String> inherited, Rule rule) {
        Environment environment = new Environment(inherited);
        rule.execution().env().forEach((name, value) -> environment.own.put(ByteText.raw(name), ByteText.raw(value)));
        return environment;
    }

    private void describe(Attempt attempt) {
        put("REACTOR_RULE", ByteText.raw(attempt.rule().name()));
        attempt.rule().source().event().ifPresent(name -> put("REACTOR_EVENT", ByteText.raw(name)));
        if (!attempt.rule().source().isOfEvents()) {
            describeFile(attempt);
        }
        put("REACTOR_JOB", ByteText.raw(attempt.job().text()));
        put("REACTOR_ATTEMPT", Integer.toString(attempt.number()));
        put("REACTOR_CAUSE", attempt.cause().word());
    }

    private void describeFile(Attempt attempt) {
        BytePath root = attempt.root();
        BytePath path = attempt.file().map(FileChange::path).orElse(root);
        put(
                "REACTOR_EVENT",
                attempt.file().map(change -> change.change().word()).orElse("batch"));
        put("REACTOR_PATH", path);
        put("REACTOR_DIR", path.parent().orElse(BytePath.ROOT));
        put("REACTOR_NAME", path.name());
        put("REACTOR_ROOT", root);
        attempt.file().flatMap(FileChange::from).ifPresent(old -> put("REACTOR_OLD_PATH", old));
    }

    /**
     * What came with an event: {@code pull-request} becomes {@code REACTOR_PULL_REQUEST}. Of one that nobody has sent {@code
     * event} is among it, and says what happened.
     */
    void putFields(Map<String, String> fields) {
        fields.forEach(
                (key, value) -> put("REACTOR_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), ByteText.raw(value)));
    }

    void put(String name, BytePath path) {
        put(name, raw(path.bytes()));
    }

    private void put(String name, String value) {
        own.put(name, value);
    }

    /** The value, one char a byte. */
    Optional<String> get(String name) {
        String value = own.get(name);
        return Optional.ofNullable(value == null ? inherited.get(name) : value);
    }

    /** All of them, one char a byte. */
    Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>(inherited);
        all.putAll(own);
        return all;
    }

    /** What most children inherit alike, as execve(2) wants it, made once. */
    static final class Ready {
        private final Map<String, String> values;
        private final Map<String, byte[]> entries = new LinkedHashMap<>();

        Ready(Map<String, String> values) {
            this.values = values;
            values.forEach((name, value) -> entries.put(name, Environment.entry(name, value)));
        }

        private byte[] entry(String name, String value) {
            byte[] entry = entries.get(name);
            return entry != null && value.equals(values.get(name)) ? entry : Environment.entry(name, value);
        }
    }

    /** As execve(2) wants it. */
    byte[][] entries(Ready ready) {
        List<byte[]> entries = new ArrayList<>(inherited.size() + own.size());
        inherited.forEach((name, value) -> {
            if (!own.containsKey(name)) {
                entries.add(ready.entry(name, value));
            }
        });
        own.forEach((name, value) -> entries.add(entry(name, value)));
        return entries.toArray(byte[][]::new);
    }

    private static byte[] entry(String name, String value) {
        return (name + '=' + value).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String raw(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
