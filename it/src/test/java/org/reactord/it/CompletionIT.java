package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Completion in real shells: lines with tabs are typed into one that is interactive, on a terminal, and what it then
 * executes is looked at.
 */
@ExtendWith(SandboxExtension.class)
class CompletionIT {
    /** The shells, and how a person has each learn. */
    enum Shell {
        BASH("bash --norc --noprofile -i", "source ./learned", "bash"),
        ZSH(
                "zsh -f -i",
                "mkdir f && cp learned f/_reactorctl && fpath=($PWD/f $fpath) && autoload -U compinit && compinit -uD",
                "zsh"),
        ZSH_SOURCED("zsh -f -i", "autoload -U compinit && compinit -uD && source ./learned", "zsh"),
        FISH("fish --no-config -i", "source ./learned", "fish");

        private final String command;
        private final String learning;
        private final String program;

        Shell(String command, String learning, String program) {
            this.command = command;
            this.learning = learning;
            this.program = program;
        }
    }

    private static final String TAB = "\t";

    /**
     * Types lines into a shell; what the terminal showed.
     *
     * @param names a line of shell that is run instead of asking a daemon for its rules
     */
    private static String type(Sandbox sandbox, Shell shell, String names, List<String> lines) {
        Program.require(shell.program, shell.program);
        Path script = Program.require("script", "bsdutils");
        Ended printed = sandbox.ctl("completion", shell.program);
        assertEquals(0, printed.exit(), printed::toString);
        assertEquals("", printed.err());
        sandbox.write(sandbox.home().resolve("learned"), printed.out());
        sandbox.script("reactorctl", """
                if [ "$1 $2" = 'rules --names' ]; then
                    %s
                fi
                line=called
                for word; do line="$line <$word>"; done
                note "$line"
                """.formatted(names));
        String typed = shell.learning + "\n" + String.join("\n", lines) + "\nexit\n";
        Path keys = sandbox.write(sandbox.root().resolve("keys"), typed);
        Ended ended = sandbox.exec(List.of(script.toString(), "-qec", shell.command, "/dev/null"))
                .env("TERM", "xterm")
                .in(sandbox.home())
                .stdin(keys)
                .limit(Duration.ofMinutes(3))
                .run();
        assertEquals(0, ended.exit(), ended::toString);
        return ended.out();
    }

    private static String real() {
        return "exec '" + Program.reactorctl() + "' \"$@\"";
    }

    private static void assertCalled(Sandbox sandbox, String screen, Map<String, String> lines) {
        assertEquals(
                String.join("\n", lines.values()),
                String.join("\n", sandbox.diary().rests("called")).replace("/>", ">"),
                screen);
    }

    private static void makeFiles(Sandbox sandbox) {
        for (String name : List.of("rules-a.yaml", "two words.yaml", "$(touch pwned);.yaml", "-dash")) {
            sandbox.write(sandbox.home().resolve(name), "");
        }
        sandbox.directory("drop/deep");
        sandbox.directory("outbox");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBegunIsCompleted(Shell shell, Sandbox sandbox) {
        makeFiles(sandbox);
        sandbox.rule("10.yaml", """
                outbox: {spool: ~/outbox, run: [cat]}
                photos.2: {spool: ~/drop, run: [cat]}
                """);
        sandbox.start();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("reactorctl sta", "<status>");
        lines.put("reactorctl show ou", "<show> <outbox>");
        lines.put("~/bin/reactorctl show ph", "<show> <photos.2>");
        lines.put(
                "reactorctl -v --socket rules" + TAB + " pau" + TAB + " --for 5m ph",
                "<-v> <--socket> <rules-a.yaml> <pause> <--for> <5m> <photos.2>");
        lines.put("reactorctl pause ou" + TAB + " --f" + TAB + " 1h", "<pause> <outbox> <--for> <1h>");
        lines.put("reactorctl cancel -- ou", "<cancel> <--> <outbox>");
        lines.put("reactorctl show \"ou", "<show> <outbox>");
        lines.put("reactorctl check rul" + TAB + " tw", "<check> <rules-a.yaml> <two words.yaml>");
        lines.put("reactorctl check \\$", "<check> <$(touch pwned);.yaml>");
        lines.put("reactorctl put dr" + TAB + "de" + TAB + " name", "<put> <drop/deep> <name>");
        lines.put("reactorctl put ru", "<put> <ru>");
        lines.put("reactorctl server --sta" + TAB + " dr", "<server> <--state> <drop>");
        lines.put("reactorctl server --backend po", "<server> <--backend> <portable>");
        lines.put("reactorctl server --backend=po", "<server> <--backend=portable>");
        lines.put("reactorctl help rul", "<help> <rules>");
        lines.put("reactorctl completion fi", "<completion> <fish>");
        lines.put("reactorctl --js" + TAB + " rul" + TAB + " --na", "<--json> <rules> <--names>");
        lines.put("reactorctl show status rul", "<show> <status> <rul>");
        String screen = type(
                sandbox,
                shell,
                real(),
                lines.keySet().stream().map(line -> line + TAB).toList());
        assertCalled(sandbox, screen, lines);
        assertFalse(Files.exists(sandbox.home().resolve("pwned")), screen);
    }

    @ParameterizedTest
    @EnumSource
    void noNameOfARuleIsExecuted(Shell shell, Sandbox sandbox) {
        String names = "printf '%s\\n' 'x$(touch pwned)' 'y`touch pwned`' ';touch pwned' \"z';touch pwned;'\""
                + " '$(touch pwned)' '{a,b}' '*' '-rf' '\033]0;t\007' '' 'fine'; exit";
        List<String> lines = List.of(
                "reactorctl show x" + TAB,
                "reactorctl show y" + TAB,
                "reactorctl show z" + TAB,
                "reactorctl show " + TAB,
                "reactorctl retry f" + TAB);
        String screen = type(sandbox, shell, names, lines);
        assertFalse(Files.exists(sandbox.home().resolve("pwned")), screen);
        List<String> called = sandbox.diary().rests("called");
        assertEquals(
                List.of("<show> <x>", "<show> <y>", "<show> <z>", "<show> <fine>", "<retry> <fine>"), called, screen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "stopped"})
    void aDaemonThatDoesNotAnswerIsPassedOver(String state, Sandbox sandbox) {
        for (Shell shell : List.of(Shell.BASH, Shell.ZSH_SOURCED, Shell.FISH)) {
            ReactorProcess daemon = sandbox.start();
            if (state.equals("stopped")) {
                daemon.signal("STOP");
            } else {
                sandbox.ctl("shutdown");
            }
            long start = System.nanoTime();
            String screen = type(sandbox, shell, real(), List.of("reactorctl show ou" + TAB + "t"));
            double seconds = (System.nanoTime() - start) / 1e9;
            daemon.signal("CONT");
            sandbox.ctl("shutdown");
            assertEquals("<show> <out>", sandbox.diary().rests("called").get(0), screen);
            assertFalse(screen.contains("reactorctl:") || screen.contains("daemon"), screen);
            assertTrue(seconds < 30, () -> shell + " took " + seconds + " s");
        }
    }

    private static List<String> verbs(Sandbox sandbox) {
        return Pattern.compile("^  ([a-z]+) ", Pattern.MULTILINE)
                .matcher(sandbox.ctl("help").out().replaceAll("(?s).*\nCommands:\n", ""))
                .results()
                .map(verb -> verb.group(1))
                .toList();
    }

    @Test
    void everyVerbIsOfferedWithItsDescription(Sandbox sandbox) {
        Program.require("fish", "fish");
        List<String> verbs = verbs(sandbox);
        assertTrue(verbs.size() > 15 && verbs.contains("completion"), verbs::toString);
        sandbox.write(
                sandbox.home().resolve("learned"),
                sandbox.ctl("completion", "fish").out());
        Ended fish = sandbox.exec(List.of("fish", "--no-config", "-c", "source ./learned; complete -C 'reactorctl '"))
                .in(sandbox.home())
                .run();
        assertEquals(
                verbs.stream().sorted().toList(),
                fish.out().lines().map(line -> line.split("\t", 2)[0]).sorted().toList());
        assertTrue(fish.out().contains("show\tPrint a rule with the file and line"), fish::toString);
        sandbox.write(
                sandbox.home().resolve("learned"),
                sandbox.ctl("completion", "bash").out());
        String driver =
                "source ./learned; COMP_WORDS=(reactorctl ''); COMP_CWORD=1; _reactorctl reactorctl '' reactorctl;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p reactorctl >&2";
        Ended bash =
                sandbox.exec(List.of("bash", "-uc", driver)).in(sandbox.home()).run();
        assertEquals(verbs, bash.out().lines().toList(), bash::toString);
        assertTrue(bash.err().contains("-F _reactorctl reactorctl"), bash::toString);
    }

    @Test
    void theScriptForBashIsAboveReproach(Sandbox sandbox) {
        Path shellcheck = Program.require("shellcheck", "shellcheck");
        Path script = sandbox.write(
                sandbox.home().resolve("learned"),
                sandbox.ctl("completion", "bash").out());
        Ended check = sandbox.exec(List.of(shellcheck.toString(), "-s", "bash", script.toString()))
                .run();
        assertEquals("", check.said());
        assertEquals(0, check.exit());
    }

    @Test
    void aShellThatIsNotKnownIsAUsageError(Sandbox sandbox) {
        Ended csh = sandbox.ctl("completion", "csh");
        assertEquals(2, csh.exit(), csh::toString);
        assertTrue(csh.err().contains("BASH, ZSH, FISH"), csh::toString);
    }
}
