package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.client.Shortcut;

/** The fast client asks byte for byte what the whole program asks, or leaves the line to it. */
@Timeout(60)
class ShortcutTest {
    private static final String ANSWER = "{\"text\":\"so it is\"}\n{\"err\":\"but\"}\n{\"ok\":true,\"exit\":1}\n";

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocketChannel server;
    private Thread daemon;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        daemon = new Thread(this::serve, "a daemon's part");
        daemon.start();
    }

    @AfterEach
    void hangUp() throws IOException, InterruptedException {
        server.close();
        daemon.join();
    }

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    ByteArrayOutputStream line = new ByteArrayOutputStream();
                    ByteBuffer one = ByteBuffer.allocate(1);
                    while (client.read(one.clear()) > 0 && one.get(0) != '\n') {
                        line.write(one.get(0));
                    }
                    heard.add(line.toString(StandardCharsets.UTF_8));
                    client.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (ClosedChannelException over) {
            return;
        } catch (IOException broken) {
            heard.add(broken.toString());
        }
    }

    /** One way in: what was asked, printed and answered. */
    private record Told(int exit, String out, String err, List<String> heard) {}

    private interface Entry {
        int enter(String[] arguments, PrintStream out, PrintStream err);
    }

    private Told tell(Entry entry, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        heard.clear();
        PrintStream shown = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream said = new PrintStream(err, false, StandardCharsets.UTF_8);
        int exit = entry.enter(arguments, shown, said);
        shown.flush();
        said.flush();
        return new Told(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), List.copyOf(heard));
    }

    private String[] words(String line) {
        List<String> words = new ArrayList<>(List.of("--socket=" + socket()));
        words.addAll(Arrays.asList(line.split(" ", -1)));
        return words.toArray(String[]::new);
    }

    static Stream<String> plainLines() {
        return Stream.of(
                        "status,-v status --json,status -q,status --no-color --verbose,status -v -v,--timeout 5s status",
                        "status --timeout=500ms --json,--timeout 1h jobs,jobs,info --json,metrics,dump,jobs -q -v",
                        "rules,rules --names,rules --names --json,show a,show a --json,--json show a,show status,show \u00fcb",
                        "explain /tmp/x,explain x,explain ../x,explain a/./b//c/,explain x --event created,explain \u00fc",
                        "explain --event created,explain --event=created x,explain . -q,explain a\"b\\c",
                        "events,events -f,events --follow,events --rule a,events --rule=a -f,events -f --rule a --json",
                        "history,history a,history --failed,history -n 5,history -n 5 a --since 2d --failed,history --since=90m",
                        "output 7,output 1234567 --json,run a,run a b c,run --dry-run a x,run a /x \u00fc --dry-run,run a .",
                        "retry a,retry 3,retry --all,retry --all --json,resume a,resume --all,cancel a,cancel 12,pause a",
                        "pause a --for 10m,pause --for=500ms a,pause --for 999999999d a,reload,reload --dry-run,shutdown,shutdown --now",
                        "emit a,emit a k=v,emit a k=v k2=\u00fc l=,emit a/b k=a=b,emit a my-key=1,emit status x=y",
                        "cancel rules,history help,run status status,shutdown --now --timeout 2h,show a=b,emit a k=@b")
                .flatMap(row -> Stream.of(row.split(",", -1)));
    }

    @ParameterizedTest
    @MethodSource("plainLines")
    void askedAlike(String line) {
        Told whole = tell(Reactorctl::run, words(line));
        Told fast = tell((arguments, out, err) -> Shortcut.ask(out, err, arguments), words(line));
        assertEquals(whole, fast);
        assertEquals(1, fast.heard().size(), fast::toString);
        assertFalse(line.contains("-q") ? !fast.out().isEmpty() : fast.out().isEmpty(), fast::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status -w",
                "status --watch",
                "status -h",
                "-h status",
                "help",
                "help status",
                "-V",
                "--version",
                "version",
                "completion bash",
                "server",
                "check",
                "doctor",
                "put a b",
                "restore",
                "sttus",
                "status x",
                "status --jsn",
                "status --json --json",
                "status --json=true",
                "status -qv",
                "-q status --quiet",
                "status --timeout",
                "status --timeout 5",
                "status --timeout 0s",
                "status --timeout 1s --timeout 2s",
                "status --timeout --json",
                "--socket x status",
                "status --",
                "-- status",
                "@file",
                "status @file",
                "show",
                "show a b",
                "show ",
                "show -- a",
                "show -a",
                "rules --names --names",
                "explain",
                "explain a b",
                "explain --event",
                "explain  --event x",
                "events --rule",
                "events --rule status",
                "events --rule -f",
                "events a",
                "history a b",
                "history -n",
                "history -n x",
                "history -n 05",
                "history -n -5",
                "history -n 99999999999",
                "history -n5",
                "history --since 0s",
                "history --since 1",
                "output",
                "output x",
                "output 1 2",
                "output +1",
                "run",
                "run --dry-run",
                "run a ",
                "retry",
                "retry a b",
                "retry --all a",
                "resume",
                "resume --all a",
                "cancel",
                "pause",
                "pause a --for",
                "pause a --for soon",
                "pause a b",
                "emit",
                "emit a b",
                "emit a =b",
                "emit a job=1",
                "emit --stdin a",
                "emit a 1=2",
                "reload x",
                "shutdown x",
                "reload --now",
                "status --dry-run",
                "jobs --all"
            })
    void leftToTheWholeProgram(String line) {
        Told fast = tell((arguments, out, err) -> Shortcut.ask(out, err, arguments), words(line));
        assertEquals(new Told(Shortcut.NOT_FOR_HERE, "", "", List.of()), fast);
    }
}
