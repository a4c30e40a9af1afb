package org.reactord.source.inotify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.BytePath;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.Glob;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/**
 * A process that only listens and prints a line for all that it is told, to be run where a test does not want to be
 * itself: in namespaces of its own, or stopped. Commands that come in on its input it hands to a shell.
 *
 * <p>Arguments: {@code poll-millis retry-millis (flat|deep):(all|nothing):PATH…}
 */
final class Listener implements EventSink {
    private Listener() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Pace normal = Pace.NORMAL;
        Pace pace = new Pace(
                normal.quiet(),
                normal.empty(),
                Duration.ofMillis(300),
                normal.patience(),
                normal.halfMove(),
                Duration.ofMillis(Long.parseLong(arguments[1])),
                Duration.ofMillis(Long.parseLong(arguments[0])));
        InotifySources.Opened opened = InotifySources.open(new Listener(), Thread::new, pace);
        if (!(opened instanceof InotifySources.Source listening)) {
            say("unavailable " + opened);
            return;
        }
        List<WatchRequest> requests = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            requests.add(request(arguments[i].split(":", 3)));
        }
        listening.source().watch(requests, () -> say("armed"));
        obey();
        listening.source().close();
        say("closed");
    }

    private static WatchRequest request(String[] words) {
        WatchedTree tree =
                new WatchedTree(BytePath.ofUtf8(words[2]), words[0].equals("deep"), List.of(Glob.of("pruned/")));
        return new WatchRequest(tree, words[1].equals("all") ? WatchRequest.ALL : WatchRequest.NOTHING, true);
    }

    private static void obey() throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            Process shell = new ProcessBuilder("/bin/sh", "-c", order)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            say("done " + shell.waitFor() + " " + output.strip().replace('\n', ' '));
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    @Override
    public boolean offer(Event event) {
        if (event instanceof FileEvent file) {
            say(file.change().word() + " " + file.path() + " " + file.cause().word());
        } else {
            say("overflow " + event.describe());
        }
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void awaitRoom() {
        // There always is.
    }

    @Override
    public void rootChanged(RootState state) {
        say("state " + state.kind().word() + " " + state.tree().root() + " " + state.detail());
    }
}
