package org.reactord.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where everything is, for whom, and why. */
class PlacesTest {
    private static final long NOBODY_AT_HOME = 987_654;

    private static Places places(Map<String, String> env, long uid, Places.Flags flags) {
        return assertInstanceOf(Places.Found.class, Places.of(env::get, uid, "/home/x", flags))
                .places();
    }

    private static String told(Places places) {
        return places.rules().told() + " " + places.state().told() + " "
                + places.socket().told();
    }

    @Test
    void rootsDaemonIsTheSystems() {
        Map<String, String> env = Map.of("XDG_RUNTIME_DIR", "/run/user/0", "HOME", "/root");
        assertEquals(
                "/etc/reactor/rules.d (the default for root) /var/lib/reactor (the default for root)"
                        + " /run/reactor/control.sock (the default for root)",
                told(places(env, 0, Places.Flags.NONE)));
    }

    @Test
    void aUsersDaemonKeepsToTheHome() {
        assertEquals(
                "/home/y/.config/reactor/rules.d (the default) /home/y/.local/state/reactor (the default)"
                        + " /tmp/reactor-987654/control.sock"
                        + " (XDG_RUNTIME_DIR is not set and there is no /run/user/987654)",
                told(places(Map.of("HOME", "/home/y"), NOBODY_AT_HOME, Places.Flags.NONE)));
    }

    @Test
    void theXdgVariablesMoveIt() {
        Map<String, String> env =
                Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s/", "XDG_RUNTIME_DIR", "/run/user/1000");
        assertEquals(
                "/c/reactor/rules.d (from XDG_CONFIG_HOME) /s/reactor (from XDG_STATE_HOME)"
                        + " /run/user/1000/reactor/control.sock (from XDG_RUNTIME_DIR)",
                told(places(env, NOBODY_AT_HOME, Places.Flags.NONE)));
    }

    @Test
    void relativeAndEmptyXdgVariablesCountForNothing() {
        Map<String, String> env = Map.of("XDG_CONFIG_HOME", "c", "XDG_STATE_HOME", "");
        Places places = places(env, NOBODY_AT_HOME, Places.Flags.NONE);
        assertEquals("/home/x/.config/reactor/rules.d", places.rules().text());
        assertEquals("/home/x/.local/state/reactor", places.state().text());
    }

    @Test
    void ourOwnVariablesBeatThemAndFlagsBeatAll() {
        Map<String, String> env = Map.of("REACTOR_RULES", "/r", "REACTOR_STATE", "/s", "REACTOR_SOCKET", "/c.sock");
        Places.Flags flags = new Places.Flags(Optional.of("/flag"), Optional.empty(), Optional.empty());
        assertEquals(
                "/flag (from --rules) /s (from REACTOR_STATE) /c.sock (from REACTOR_SOCKET)",
                told(places(env, 0, flags)));
    }

    @Test
    void aRelativeFlagIsMeantFromHere() {
        Places.Flags flags = new Places.Flags(Optional.of("rules.d"), Optional.empty(), Optional.empty());
        assertEquals(
                System.getProperty("user.dir") + "/rules.d",
                places(Map.of(), 0, flags).rules().text());
    }

    @Test
    void aPathThatCannotBeSaidIsASentence() {
        Places.Result result =
                Places.of(name -> name.equals("REACTOR_STATE") ? "/a\0b" : null, 0, "/", Places.Flags.NONE);
        assertTrue(assertInstanceOf(Places.Unclear.class, result).reason().contains("UTF-8"));
    }
}
