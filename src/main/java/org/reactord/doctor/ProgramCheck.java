package org.reactord.doctor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactord.event.BytePath;
import org.reactord.exec.ProgramSearch;
import org.reactord.files.PathBytes;
import org.reactord.rule.Command;
import org.reactord.rule.Rule;
import org.reactord.rule.Template;

/** The commands of one rule, looked for as the daemon looks for them, and where they start. */
final class ProgramCheck {
    /** A word at the beginning of a shell's line that can hardly be anything but a program, unless the shell knows it. */
    private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z0-9_./+-]+)(?=\\s|$)(?!\\s*\\()");

    private static final Set<String> OF_THE_SHELL = Set.of(
            ("if while until for case function select time coproc . : alias bg break builtin caller cd chdir command"
                            + " compgen complete continue declare dirs disown echo enable eval exec exit export false fc fg"
                            + " getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read"
                            + " readarray readonly return set shift shopt source suspend test times trap true type typeset"
                            + " ulimit umask unalias unset wait")
                    .split(" ", -1));

    private final Rule rule;
    private final ProgramSearch search;

    ProgramCheck(Rule rule, Map<String, String> environment) {
        this.rule = rule;
        this.search = new ProgramSearch(environment, rule);
    }

    void look(Findings findings) {
        directory(findings);
        command(rule.execution().command(), "run", findings);
        rule.onFailure().command().ifPresent(command -> command(command, "on-failure", findings));
    }

    private void directory(Findings findings) {
        BytePath cwd = search.cwd();
        Path path = PathBytes.toPath(cwd);
        boolean usable = Files.isDirectory(path) && Files.isExecutable(path);
        if (!usable) {
            findings.fail(
                    "cwd: " + cwd + (Files.isDirectory(path) ? " may not be entered" : " is no directory")
                            + ", so no command can start",
                    "make it: mkdir -p " + Quoting.quoted(cwd) + "; or name another with 'cwd'");
        }
    }

    private void command(Command command, String key, Findings findings) {
        if (command instanceof Command.Exec exec) {
            Template first = exec.argv().get(0);
            if (first.hasFields()) {
                findings.ok(key + " " + first + ", which is another program for each file");
                return;
            }
            // Without placeholders every root and path gives the same bytes.
            byte[] name = first.expand(BytePath.ROOT, BytePath.ROOT);
            ProgramSearch.Result result = search.find(name);
            if (result instanceof ProgramSearch.Found found) {
                findings.ok(key + " " + found.program());
            } else if (result instanceof ProgramSearch.NotFound missing) {
                findings.fail(
                        key + ": " + missing.reason(),
                        "install it, or name its absolute path in "
                                + rule.origin().place());
            }
        } else if (command instanceof Command.Shell shell) {
            shell(shell, key, findings);
        }
    }

    private void shell(Command.Shell shell, String key, Findings findings) {
        Optional<String> word = word(shell.line());
        ProgramSearch.Result result = search.find(word.orElse("/bin/sh").getBytes(StandardCharsets.UTF_8));
        if (result instanceof ProgramSearch.NotFound missing) {
            findings.warn(
                    key + ": the shell will hardly find the first word of its line: " + missing.reason(),
                    "install it, or name its absolute path in " + rule.origin().place());
        } else if (result instanceof ProgramSearch.Found found) {
            findings.ok(key + " " + found.program() + (word.isPresent() ? " by /bin/sh" : ""));
        }
    }

    static Optional<String> word(String line) {
        Matcher matcher = FIRST_WORD.matcher(line);
        return matcher.lookingAt() && !OF_THE_SHELL.contains(matcher.group(1))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
