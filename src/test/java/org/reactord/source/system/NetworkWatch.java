package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An {@link Outpost} that looks at a network of its own, and is asked whether it was told just this. */
final class NetworkWatch implements AutoCloseable {
    private static final Pattern LINE =
            Pattern.compile("(\\w+) network (\\w+) state=\\2 (.*?)(?: kind=\\w+)? index=\\d+");

    /** So that nothing comes by itself but what IPv6 does. */
    static final String WITHOUT_IPV6 = "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6; ";

    private final Outpost outpost;
    private int seen;

    private NetworkWatch(Outpost outpost) {
        this.outpost = outpost;
    }

    /** Begins to watch when the script has been carried out. */
    static NetworkWatch after(List<String> wrapper, String script) throws IOException {
        Stream<String> first = Stream.of("/bin/sh", "-ec", script + " exec \"$@\"", "sh");
        NetworkWatch watch = new NetworkWatch(
                Outpost.start(Stream.concat(wrapper.stream(), first).toList(), "network"));
        watch.seen = watch.outpost.lines().indexOf("armed") + 1;
        return watch;
    }

    /** {@code event up interface=a} for {@code event network up state=up interface=a kind=veth index=2}. */
    private static String terse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3) : line;
    }

    /** What was told before it was armed. */
    List<String> start() {
        List<String> lines = outpost.lines();
        return lines.subList(0, lines.indexOf("armed")).stream()
                .map(NetworkWatch::terse)
                .toList();
    }

    /** Does something, of which just this is told, in this order. */
    void tells(String script, String... lines) throws IOException {
        assertEquals(List.of(lines), news(script, lines.length));
    }

    /** Does something, of which just this is told, in any order. */
    void tellsSomehow(String script, String... lines) throws IOException {
        assertEquals(
                Stream.of(lines).sorted().toList(),
                news(script, lines.length).stream().sorted().toList());
    }

    /** So many lines, and what was told besides until a change after them is. */
    List<String> news(String script, int count) throws IOException {
        outpost.sh(script);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> outpost.lines().size() >= seen + count || !alive());
        return untilMarked().stream().map(NetworkWatch::terse).toList();
    }

    private boolean alive() {
        return ProcessHandle.of(outpost.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** All lines that were not seen yet; what two interfaces do, which no route leads through, comes after them. */
    private List<String> untilMarked() throws IOException {
        int from = seen;
        String mark = " interface=mark";
        outpost.sh("ip link add mark1 type veth peer name mark2; ip link del mark1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> outpost.lines().stream()
                                .skip(from)
                                .filter(line -> line.contains(mark))
                                .count()
                        == 4);
        List<String> lines = outpost.lines();
        seen = lines.size();
        return lines.subList(from, seen).stream()
                .filter(line -> !line.contains(mark))
                .toList();
    }

    Outpost outpost() {
        return outpost;
    }

    @Override
    public void close() throws IOException {
        outpost.close();
    }
}
