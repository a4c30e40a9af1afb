package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The start at login, by the tools that read what was written. */
@ExtendWith(SandboxExtension.class)
class AutostartIT {
    private static final int USER = 61_233;
    private static final Path USER_MANAGER =
            Program.root().resolve("it/src/test/resources/org/reactord/it/user-manager.sh");

    /** What a path may have that somebody could take for something else. */
    private static final String ODD = "odd 100%h $HOME;'&'\"x\"(y)`z`\\";

    private static Path odd(Sandbox sandbox) throws IOException {
        return at(sandbox, ODD);
    }

    /** Has the program used from a directory of this name, by a user who is not root. */
    private static Path at(Sandbox sandbox, String name) throws IOException {
        if (Users.isRoot()) {
            Users.live(sandbox, USER);
            Path tree = sandbox.root().resolve("tree");
            Path odd = sandbox.root().resolve(name);
            if (!odd.equals(tree)) {
                Files.move(tree, odd);
            }
            sandbox.program(odd.resolve("bin/reactorctl"));
            return odd;
        }
        Path odd = sandbox.root().resolve(name);
        Ended copied = sandbox.exec(List.of("cp", "-R", Program.reactorHome().toString(), odd.toString()))
                .run();
        assertEquals(0, copied.exit(), copied::toString);
        sandbox.program(odd.resolve("bin/reactorctl"));
        return odd;
    }

    /** No user manager answers here, whatever machine this is. */
    private static Path entry(Sandbox sandbox) {
        sandbox.script("systemctl", "echo 'Failed to connect to bus: No medium found' >&2; exit 1");
        sandbox.env("XDG_CONFIG_HOME", sandbox.home() + "/my config");
        return sandbox.home().resolve("my config/autostart/reactor.desktop");
    }

    private static void assertSaid(Ended ended, int exit, String... parts) {
        assertEquals(exit, ended.exit(), ended::toString);
        for (String part : parts) {
            assertTrue(ended.said().contains(part), () -> part + " is not in " + ended);
        }
    }

    @Test
    void whereThereIsNoUserManagerTheDesktopStartsIt(Sandbox sandbox) throws IOException {
        Path entry = entry(sandbox);
        odd(sandbox);
        assertSaid(sandbox.ctl("autostart", "status"), 1, "desktop: not enabled", "the daemon does not run");
        assertSaid(
                sandbox.ctl("autostart", "enable"),
                0,
                "systemctl --user does not answer (Failed to connect to bus: No medium found)",
                entry + " is written",
                "REACTOR_RULES is set here");
        String text = Files.readString(entry);
        assertSaid(sandbox.ctl("autostart", "enable"), 0, "is there already");
        assertEquals(text, Files.readString(entry));
        assertSaid(sandbox.ctl("autostart", "status"), 0, "desktop: enabled, by " + entry);
        Program.require("desktop-file-validate", "desktop-file-utils");
        Ended valid =
                sandbox.exec(List.of("desktop-file-validate", entry.toString())).run();
        assertEquals("", valid.said() + valid.out());
        assertEquals(0, valid.exit());
        assertSaid(sandbox.ctl("autostart", "disable"), 0, entry + " is removed");
        assertFalse(Files.exists(entry));
        assertSaid(sandbox.ctl("autostart", "disable"), 0, "nothing starts the daemon at login");
    }

    /** GLib reads the Exec line as desktops do, and starts what it says. */
    @ParameterizedTest
    @ValueSource(strings = {ODD, "odd $HOME;'&'\"x\"(y)*`z`\\", "a=b", "tree"})
    void theEntryStartsADaemonFromWhateverPath(String name, Sandbox sandbox) throws IOException {
        Path entry = entry(sandbox);
        at(sandbox, name);
        assertEquals(0, sandbox.ctl("autostart", "enable").exit());
        String start = "import sys\nfrom gi.repository import Gio\n"
                + "sys.exit(0 if Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch() else 1)";
        String as = Users.isRoot() ? Users.as(USER) : "";
        Ended started = sandbox.shell(as + "/usr/bin/python3 -c '" + start + "' '" + entry + "'");
        assertEquals(0, started.exit(), started::toString);
        Limits.within(Limits.START).until(() -> sandbox.ctl("status").exit() == 0);
        assertSaid(sandbox.ctl("autostart", "status"), 0, "the daemon runs");
        JsonObject json = JsonParser.parseString(
                        sandbox.ctl("autostart", "status", "--json").out())
                .getAsJsonObject();
        assertTrue(json.get("enabled").getAsBoolean() && json.get("running").getAsBoolean(), json::toString);
        assertEquals(0, sandbox.ctl("shutdown").exit());
    }

    @Test
    void whatSomebodyHasChangedIsLeft(Sandbox sandbox) throws IOException {
        Path entry = entry(sandbox);
        odd(sandbox);
        assertEquals(0, sandbox.ctl("autostart", "enable").exit());
        String changed = Files.readString(entry).replace("Name=reactor", "Name=mine");
        Files.writeString(entry, changed);
        assertSaid(sandbox.ctl("autostart", "enable"), 0, "was changed by hand and stays as it is");
        assertSaid(sandbox.ctl("autostart", "status"), 0, "changed by hand");
        assertSaid(sandbox.ctl("autostart", "disable"), 0, "was changed by hand and is left");
        assertEquals(changed, Files.readString(entry));
        Files.writeString(entry, "[Desktop Entry]\nHidden=true\n");
        assertSaid(sandbox.ctl("autostart", "enable"), 0, "stays as it is, and it is switched off there");
        assertSaid(sandbox.ctl("autostart", "status"), 1, "switched off");
        assertSaid(sandbox.ctl("autostart", "disable"), 0, "was not made by reactorctl and is left");
    }

    @Test
    @EnabledIf("org.reactord.it.Users#isRoot")
    void rootIsToldOfTheSystemsUnit(Sandbox sandbox) {
        assertSaid(sandbox.ctl("autostart", "enable"), 1, "systemctl enable reactor");
    }

    /** The real systemd --user, which is not PID 1's here. */
    @ParameterizedTest
    @ValueSource(strings = {ODD, "100%h $HOME;&(x)*`z`=", "tree"})
    @EnabledIf("org.reactord.it.Users#isRoot")
    void theUserManagerStartsIt(String name, Sandbox sandbox) throws IOException {
        Program.require("systemctl", "systemd");
        Path odd = at(sandbox, name);
        Path walk = sandbox.write(sandbox.home().resolve("walk"), """
                ctl() { "$TREE/bin/reactorctl" "$@"; echo "exit $?"; }
                unit=$HOME/.config/systemd/user/reactor.service
                mkdir -p ~/.config/autostart
                echo '-- enable'; ctl autostart enable
                echo '-- again'; ctl autostart enable
                echo '-- status'; ctl autostart status
                echo '-- verify'; systemd-analyze --user --man=no verify "$unit"; echo "exit $?"
                echo '-- start'; systemctl --user start reactor; echo "exit $?"
                echo '-- rules'; ctl rules --names
                echo '-- status'; ctl autostart status
                echo '-- display'; systemctl --user start dbus.service
                tries=0; until busctl --user list 2>/dev/null | grep -q systemd1 || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
                nc -lU "$XDG_RUNTIME_DIR/wayland-7" & listener=$!
                systemctl --user set-environment WAYLAND_DISPLAY=wayland-7 DISPLAY=:70 'XAUTHORITY=/run/x y'
                while [ ! -e "$XDG_RUNTIME_DIR/wayland-7" ]; do sleep 0.1; done
                ctl emit x
                tries=0; until [ -e ~/seen ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done; cat ~/seen
                kill $listener
                echo '-- disable'; ctl autostart disable
                echo '-- again'; ctl autostart disable
                echo '-- status'; ctl autostart status
                echo '-- stop'; systemctl --user stop reactor; echo "exit $?"
                echo '-- mine'; ctl autostart enable; echo '# mine' >>"$unit"; ctl autostart enable; ctl autostart disable
                ls "$unit"; cat "$unit"
                """);
        sandbox.rule("10.yaml", """
                first:
                  event: x
                  run: |
                    echo "$DISPLAY $WAYLAND_DISPLAY $XAUTHORITY ${DBUS_SESSION_BUS_ADDRESS#*$XDG_RUNTIME_DIR}" >~/seen-
                    mv ~/seen- ~/seen
                """);
        assertEquals(0, sandbox.shell("chown -R " + USER + " ../rules.d . ").exit());
        Ended ended = sandbox.exec(List.of(
                        "unshare", "-m", "sh", USER_MANAGER.toString(), Integer.toString(USER), "sh", walk.toString()))
                .env("TREE", odd.toString())
                .limit(Duration.ofMinutes(2))
                .run();
        String unit =
                sandbox.home().resolve(".config/systemd/user/reactor.service").toString();
        String said = ended.out();
        assertEquals(0, ended.exit(), ended::toString);
        for (String part : List.of(
                "-- enable\n" + unit + " is written\nreactor.service is enabled: systemd starts the daemon at login\n",
                "-- again\n" + unit + " is there\nreactor.service is enabled already",
                "-- status\nsystemd: enabled, by " + unit + "\ndesktop: not enabled\nthe daemon does not run\nexit 0\n",
                "-- verify\nexit 0\n",
                "-- start\nexit 0\n",
                "-- rules\nfirst\nexit 0\n",
                "-- display\nexit 0\n:70 wayland-7 /run/x y /bus\n-- disable\nreactor.service is disabled\n" + unit
                        + " is removed\nexit 0\n",
                "the daemon runs\nexit 0\n-- display",
                "-- again\nnothing starts the daemon at login\nexit 0\n",
                "systemd: not enabled\ndesktop: not enabled\nthe daemon runs\nexit 1\n-- stop\nexit 0\n",
                unit + " was changed by hand and stays as it is\n",
                unit + " was changed by hand and is left\n",
                "\n# mine\n")) {
            assertTrue(said.contains(part), () -> part + "\nis not in\n" + ended);
        }
    }
}
