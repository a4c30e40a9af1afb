package org.reactord.source.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
 *
 * <p>Lines of its input: {@code handled} passes that on; {@code watch [FIELD=VALUE…]} asks for something else from now on.
 */
final class Witness implements SystemSink {
    private final PrintStream out = System.out;

    private Witness() {}

    public static void main(String... arguments) throws IOException {
        SystemKind kind = SystemKind.ofWord(arguments[0]).orElseThrow();
        SystemRequest request = request(kind, List.of(arguments).subList(1, arguments.length));
        Witness witness = new Witness();
        try (SystemSource source = SystemSources.open(witness, Thread::new)) {
            source.watch(Set.of(request), () -> witness.say("armed"));
            witness.obey(source, kind);
        }
        witness.say("closed");
    }

    private static SystemRequest request(SystemKind kind, List<String> pairs) {
        Map<String, Set<String>> fields = new HashMap<>();
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            fields.computeIfAbsent(pair.substring(0, sign), name -> new LinkedHashSet<>())
                    .add(pair.substring(sign + 1));
        }
        return new SystemRequest(kind, Set.of(fields));
    }

    private void obey(SystemSource source, SystemKind kind) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            List<String> words = List.of(order.split(" ", -1));
            if (words.get(0).equals("handled")) {
                source.handled(kind);
            } else {
                source.watch(Set.of(request(kind, words.subList(1, words.size()))), () -> say("armed again"));
            }
        }
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
