package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules "execute" from top to bottom, over all files. */
class OverridingTest {
    private static final String SPOOL = "a:\n  spool: ~/in\n  run: deliver\n";

    @TempDir
    Path place;

    private RulesFixture rules;

    @BeforeEach
    void makeFixture() {
        rules = new RulesFixture(place);
    }

    @Test
    void aLaterFileOverridesTheKeysThatItStates() {
        rules.with("1.yaml", SPOOL + "  settle: 1s\n").with("2.yaml", "a:\n  settle: 2s\n  timeout: 5m\n");
        assertEquals("2s # rules.d/2.yaml:2", rules.setting("a", "settle"));
        assertEquals("5m # rules.d/2.yaml:3", rules.setting("a", "timeout"));
        assertEquals("home/in # rules.d/1.yaml:2", rules.setting("a", "spool"));
        assertEquals("file # (default)", rules.setting("a", "per"));
    }

    @Test
    void aRuleStaysWhereItWasFirstNamed() {
        rules.with("1.yaml", SPOOL + "b:\n  watch: ~/notes\n  run: mirror\n").with("2.yaml", "a:\n  settle: 2s\n");
        Loading.Loaded loaded = (Loading.Loaded) rules.load();
        assertEquals("a", loaded.rules().rules().get(0).name());
        assertEquals(1, loaded.rules().rules().get(0).origin().line());
    }

    @Test
    void aRuleMayBeSpreadOverFiles() {
        rules.with("1.yaml", "a:\n  spool: ~/in\n").with("2.yaml", "a:\n  run: deliver\n");
        assertEquals("deliver # rules.d/2.yaml:2", rules.setting("a", "run"));
    }

    @Test
    void aNewSourceTakesTheOldOnesKeysAlong() {
        rules.with("1.yaml", "a:\n  watch: ~/notes\n  recursive: true\n  run: mirror\n")
                .with("2.yaml", "a:\n  spool: ~/in\n");
        assertEquals("home/in # rules.d/2.yaml:2", rules.setting("a", "spool"));
        assertEquals("file # (default)", rules.setting("a", "stdin"));
    }

    @Test
    void aRuleOfTheSystemMayBecomeOneOfFilesAndBack() {
        rules.with("1.yaml", "a:\n  network: {state: up}\n  at-start: true\n  settle: 3s\n  run: mirror\n")
                .with("2.yaml", "a:\n  watch: ~/notes\n  on: written\n");
        assertEquals("", rules.shown());
        assertEquals("3s # rules.d/1.yaml:4", rules.setting("a", "settle"));

        rules.with("3.yaml", "a:\n  mount: {target: /mnt/usb}\n");
        assertEquals("", rules.shown());
        assertEquals("{target: /mnt/usb} # rules.d/3.yaml:2", rules.setting("a", "mount"));
        assertEquals("false # (default)", rules.setting("a", "at-start"));
    }

    @Test
    void oneSourceOfTheSystemReplacesAnotherAndIsNotMixedWithIt() {
        rules.with("1.yaml", "a:\n  network: {interface: wg0, state: up}\n  at-start: true\n  run: mirror\n")
                .with("2.yaml", "a:\n  network: {state: online}\n");
        assertEquals("{state: online} # rules.d/2.yaml:2", rules.setting("a", "network"));
        assertEquals("true # rules.d/1.yaml:3", rules.setting("a", "at-start"));

        rules.with("3.yaml", "a:\n  session: unlock\n");
        assertEquals("unlock # rules.d/3.yaml:2", rules.setting("a", "session"));
        assertEquals("true # rules.d/1.yaml:3", rules.setting("a", "at-start"));
    }

    @Test
    void aKeyOfAQueueMustSuitTheNewSource() {
        rules.with("1.yaml", "a:\n  event: push\n  queue: {sequential: '{repo}'}\n  run: mirror\n")
                .with("2.yaml", "a:\n  spool: ~/in\n");
        assertTrue(rules.shown().startsWith("rules.d/1.yaml:3:24: error: unknown placeholder '{repo}'"), rules::shown);
    }

    @Test
    void aKeyThatDoesNotFitTheNewSourceIsAMistake() {
        rules.with("1.yaml", SPOOL).with("2.yaml", "a:\n  watch: ~/notes\n  done: keep\n");
        assertEquals("""
                rules.d/2.yaml:3:3: error: 'done' belongs to 'spool', and this is a 'watch' rule
                    done: keep
                    ^""", rules.shown());
    }

    @Test
    void aMistakeOfTheMergedRuleIsShownWhereItsValueStands() {
        rules.with("1.yaml", "a:\n  watch: ~/notes\n  per: file\n  run: [mirror, \"{path}\"]\n")
                .with("2.yaml", "a:\n  per: batch\n");
        assertTrue(rules.shown().startsWith("rules.d/1.yaml:4:17: error: '{path}' is one file"), rules::shown);
    }

    @Test
    void aValueThatIsOverriddenMustBeRightNevertheless() {
        rules.with("1.yaml", SPOOL + "  settle: 5\n").with("2.yaml", "a:\n  settle: 5s\n");
        assertTrue(rules.shown().startsWith("rules.d/1.yaml:4:11: error: a duration needs a unit"), rules::shown);
    }

    @Test
    void defaultsHoldForEveryRuleBelow() {
        rules.with("1.yaml", SPOOL + "defaults:\n  timeout: 2m\nb:\n  spool: ~/notes\n  run: deliver\n")
                .with("2.yaml", "c:\n  watch: ~\n  run: mirror\n");
        assertEquals("1h # (default)", rules.setting("a", "timeout"));
        assertEquals("2m # rules.d/1.yaml:5", rules.setting("b", "timeout"));
        assertEquals("2m # rules.d/1.yaml:5", rules.setting("c", "timeout"));
    }

    @Test
    void laterDefaultsOverrideKeyByKey() {
        rules.with("1.yaml", "defaults:\n  timeout: 2m\n  settle: 3s\n")
                .with("2.yaml", "defaults:\n  settle: 4s\n" + SPOOL);
        assertEquals("2m # rules.d/1.yaml:2", rules.setting("a", "timeout"));
        assertEquals("4s # rules.d/2.yaml:2", rules.setting("a", "settle"));
    }

    @Test
    void aRuleTakesTheDefaultsOfThePlaceWhereItIsFirstNamed() {
        rules.with("1.yaml", SPOOL).with("2.yaml", "defaults:\n  timeout: 2m\na:\n  settle: 1s\n");
        assertEquals("1h # (default)", rules.setting("a", "timeout"));
    }

    @Test
    void whatTheRuleSaysWinsOverDefaults() {
        rules.with("1.yaml", "defaults:\n  timeout: 2m\n" + SPOOL + "  timeout: 3m\n");
        assertEquals("3m # rules.d/1.yaml:6", rules.setting("a", "timeout"));
    }

    @Test
    void defaultsOfTheOtherKindOfRuleArePassedOver() {
        rules.with(
                "1.yaml", "defaults:\n  recursive: true\n  done: keep\n" + SPOOL + "b:\n  watch: ~\n  run: mirror\n");
        assertEquals("keep # rules.d/1.yaml:3", rules.setting("a", "done"));
        assertEquals("true # rules.d/1.yaml:2", rules.setting("b", "recursive"));
    }

    @Test
    void emptyDefaultsAreFine() {
        rules.with("1.yaml", "defaults:\n" + SPOOL);
        assertEquals("", rules.shown());
    }

    @Test
    void whileOneFileIsBrokenNothingIsMissedInTheOthers() {
        rules.with("1.yaml", "a:\n  spool: [b\n").with("2.yaml", "a:\n  settle: 2\n");
        assertEquals("""
                rules.d/1.yaml:2:10: error: this '[' has no ']', or a ',' is missing after it
                    spool: [b
                           ^
                rules.d/2.yaml:2:11: error: a duration needs a unit, not '2'
                    settle: 2
                            ^
                  hint: write 2s""", rules.shown());
    }
}
