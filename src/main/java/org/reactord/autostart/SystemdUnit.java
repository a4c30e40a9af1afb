package org.reactord.autostart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.SafeText;

/**
 * A unit of the user's service manager. The one that a package has installed where systemd looks is enabled as it is; else
 * one is made from the same text, with the path of this launcher.
 */
final class SystemdUnit implements Way {
    static final String UNIT = "reactor.service";

    private final Login login;
    private final Systemctl systemctl;
    private final MadeFile file;

    SystemdUnit(Login login, Systemctl systemctl) {
        this.login = login;
        this.systemctl = systemctl;
        this.file = new MadeFile(login.configuration().resolve("systemd/user").resolve(UNIT), "# ", "");
    }

    @Override
    public String name() {
        return "systemd";
    }

    @Override
    public List<String> enable() throws IOException, Refused {
        List<String> done = new ArrayList<>();
        MadeFile.State state = file.state();
        if (state == MadeFile.State.CHANGED) {
            done.add(shown(file.path()) + " was changed by hand and stays as it is");
        } else if (state == MadeFile.State.OURS || (state == MadeFile.State.ABSENT && found().isEmpty())) {
            boolean written = file.write(text());
            done.add(shown(file.path()) + (written ? " is written" : " is there"));
            if (written) {
                must("daemon-reload");
            }
        } else {
            done.add(found() + " is there");
        }
        boolean before = isEnabled();
        must("enable", UNIT);
        done.add(UNIT + (before ? " is enabled already" : " is enabled") + ": systemd starts the daemon at login");
        done.add("to start it now: systemctl --user start reactor");
        return done;
    }

    @Override
    public List<String> disable() throws IOException, Refused {
        List<String> done = new ArrayList<>();
        MadeFile.State state = file.state();
        Optional<String> unavailable = systemctl.unavailable();
        if (unavailable.isPresent()) {
            if (state == MadeFile.State.OURS || state == MadeFile.State.CHANGED) {
                throw new Refused(
                        unavailable.get() + ", so " + UNIT + " cannot be disabled; say this again in your session");
            }
            return done;
        }
        if (isEnabled()) {
            must("disable", UNIT);
            done.add(UNIT + " is disabled");
        }
        if (state == MadeFile.State.OURS) {
            file.remove();
            must("daemon-reload");
            done.add(shown(file.path()) + " is removed");
        } else if (state == MadeFile.State.CHANGED) {
            done.add(shown(file.path()) + " was changed by hand and is left");
        }
        return done;
    }

    @Override
    public Standing standing() throws IOException {
        Optional<String> unavailable = systemctl.unavailable();
        if (unavailable.isPresent()) {
            return new Standing(name(), isLinked(), shown(file.path()), unavailable.get());
        }
        String where = found();
        return new Standing(
                name(),
                isEnabled(),
                where.isEmpty() ? shown(file.path()) : where,
                file.state() == MadeFile.State.CHANGED ? "changed by hand" : "");
    }

    /** Where systemd has found the unit; empty if it has none. */
    private String found() {
        return systemctl.run("show", "--property=FragmentPath", "--value", UNIT).out();
    }

    private boolean isEnabled() {
        return systemctl.run("is-enabled", UNIT).out().startsWith("enabled");
    }

    /** The same, by the link that enabling makes, where nobody can be asked. */
    private boolean isLinked() {
        return Files.isSymbolicLink(
                file.path().resolveSibling("default.target.wants").resolve(UNIT));
    }

    private void must(String... words) throws Refused {
        Systemctl.Said said = systemctl.run(words);
        if (!said.fine()) {
            throw new Refused("systemctl --user " + String.join(" ", words) + " failed: " + said.trouble());
        }
    }

    /** The shipped unit, with this launcher's path. */
    private String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : template().lines().toList()) {
            if (line.startsWith("ExecStart=")) {
                String[] words = line.substring("ExecStart=".length()).split(" ", 2);
                login.javaHome().ifPresent(home -> text.append("Environment=")
                        .append(Quoted.value("JAVA_HOME=" + home))
                        .append('\n'));
                text.append("ExecStart=").append(Quoted.program(login.launcher().toString()));
                text.append(' ').append(words.length > 1 ? words[1] : "server").append('\n');
            } else {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private String template() throws IOException {
        if (Files.isReadable(login.template())) {
            return Files.readString(login.template(), StandardCharsets.UTF_8);
        }
        try (InputStream shipped = SystemdUnit.class.getResourceAsStream(UNIT)) {
            if (shipped == null) {
                throw new IllegalStateException("the program has no " + UNIT);
            }
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String shown(Path path) {
        return SafeText.ofText(path.toString());
    }
}
