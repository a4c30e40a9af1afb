package org.reactord.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of a menu that no program has yet; real shells read the scripts of the real one in {@code it}. */
class ShellTest {
    private static final Flag LEVEL = new Flag(
            List.of("-l", "--level"),
            "How [much]: it's \\ a $(matter)",
            Optional.of(new Flag.Value("LEVEL", new Wanted.OneOf(List.of("low", "high")))),
            true);
    private static final Menu MENU = new Menu(
            List.of(new Flag(List.of("--json"), "Answer with JSON", Optional.empty(), false)),
            List.of(new Flag(List.of("-V"), "Print the version", Optional.empty(), false)),
            List.of(
                    new Verb(
                            "run",
                            "Run it's command",
                            List.of(LEVEL),
                            List.of(
                                    new Argument(0, false, "RULE", new Wanted.Rule()),
                                    new Argument(1, true, "PATH", new Wanted.File()))),
                    new Verb("stop", "Stop", List.of(), List.of())));

    private static void assertLine(Shell shell, String line) {
        List<String> lines = shell.script(MENU)
                .lines()
                .map(String::strip)
                .filter(line::equals)
                .toList();
        assertEquals(List.of(line), lines, () -> shell.script(MENU));
    }

    @ParameterizedTest
    @EnumSource
    void noGapIsLeft(Shell shell) {
        assertTrue(shell.script(MENU).lines().noneMatch(line -> line.strip().matches("@\\w+@")), shell.script(MENU));
    }

    @Test
    void bashTriesWhatMayFollowLast() {
        assertTrue(Shell.BASH.script(MENU).contains("    run:0) wanted=rules ;;\n    run:*) wanted=files ;;\n"));
        assertLine(Shell.BASH, "run:-l | run:--level) wanted=words words=(low high) ;;");
        assertLine(Shell.BASH, "run) words=(-l --level) ;;");
        assertLine(Shell.BASH, "stop) words=() ;;");
        assertLine(Shell.BASH, "'') words=(-V) ;;");
        assertLine(Shell.BASH, "words+=(--json)");
    }

    @Test
    void zshIsToldWhatIsTextAndWhatIsSyntax() {
        assertLine(Shell.ZSH, "'*--level=[How \\[much\\]: it'\\''s \\\\ a $(matter)]:LEVEL:(low high)'");
        assertLine(Shell.ZSH, "'*-l+[How \\[much\\]: it'\\''s \\\\ a $(matter)]:LEVEL:(low high)'");
        assertLine(Shell.ZSH, "'1:RULE:_reactorctl_rules'");
        assertLine(Shell.ZSH, "'*:PATH:_files'");
        assertLine(Shell.ZSH, "'run:Run it'\\''s command'");
    }

    @Test
    void fishIsToldWhereAWordMayStand() {
        assertLine(
                Shell.FISH,
                "complete -c reactorctl -n \"__reactorctl_at run\" -s l -l level -r -f -a 'low high'"
                        + " -d 'How [much]: it\\'s \\\\ a $(matter)'");
        assertLine(Shell.FISH, "complete -c reactorctl -n \"__reactorctl_at run 0\" -f -a '(__reactorctl_rules)'");
        assertLine(Shell.FISH, "complete -c reactorctl -n \"__reactorctl_at run 1 more\" -F");
        assertLine(Shell.FISH, "set -g __reactorctl_values 'run -l' 'run --level'");
        assertLine(Shell.FISH, "complete -c reactorctl -n \"__reactorctl_at ''\" -s V -d 'Print the version'");
    }
}
