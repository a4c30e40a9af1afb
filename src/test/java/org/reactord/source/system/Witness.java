package org.reactord.source.system;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.reactord.event.Event;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.source.RootState;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSink;
import org.reactord.source.SystemSource;
import org.reactord.source.SystemState;

/**
 * A program that says on its standard output, a line each, what the source of system events tells it, until its standard
 * input ends: {@code Witness KIND [FIELD=VALUE…]}. An {@link Outpost} runs it where the kernel shows it another world.
 */
final class Witness implements SystemSink {
    private final PrintStream out = System.out;

    private Witness() {}

    public static void main(String... arguments) throws IOException {
        SystemKind kind = SystemKind.ofWord(arguments[0]).orElseThrow();
        Map<String, Set<String>> fields = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            int sign = arguments[i].indexOf('=');
            fields.computeIfAbsent(arguments[i].substring(0, sign), name -> new LinkedHashSet<>())
                    .add(arguments[i].substring(sign + 1));
        }
        Witness witness = new Witness();
        try (SystemSource source = SystemSources.open(witness, Thread::new)) {
            source.watch(Set.of(new SystemRequest(kind, Set.of(fields))), () -> witness.say("armed"));
            System.in.readAllBytes();
        }
        witness.say("closed");
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public boolean offer(Event event) {
        say(event instanceof SystemEvent system ? system.cause().word() + " " + event.describe() : event.describe());
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void awaitRoom() {}

    @Override
    public void rootChanged(RootState state) {}

    @Override
    public void systemChanged(SystemState state) {
        say(state.kind().word() + " " + state.state().word() + (state.detail().isEmpty() ? "" : ": " + state.detail()));
    }
}
