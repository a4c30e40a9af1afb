package org.reactord.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ExitCode;
import org.reactord.client.WantedPath;
import org.reactord.config.Diagnostic;
import org.reactord.config.Loading;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.control.Words;
import org.reactord.event.BytePath;
import org.reactord.source.SystemState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reads rule files as the daemon would; needs none. What is wrong goes to stderr, as a compiler has it. */
@Command(
        name = "check",
        description = "Read rule files and say everything that is wrong with them; needs no daemon.",
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The directory of the rule files (else REACTOR_RULES, else the usual place).")
    private @Nullable String rules;

    @Option(
            names = "--against",
            paramLabel = "PATH",
            description = "Also say what each rule would do if this file were written; may be repeated.")
    private List<String> against = new ArrayList<>();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files or directories to check instead.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        Optional<Loading> loading = load();
        if (loading.isEmpty()) {
            return ExitCode.FAILED.code();
        }
        List<Against> answers = new ArrayList<>();
        for (String path : against) {
            Optional<BytePath> wanted = WantedPath.of(root.argv(), path);
            if (wanted.isEmpty()) {
                root.err.println("reactorctl check: " + WantedPath.UNCLEAR);
                return ExitCode.USAGE.code();
            }
            if (loading.get() instanceof Loading.Loaded loaded) {
                answers.add(Against.of(loaded.rules(), wanted.get()));
            }
        }
        List<SystemState> unheard =
                loading.get() instanceof Loading.Loaded loaded ? Heard.troubles(loaded.rules()) : List.of();
        if (root.json()) {
            root.out.println(CheckJson.of(loading.get(), answers, unheard));
        } else {
            tell(loading.get());
            if (!root.quiet()) {
                unheard.forEach(trouble -> root.err.println(Heard.text(trouble)));
            }
            answers.forEach(answer -> answer.text().forEach(root.out::println));
        }
        return (loading.get() instanceof Loading.Loaded ? ExitCode.FINE : ExitCode.FAILED).code();
    }

    private Optional<Loading> load() {
        Places.Result told = Places.ofProcess(root.places(rules, null));
        Path state = told instanceof Places.Found found ? found.places().state().path() : Path.of("/");
        Surroundings around = HostSurroundings.ofProcess(state);
        if (!files.isEmpty()) {
            return Optional.of(RuleFiles.of(files, around, Strictness.CHECKING));
        }
        if (told instanceof Places.Found found) {
            return Optional.of(RuleFiles.ofDirectory(found.places().rules().path(), around, Strictness.CHECKING));
        }
        if (told instanceof Places.Unclear unclear) {
            root.err.println("reactorctl: " + unclear.reason());
        }
        return Optional.empty();
    }

    private void tell(Loading loading) {
        List<Diagnostic> told = loading.diagnostics();
        for (Diagnostic diagnostic : told) {
            if (diagnostic.isError() || !root.quiet()) {
                root.err.println(diagnostic.text());
            }
        }
        if (loading instanceof Loading.Loaded loaded && root.verbosity() > 0) {
            root.out.println(Words.count(loaded.rules().rules().size(), "rule") + " in "
                    + Words.count(loading.files().size(), "file") + ": fine");
        } else if (loading instanceof Loading.Refused && told.size() > 1) {
            long errors = told.stream().filter(Diagnostic::isError).count();
            root.err.println("reactorctl: " + Words.count(errors, "error")
                    + (errors == told.size() ? "" : ", " + Words.count(told.size() - errors, "warning")));
        }
    }
}
