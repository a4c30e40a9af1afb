package org.reactord.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.doctor.DoctorFixture.found;
import static org.reactord.doctor.DoctorFixture.troubles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.config.Loading;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.rule.Rule;

/** What the doctor says of rule files, and of each rule. */
class RulesTest {
    @TempDir
    private Path directory;

    private DoctorFixture fixture;

    @BeforeEach
    void installs() throws IOException {
        fixture = new DoctorFixture(directory);
        fixture.directory("home/in", "rwx------");
        fixture.program("deliver", "#!/bin/sh\n");
    }

    private Loading loading(String yaml) {
        try {
            Path file = fixture.file("rules.d/10.yaml", yaml);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return RuleFiles.ofDirectory(
                fixture.root.resolve("rules.d"), fixture.patient().around(), Strictness.STARTING);
    }

    private List<Finding> files(String yaml) {
        return found(new RuleFilesCheck(fixture.patient(), loading(yaml)));
    }

    private List<Finding> rule(String yaml) {
        if (loading(yaml) instanceof Loading.Loaded loaded) {
            Rule rule = loaded.rules().rules().get(0);
            return found(new RuleCheck(rule, fixture.patient()));
        }
        throw new AssertionError(loading(yaml).diagnostics());
    }

    private static void assertOne(List<Finding> findings, String... parts) {
        List<String> troubles = troubles(findings);
        assertEquals(1, troubles.size(), troubles::toString);
        for (String part : parts) {
            assertTrue(troubles.get(0).contains(part), () -> part + " is not in " + troubles);
        }
    }

    @Test
    void theFirstMistakesAreToldAndWhereAllAre() {
        assertEquals(List.of(), troubles(files("a: {spool: ~/in, run: [deliver]}\n")));
        assertOne(files("a: {spol: ~/in, run: [deliver]}\n"), "fail", "10.yaml:1:5: ", "did you mean 'spool'?");
        List<String> many = troubles(files("a: {x: 1}\nb: {x: 1}\nc: {x: 1}\nd: {x: 1}\ne: {x: 1}\n"));
        assertEquals(4, many.size(), many::toString);
        assertTrue(
                many.get(3).matches("fail and [0-9]+ errors more -> see all: reactorctl check --rules /.*"),
                many::toString);
    }

    @Test
    void warningsAreOneLine() {
        assertOne(
                files("a: {spool: ~/on, run: [deliver]}\nb: {spool: ~/un, run: [deliver]}\n"),
                "warn",
                "10.yaml:1:12",
                "1 warning more");
    }

    @Test
    void rulesThatTheDaemonDoesNotHaveAreTold() {
        fixture.answering("a");
        assertEquals(List.of(), troubles(files("a: {spool: ~/in, run: [deliver]}\n")));
        assertOne(files("b: {spool: ~/in, run: [deliver]}\n"), "other rules", "reactorctl reload");
    }

    @Test
    void aRuleThatIsWellIsOneLine() {
        List<Finding> found = rule("a: {spool: ~/in, run: [deliver, -x]}\n");
        assertEquals(1, found.size(), found::toString);
        String told = found.get(0).detail();
        assertTrue(told.startsWith("spool " + fixture.root + "/home/in ("), told);
        assertTrue(told.endsWith("; run " + fixture.root + "/bin/deliver"), told);
    }

    @Test
    void aDirectoryThatIsMissingIsWaitedFor() {
        assertOne(
                rule("a: {spool: ~/on, run: [deliver]}\n"), "warn", "/home/on is not there", "mkdir -p ", "10.yaml:1");
        fixture.file("home/file", "");
        assertOne(rule("a: {spool: ~/file, run: [deliver]}\n"), "fail", "/home/file is no directory");
    }

    @Test
    void aProgramIsLookedForInThePathOfTheDaemon() {
        assertOne(
                rule("a: {spool: ~/in, run: [delivr]}\n"),
                "fail run: there is no program 'delivr' in its PATH",
                "10.yaml:1");
        String env = "a: {spool: ~/in, run: [deliver], env: {PATH: /nowhere}}\n";
        assertOne(rule(env), "there is no program 'deliver' in its PATH (/nowhere)");
    }

    @Test
    void aProgramThatCannotStartIsTold() throws IOException {
        fixture.program("script", "#!/no/such/interpreter -x\n");
        assertOne(rule("a: {spool: ~/in, run: [script]}\n"), "the interpreter", "/no/such/interpreter -x");
        Path plain = fixture.program("plain", "");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));
        assertOne(rule("a: {spool: ~/in, run: [plain]}\n"), "plain is not executable");
        assertOne(rule("a: {spool: ~/in, run: [/no/such/program]}\n"), "there is no program /no/such/program");
        assertOne(rule("a: {spool: ~/in, run: [" + fixture.root + "/bin]}\n"), "bin is a directory");
    }

    @Test
    void whatTellsOfFailuresIsLookedForToo() {
        assertOne(
                rule("a: {spool: ~/in, run: [deliver], on-failure: {run: [tell]}}\n"),
                "on-failure: there is no program 'tell'");
    }

    @Test
    void aDirectoryToStartInMustBeThere() {
        assertOne(rule("a: {spool: ~/in, run: [deliver], cwd: ~/none}\n"), "cwd: ", "/home/none", "mkdir -p ");
    }

    @Test
    void ofAShellsLineTheFirstWordIsLookedFor() {
        assertEquals(List.of(), troubles(rule("a: {spool: ~/in, run: deliver now}\n")));
        assertEquals(List.of(), troubles(rule("a: {spool: ~/in, run: 'exec whatever'}\n")));
        assertOne(rule("a: {spool: ~/in, run: delivr now}\n"), "warn", "'delivr'");
        assertEquals(Optional.of("rsync"), ProgramCheck.word(" rsync -a"));
        for (String line :
                List.of("A=1 rsync", "\"$x\" y", "$x", "(a)", "f() { a; }", "if a; then", ". x", "a=b", "a|b")) {
            assertEquals(Optional.empty(), ProgramCheck.word(line), line);
        }
    }

    @Test
    void itemsMustBeAbleToLeaveTheSpool() throws IOException {
        fixture.file("home/in/.failed", "");
        assertOne(rule("a: {spool: ~/in, run: [deliver]}\n"), "fail failed: ", ".failed cannot be written");
        Files.delete(fixture.root.resolve("home/in/.failed"));
        assertOne(rule("a: {spool: ~/in, run: [deliver], done: {move: /proc/self/x}}\n"), "done: /proc/self/x");
    }

    @Test
    void whatWasGivenUpWaitsForAPerson() {
        String yaml = "a: {spool: ~/in, run: [deliver]}\n";
        fixture.file("home/in/.failed/mine", "x");
        fixture.file("home/in/.failed/mine.reason", "rule:      a\nreason: none\n");
        fixture.file("home/in/.failed/others", "x");
        fixture.file("home/in/.failed/others.reason", "rule:      b\nreason: none\n");
        assertOne(rule(yaml), "warn 1 item given up in ", "/home/in/.failed", "reactorctl retry a ");
    }

    @Test
    void aRuleThatIsOffIsNotLookedInto() {
        List<Finding> found = rule("a: {spool: ~/none, run: [none], enabled: false}\n");
        assertEquals(List.of(), troubles(found));
        assertTrue(found.get(0).detail().contains("switched off"), found::toString);
    }
}
