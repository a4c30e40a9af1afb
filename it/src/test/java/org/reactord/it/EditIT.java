package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Exec;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** {@code reactorctl edit} with an editor that does what it was told, at a terminal where there is something to answer. */
@ExtendWith(SandboxExtension.class)
class EditIT {
    private static final String OLD = "old: {event: x, run: 'true'}\n";
    private static final String GOOD = "new: {event: y, run: 'true'}\n";
    private static final String WRONG = "new: {evnt: y, run: 'true'}\n";
    private static final String QUESTION = "(e)dit again";
    private static final Path TERMINAL = Program.root().resolve("it/src/test/resources/org/reactord/it/terminal.py");

    /** The texts that the editor writes, one each time it is started; it shows what it finds and what the file is then. */
    private static void editor(Sandbox sandbox, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            sandbox.write(sandbox.home().resolve("text-" + (i + 1)), texts[i]);
        }
        sandbox.script("my-editor", """
                [ "$1" = --wait ] || exit 9
                n=$(($(cat ~/times 2>/dev/null || echo 0) + 1)); echo $n >~/times
                basename "$2" >~/name-$n; cp "$2" ~/found-$n; cp "$REACTOR_RULES/10.yaml" ~/meanwhile 2>/dev/null
                [ -e ~/text-$n ] || exit 0
                cp ~/text-$n "$2.new"; chmod 666 "$2.new"; mv "$2.new" "$2" # as many editors do
                """);
        sandbox.env("EDITOR", "my-editor --wait");
    }

    private static Ended type(Sandbox sandbox, List<String> steps, String... words) {
        Program.require("python3", "python3");
        List<String> command = new ArrayList<>(List.of("python3", TERMINAL.toString()));
        command.addAll(steps);
        command.add("--");
        command.add(Program.reactorctl().toString());
        command.add("edit");
        command.addAll(List.of(words));
        return sandbox.exec(command).run();
    }

    private static Ended edit(Sandbox sandbox, String... words) {
        List<String> all = new ArrayList<>(List.of("edit"));
        all.addAll(List.of(words));
        return sandbox.ctl(all.toArray(String[]::new));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsInOrderTakesThePlaceOfTheFile(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        editor(sandbox, GOOD);
        Ended ended = edit(sandbox, "10.yaml");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.err().endsWith("10.yaml is saved; `reactorctl reload` to apply\n"), ended::toString);
        assertEquals(GOOD, text(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("10.yaml"), names(sandbox.rules()));
        assertEquals(OLD, text(sandbox.home().resolve("found-1")));
        assertEquals(OLD, text(sandbox.home().resolve("meanwhile")));
        assertTrue(text(sandbox.home().resolve("name-1")).matches("\\.10\\..*\\.yaml\n"));
    }

    @Test
    void aMistakeIsShownAndMendedBeforeAnythingIsSaved(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        editor(sandbox, WRONG, GOOD);
        Ended ended = type(sandbox, List.of(QUESTION, "what\\n", QUESTION, "e\\n"), "10");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains(file + ":1:7: error: unknown key 'evnt'"), ended::toString);
        assertTrue(ended.out().contains("answer e, x or Q"), ended::toString);
        assertEquals(WRONG, text(sandbox.home().resolve("found-2")));
        assertEquals(OLD, text(sandbox.home().resolve("meanwhile")));
        assertEquals(GOOD, text(file));
    }

    @Test
    void itCanBeLeftOrSavedAllTheSame(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        editor(sandbox, WRONG, WRONG, WRONG);
        for (String answer : List.of("x\\n", "\\x03")) { // Ctrl-C
            Ended left = type(sandbox, List.of(QUESTION, answer), "10.yaml");
            assertEquals(1, left.exit(), left::toString);
            assertEquals(OLD, text(file));
            assertEquals(List.of("10.yaml"), names(sandbox.rules()));
        }
        Ended saved = type(sandbox, List.of(QUESTION, "Q\\n"), "10.yaml");
        assertEquals(0, saved.exit(), saved::toString);
        assertEquals(WRONG, text(file));
    }

    @Test
    void whereNobodyAnswersTheTextIsKeptAside(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        editor(sandbox, WRONG);
        Ended ended = edit(sandbox, "10.yaml");
        assertEquals(1, ended.exit(), ended::toString);
        assertEquals(OLD, text(file));
        String aside = ended.err().strip().replaceFirst("(?s).* is in ", "");
        assertEquals(WRONG, text(Path.of(aside)));
        assertEquals(0, sandbox.ctl("check").exit());
    }

    @Test
    void whatIsUnchangedOrFailsIsNotSaved(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        editor(sandbox);
        Ended same = edit(sandbox, "10.yaml");
        assertEquals(0, same.exit(), same::toString);
        assertTrue(same.err().contains("10.yaml is unchanged"), same::toString);
        Ended failed = sandbox.client("edit").env("VISUAL", "false").run();
        assertEquals(1, failed.exit(), failed::toString);
        assertTrue(failed.err().contains("the editor exited 1; nothing is saved"), failed::toString);
        assertEquals(OLD, text(file));
        assertEquals(List.of("10.yaml"), names(sandbox.rules()));
    }

    @Test
    void itIsCheckedTogetherWithTheOthers(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        sandbox.rule("05.yaml", "base: {event: z, run: 'false'}\n");
        editor(sandbox, "base: {run: 'true'}\n");
        assertEquals(0, edit(sandbox, "10.yaml").exit());
        sandbox.rule("05.yaml", WRONG);
        sandbox.write(sandbox.home().resolve("text-2"), GOOD);
        Ended refused = edit(sandbox, "10.yaml");
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("05.yaml:1:7: error"), refused::toString);
        assertEquals("base: {run: 'true'}\n", text(file));
    }

    @Test
    void aLinkStaysOneAndWhatItPointsToIsEdited(Sandbox sandbox) throws IOException {
        Path target = sandbox.write(sandbox.home().resolve("dotfiles.yaml"), OLD);
        Files.createSymbolicLink(sandbox.rules().resolve("10.yaml"), target);
        editor(sandbox, GOOD);
        Ended ended = edit(sandbox);
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(Files.isSymbolicLink(sandbox.rules().resolve("10.yaml")));
        assertEquals(GOOD, text(target));
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsNotOverwritten(Sandbox sandbox) throws IOException {
        Path file = sandbox.rule("10.yaml", OLD);
        editor(sandbox, GOOD);
        sandbox.env("EDITOR", "f() { my-editor \"$@\"; echo '# theirs' >>" + file + "; }; f --wait");
        Ended ended = edit(sandbox, "10.yaml");
        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("10.yaml has been changed by somebody else meanwhile"), ended::toString);
        assertEquals(OLD + "# theirs\n", text(file));
    }

    @Test
    void theFirstFileIsMadeWithSomethingToStartFrom(Sandbox sandbox) throws IOException {
        Files.delete(sandbox.rules());
        editor(sandbox, GOOD);
        Ended ended = edit(sandbox);
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals(GOOD, text(sandbox.rules().resolve("rules.yaml")));
        assertTrue(text(sandbox.home().resolve("found-1")).lines().allMatch(line -> line.startsWith("#")));
        assertEquals(0, sandbox.ctl("check").exit());
        sandbox.rule("other.yaml", OLD);
        Ended which = edit(sandbox);
        assertEquals(2, which.exit(), which::toString);
        assertTrue(which.err().contains("which of these: other.yaml, rules.yaml?"), which::toString);
        Ended odd = edit(sandbox, sandbox.rules() + "/notes.txt");
        assertEquals(1, odd.exit(), odd::toString);
        assertTrue(odd.err().contains("ends with .yaml"), odd::toString);
    }

    @Test
    void whereThereIsNoEditorThatIsSaid(Sandbox sandbox) throws IOException {
        sandbox.rule("10.yaml", OLD);
        Path bin = Files.createDirectory(sandbox.home().resolve("few"));
        for (String name : List.of("sh", "dirname", "readlink", "sed", "java", "stty", "uname")) {
            Files.createSymbolicLink(
                    bin.resolve(name),
                    name.equals("java")
                            ? Path.of(System.getProperty("java.home"), "bin/java")
                            : Program.require(name, "coreutils").toRealPath());
        }
        Exec client = sandbox.client("edit").env("PATH", bin.toString()).without("EDITOR");
        Ended ended = client.run();
        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("there is no editor: set VISUAL or EDITOR"), ended::toString);
        assertFalse(ended.err().contains("Exception"), ended::toString);
    }
}
