package org.reactord.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.reactord.autostart.Autostart;
import org.reactord.autostart.Login;
import org.reactord.autostart.Standing;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;
import org.reactord.contact.Protocol;
import org.reactord.doctor.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has the daemon started at login; the daemon itself is neither started nor ended. */
@Command(
        name = "autostart",
        description = "Have the daemon started at login, or no more, or say whether it is.",
        sortOptions = false)
final class AutostartCommand implements Callable<Integer> {
    /** Where every login looks for programs. */
    private static final List<String> USUAL = List.of("/usr/bin/java", "/usr/local/bin/java", "/bin/java");

    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
    private Action action;

    /** What is to be done. */
    enum Action {
        ENABLE,
        DISABLE,
        STATUS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        Optional<Login> login = Installation.ofProcess().map(AutostartCommand::login);
        if (login.isEmpty()) {
            return fail("where bin/reactorctl is cannot be told; start this by it");
        }
        Autostart autostart = new Autostart(login.get());
        return switch (action) {
            case ENABLE -> tell(autostart.enable());
            case DISABLE -> tell(autostart.disable());
            case STATUS -> status(autostart);
        };
    }

    private static Login login(Installation tree) {
        String java = tree.java();
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/"));
        Optional<String> javaHome = java.equals("runtime") || USUAL.contains(java)
                ? Optional.empty()
                : Optional.of(System.getenv().getOrDefault("JAVA_HOME", System.getProperty("java.home", "")));
        return new Login(
                System.getenv(),
                Path.of(home).toAbsolutePath(),
                Places.uid(),
                System.getProperty("os.name", ""),
                tree.launcher(),
                tree.lib().resolve("systemd/user/reactor.service"),
                javaHome);
    }

    private int tell(Autostart.Result result) {
        if (result instanceof Autostart.Done done) {
            if (root.json()) {
                JsonObject json = answer();
                JsonArray sentences = new JsonArray();
                done.sentences().forEach(sentences::add);
                json.add("done", sentences);
                root.out.println(json);
            } else if (!root.quiet()) {
                done.sentences().forEach(root.out::println);
                unseen().forEach(root.err::println);
            }
            return ExitCode.FINE.code();
        }
        return fail(result instanceof Autostart.Refused refused ? refused.reason() : "");
    }

    private static JsonObject answer() {
        JsonObject json = new JsonObject();
        json.addProperty("format_version", Protocol.FORMAT_VERSION);
        return json;
    }

    /** What this daemon would be told by variables that a login need not have. */
    private Stream<String> unseen() {
        return action != Action.ENABLE
                ? Stream.empty()
                : Stream.of("REACTOR_RULES", "REACTOR_STATE", "REACTOR_SOCKET", "REACTOR_JAVA_OPTS")
                        .filter(name -> System.getenv().containsKey(name))
                        .map(name -> "reactorctl autostart: " + name
                                + " is set here; at login the daemon has it only if the session has");
    }

    private int status(Autostart autostart) {
        List<Standing> standings;
        try {
            standings = autostart.standings();
        } catch (IOException failed) {
            return fail(String.valueOf(failed.getMessage()));
        }
        boolean runs = runs();
        boolean enabled = standings.stream().anyMatch(Standing::enabled);
        if (root.json()) {
            root.out.println(json(standings, enabled, runs));
        } else if (!root.quiet()) {
            standings.forEach(one -> root.out.println(one.way() + ": " + (one.enabled() ? "enabled" : "not enabled")
                    + (one.enabled() ? ", by " + one.file() : "")
                    + (one.detail().isEmpty() ? "" : " (" + one.detail() + ")")));
            root.out.println(runs ? "the daemon runs" : "the daemon does not run");
        }
        return (enabled ? ExitCode.FINE : ExitCode.FAILED).code();
    }

    private static JsonObject json(List<Standing> standings, boolean enabled, boolean runs) {
        JsonObject json = answer();
        json.addProperty("enabled", enabled);
        json.addProperty("running", runs);
        JsonArray ways = new JsonArray();
        for (Standing one : standings) {
            JsonObject way = new JsonObject();
            way.addProperty("way", one.way());
            way.addProperty("enabled", one.enabled());
            way.addProperty("file", one.file());
            way.addProperty("detail", one.detail());
            ways.add(way);
        }
        json.add("ways", ways);
        return json;
    }

    /** Whether somebody listens where this program would ask. */
    private boolean runs() {
        if (!(Places.ofProcess(root.places(null, null)) instanceof Places.Found found)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(
                    UnixDomainSocketAddress.of(found.places().socket().path()));
        } catch (IOException nobody) {
            return false;
        }
    }

    private int fail(String sentence) {
        root.err.println("reactorctl autostart: " + sentence);
        return ExitCode.FAILED.code();
    }
}
