package org.reactord.autostart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.SafeText;

/** Has the user's daemon started at login, or not any more. */
public final class Autostart {
    private static final String AGENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
                <key>Label</key>
                <string>org.reactord.reactor</string>
                <key>ProgramArguments</key>
                <array>
                    <string>%s</string>
                    <string>server</string>
                </array>
            %s    <key>RunAtLoad</key>
                <true/>
                <key>KeepAlive</key>
                <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                </dict>
            </dict>
            </plist>
            """;

    private static final String AGENT_JAVA = """
                <key>EnvironmentVariables</key>
                <dict>
                    <key>JAVA_HOME</key>
                    <string>%s</string>
                </dict>
            """;

    private static final String ENTRY = """
            [Desktop Entry]
            Type=Application
            Version=1.0
            Name=reactor
            Comment=Runs commands when something happens
            Exec=%s
            Terminal=false
            NoDisplay=true
            """;

    private final Login login;
    private final Systemctl systemctl;

    /** What was done. */
    public sealed interface Result {}

    /** It was; sentences about what. */
    public record Done(List<String> sentences) implements Result {
        public Done {
            sentences = List.copyOf(sentences);
        }
    }

    /** It cannot be, for this reason: a sentence. */
    public record Refused(String reason) implements Result {}

    /** The start of the daemon at this login. */
    public Autostart(Login login) {
        this.login = login;
        this.systemctl = new Systemctl(login);
    }

    /** Has the daemon started at the next login, and those that follow; starts nothing now. */
    public Result enable() {
        Optional<String> impossible = impossible();
        if (impossible.isPresent()) {
            return new Refused(impossible.get());
        }
        return attempt(() -> {
            List<String> done = new ArrayList<>();
            if (login.isMac()) {
                done.addAll(agent().enable());
                return done;
            }
            Optional<String> none = systemctl.unavailable();
            if (none.isPresent()) {
                done.add(none.get() + ", so it is left to the desktop");
                done.addAll(entry().enable());
                return done;
            }
            done.addAll(new SystemdUnit(login, systemctl).enable());
            done.addAll(entry().disable()); // once is enough
            return done;
        });
    }

    private Optional<String> impossible() {
        if (login.uid() == 0) {
            return Optional.of(
                    "root's daemon is the system's and starts at boot, not at a login: systemctl enable reactor");
        }
        String launcher = login.launcher().toString();
        return Quoted.canStand(launcher)
                        && login.javaHome().map(Quoted::canStand).orElse(true)
                ? Optional.empty()
                : Optional.of("the path " + SafeText.ofText(launcher)
                        + " cannot stand in a file that others read; move the program to one without odd characters");
    }

    /** Undoes it, whichever way it was done; a daemon that runs goes on. */
    public Result disable() {
        return attempt(() -> {
            List<String> done = new ArrayList<>();
            for (Way way : ways()) {
                done.addAll(way.disable());
            }
            return done.isEmpty() ? List.of("nothing starts the daemon at login") : done;
        });
    }

    /** How things stand with each way that there is on this system. */
    public List<Standing> standings() throws IOException {
        List<Standing> standings = new ArrayList<>();
        for (Way way : ways()) {
            standings.add(way.standing());
        }
        return standings;
    }

    private List<Way> ways() {
        return login.isMac() ? List.of(agent()) : List.of(new SystemdUnit(login, systemctl), entry());
    }

    private Way entry() {
        String exec = Quoted.exec(login.launcher().toString(), "server");
        MadeFile file = new MadeFile(login.configuration().resolve("autostart/reactor.desktop"), "# ", "");
        return new FileWay("desktop", file, ENTRY.formatted(exec), "the desktop starts the daemon at login");
    }

    private Way agent() {
        String java = login.javaHome()
                .map(home -> AGENT_JAVA.formatted(Quoted.xml(home)))
                .orElse("");
        MadeFile file =
                new MadeFile(login.home().resolve("Library/LaunchAgents/org.reactord.reactor.plist"), "<!-- ", " -->");
        return new FileWay(
                "launchd",
                file,
                AGENT.formatted(Quoted.xml(login.launcher().toString()), java),
                "launchd starts the daemon at login");
    }

    private interface Deed {
        List<String> run() throws IOException, Way.Refused;
    }

    private static Result attempt(Deed deed) {
        try {
            return new Done(deed.run());
        } catch (Way.Refused refused) {
            return new Refused(refused.sentence());
        } catch (IOException failed) {
            return new Refused(SafeText.ofText(
                    failed.getClass().getSimpleName().replace("Exception", "") + ": " + failed.getMessage()));
        }
    }
}
