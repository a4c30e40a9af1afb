package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.rule.Rule;

/** Which files are read, and which are refused for what they are. */
class RuleFilesTest {
    private static final String RULE = ":\n  spool: ~/in\n  run: deliver\n";

    @TempDir
    Path place;

    private RulesFixture rules;

    @BeforeEach
    void makeFixture() {
        rules = new RulesFixture(place);
    }

    private List<String> names() {
        return ((Loading.Loaded) rules.load())
                .rules().rules().stream().map(Rule::name).toList();
    }

    @Test
    void anEmptyDirectoryHoldsNoRules() {
        assertEquals(List.of(), names());
        assertEquals("", rules.shown());
    }

    @Test
    void aMissingDirectoryHoldsNoRulesEither() throws IOException {
        Files.delete(rules.rules());
        assertEquals(List.of(), names());
        assertEquals("rules.d: warning: there is no such directory, so there are no rules", rules.shown());
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Files.delete(rules.rules());
        Files.writeString(rules.rules(), "");
        assertEquals("rules.d: error: a directory of rule files is wanted here, and this is none", rules.shown());
    }

    @Test
    void filesAreReadInTheByteOrderOfTheirNames() {
        rules.with("b.yaml", "one" + RULE).with("B.yml", "two" + RULE).with("10.yaml", "three" + RULE);
        rules.with("9.yaml", "four" + RULE);
        assertEquals(List.of("three", "four", "two", "one"), names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a.yaml",
                "a.yaml~",
                ".a.yaml.swp",
                ".#a.yaml",
                "#a.yaml#",
                "a.yaml.dpkg-old",
                "a.yaml.rpmnew",
                "a.yaml.rpmsave",
                "a.yaml.bak",
                "a.yaml.orig",
                "a.yaml.ucf-dist",
                "a.yaml.disabled",
                "README",
                "README.md"
            })
    void leftoversArePassedOver(String name) {
        assertEquals("", rules.with(name, "{{{").shown());
    }

    @Test
    void otherNamesAreMentioned() {
        assertEquals(
                "rules.d/a.yaml.txt: warning: is not read: the name of a rule file ends with .yaml",
                rules.with("a.yaml.txt", "{{{").shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "\uFEFF# nothing"})
    void aFileMayBeEmpty(String content) {
        assertEquals("", rules.with("a.yaml", content).shown());
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreNoHarm() {
        rules.with("a.yaml", "\uFEFFa:\r\n  spool: ~/in\r\n  run: deliver\r\n  settle: 5\r\n");
        assertEquals("""
                rules.d/a.yaml:4:11: error: a duration needs a unit, not '5'
                    settle: 5
                            ^
                  hint: write 5s""", rules.shown());
    }

    @Test
    void aDirectoryIsNoRuleFile() throws IOException {
        Files.createDirectory(rules.rules().resolve("a.yaml"));
        assertEquals("rules.d/a.yaml: error: is a directory, not a rule file", rules.shown());
    }

    @Test
    void aPipeIsNotOpened() throws IOException, InterruptedException {
        Path pipe = rules.rules().resolve("a.yaml");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String shown = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> rules.shown());
        assertEquals("rules.d/a.yaml: error: is a pipe, a socket or a device, not a rule file", shown);
    }

    @Test
    void tenMegabytesAreRefusedAtOnce() {
        rules.with("a.yaml", ("a" + RULE).repeat(10_000_000 / RULE.length()));
        String shown = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> rules.shown());
        assertEquals("rules.d/a.yaml: error: is larger than 1 MiB, so it can hardly be a rule file", shown);
    }

    @Test
    void aMegabyteOfValuesIsRefusedBeforeItCostsMemory() {
        rules.with("a.yaml", "a: [" + "b,".repeat(500_000) + "]");
        String shown = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> rules.shown());
        assertTrue(shown.startsWith("rules.d/a.yaml:1:39999: error: more than 20000 values in one file"), shown);
    }

    @Test
    void aMegabyteOfOneValueIsRefusedInOneShortMessage() {
        rules.with("a.yaml", "a:\n  spool: ~/in\n  run: deliver\n  settle: " + "5".repeat(1_000_000) + "\n");
        String shown = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> rules.shown());
        assertTrue(shown.length() < 500, shown);
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path target = Files.writeString(place.resolve("elsewhere"), "a" + RULE);
        Files.createSymbolicLink(rules.rules().resolve("a.yaml"), target);
        assertEquals(List.of("a"), names());

        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(rules.shown().startsWith("rules.d/a.yaml: error: can be written by everybody"), rules::shown);

        Files.delete(target);
        assertEquals("rules.d/a.yaml: error: the symbolic link points to nothing", rules.shown());
    }

    @Test
    void aLinkToItselfIsRefused() throws IOException {
        Path link = rules.rules().resolve("a.yaml");
        Files.createSymbolicLink(link, link);
        assertTrue(rules.shown().startsWith("rules.d/a.yaml: error: cannot be read: "), rules::shown);
    }

    @ParameterizedTest
    @CsvSource({"rw-rw-r--, its group", "rw-r--rw-, everybody"})
    void aFileThatOthersMayWriteIsRefused(String mode, String who) throws IOException {
        rules.with("a.yaml", "a" + RULE);
        Files.setPosixFilePermissions(rules.rules().resolve("a.yaml"), PosixFilePermissions.fromString(mode));
        assertEquals(
                "rules.d/a.yaml: error: can be written by " + who + ", so it is not trusted\n  hint: chmod go-w",
                rules.shown());
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws IOException {
        Path file = rules.with("a.yaml", "a" + RULE).rules().resolve("a.yaml");
        boolean root = rules.uid() == 0;
        if (root) {
            Files.setAttribute(file, "unix:uid", 4711);
        }
        int owner = root ? 4711 : rules.uid();
        Surroundings around = rules.around();
        Surroundings other = new Surroundings(around.home(), owner + 1, around.state(), around.searchPath());
        String shown = rules.shown(RuleFiles.ofDirectory(rules.rules(), other, Strictness.CHECKING));
        assertEquals(
                "rules.d/a.yaml: error: belongs to user " + owner + ", so it is not trusted\n"
                        + "  hint: a rule file must belong to who runs the daemon, or to root",
                shown);
    }

    @Test
    void bytesThatAreNoTextAreShownByTheirPlace() {
        byte[] content = "a:\n  run: é\u0000\n".getBytes(StandardCharsets.UTF_8);
        content[content.length - 2] = (byte) 0xff;
        assertEquals("""
                rules.d/a.yaml:2:9: error: the byte 0xff is not UTF-8 here
                    run: é
                          ^
                  hint: save the file as UTF-8""", rules.with("a.yaml", content).shown());
        byte[] cut = {'a', (byte) 0xc3};
        assertTrue(
                rules.with("a.yaml", cut).shown().startsWith("rules.d/a.yaml:1:2: error: the byte 0xc3"), rules::shown);
    }

    @Test
    void whatAPersonNamesIsReadWhateverItIsCalled() {
        rules.with("one.txt", "a" + RULE).with("two.yaml", "b" + RULE);
        Path text = rules.rules().resolve("one.txt");
        Loading loading = RuleFiles.of(List.of(text), rules.around(), Strictness.CHECKING);
        assertEquals(List.of(text), loading.files());
        assertTrue(loading instanceof Loading.Loaded);

        Path missing = rules.rules().resolve("three.yaml");
        Loading refused = RuleFiles.of(List.of(missing, rules.rules()), rules.around(), Strictness.CHECKING);
        assertTrue(rules.shown(refused).startsWith("rules.d/three.yaml: error: cannot be read: no such file"));
        assertEquals(List.of(missing, rules.rules().resolve("two.yaml")), refused.files());
    }

    @Test
    void aCommandThatIsNotThereYetDoesNotKeepTheDaemonFromStarting() {
        rules.with("a.yaml", "a:\n  spool: ~/in\n  run: [delivre]\n");
        Loading checked = rules.load(Strictness.CHECKING);
        Loading started = rules.load(Strictness.STARTING);
        assertTrue(checked instanceof Loading.Refused);
        assertTrue(started instanceof Loading.Loaded);
        assertEquals(rules.shown(checked).replace(": error:", ": warning:"), rules.shown(started));
    }

    @Test
    void aCommandMustBeExecutable() throws IOException {
        Path plain = Files.writeString(place.resolve("bin/plain"), "");
        rules.with("a.yaml", "a:\n  spool: ~/in\n  run: [" + plain + "]\nb:\n  spool: ~/in\n  run: [" + place + "]\n");
        assertEquals("bin/plain' is not executable", messageOf(0));
        assertTrue(messageOf(1).endsWith("' is a directory, not a command"), () -> messageOf(1));
    }

    private String messageOf(int index) {
        return rules.load().diagnostics().get(index).message().replace("'" + place + "/", "");
    }

    @Test
    void aCommandIsAlsoLookedForInTheRulesOwnPath() {
        rules.with("a.yaml", "a:\n  spool: ~/in\n  run: [deliver]\n  env: {PATH: /nowhere}\n");
        assertEquals("", rules.shown());
    }

    @Test
    void aRelativeCommandIsLookedForFromItsWorkingDirectory() {
        rules.with("a.yaml", "a:\n  spool: ~/in\n  run: [bin/deliver]\n  cwd: " + place + "\n");
        assertEquals("", rules.shown());
    }

    @Test
    void allMistakesOfAllFilesAreShownInTheirOrder() {
        rules.with("2.yaml", "b:\n  spool: x\n")
                .with("1.yaml", "a:\n  settle: 1\n  per: x\n")
                .with("3.yaml", "- c\n");
        List<String> places = rules.load().diagnostics().stream()
                .map(one -> rules.rules().relativize(Path.of(one.origin().file())) + ":"
                        + one.origin().line())
                .toList();
        assertEquals(
                List.of("1.yaml:1", "1.yaml:1", "1.yaml:2", "1.yaml:3", "2.yaml:1", "2.yaml:2", "3.yaml:1"), places);
    }
}
