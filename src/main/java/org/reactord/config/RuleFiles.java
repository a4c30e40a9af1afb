package org.reactord.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/**
 * The door: reads rule files.
 *
 * <p>Everything that is wrong is found in one go, over all files. There are rules only if nothing is an error, so that
 * nobody runs half of what was asked for.
 */
public final class RuleFiles {
    private final Surroundings around;
    private final Strictness strictness;
    private final Mistakes mistakes = new Mistakes();
    private Map<Path, Path> drafts = Map.of();

    private RuleFiles(Surroundings around, Strictness strictness) {
        this.around = around;
        this.strictness = strictness;
    }

    /** Reads a rules directory; one that does not exist holds no rules, which is worth a warning. */
    public static Loading ofDirectory(Path directory, Surroundings around, Strictness strictness) {
        RuleFiles loader = new RuleFiles(around, strictness);
        return loader.load(RuleDirectory.files(directory, loader.mistakes));
    }

    /**
     * Reads a rules directory as it would be with a draft in the place of one of its files, or beside them; what is wrong
     * with the draft is told of the file.
     */
    public static Loading ofDirectoryWith(
            Path directory, Path file, Path draft, Surroundings around, Strictness strictness) {
        RuleFiles loader = new RuleFiles(around, strictness);
        List<Path> files = new ArrayList<>(
                Files.isDirectory(directory) ? RuleDirectory.files(directory, loader.mistakes) : List.of());
        if (!files.contains(file)) {
            files.add(file);
            files.sort(Comparator.naturalOrder());
        }
        loader.drafts = Map.of(file, draft);
        return loader.load(files);
    }

    /** Reads a draft of a file that stands alone; what is wrong with it is told of the file. */
    public static Loading ofDraft(Path file, Path draft, Surroundings around, Strictness strictness) {
        RuleFiles loader = new RuleFiles(around, strictness);
        loader.drafts = Map.of(file, draft);
        return loader.load(List.of(file));
    }

    /** Whether a file of this name would be read in a rules directory. */
    public static boolean isNameOfRules(Path file) {
        return RuleDirectory.isRuleFile(file, new Mistakes());
    }

    /** Reads what a person named: files whatever they are called, and directories of rule files. All must exist. */
    public static Loading of(List<Path> named, Surroundings around, Strictness strictness) {
        RuleFiles loader = new RuleFiles(around, strictness);
        List<Path> files = new ArrayList<>();
        for (Path one : named) {
            loader.mistakes.beginFile(one.toString());
            boolean rules = Files.isDirectory(one);
            files.addAll(rules ? RuleDirectory.files(one, loader.mistakes) : List.of(one));
        }
        return loader.load(files);
    }

    /**
     * Looks what each file of a rules directory says now, as {@link Loading#contents} does, and reads no rules; empty if it
     * is no directory.
     */
    public static Optional<Map<Path, Long>> look(Path directory, int uid) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Mistakes unsaid = new Mistakes();
        SourceReader sources = new SourceReader(unsaid, uid);
        RuleDirectory.files(directory, unsaid).forEach(file -> sources.read(file, file));
        return Optional.of(sources.contents());
    }

    private Loading load(List<Path> files) {
        Sheets sheets = new Sheets();
        SourceReader sources = new SourceReader(mistakes, around.uid());
        boolean whole = true;
        for (Path file : files) {
            Optional<Source> source = sources.read(file, drafts.getOrDefault(file, file));
            whole &= source.isPresent() && read(source.get(), sheets);
        }
        List<Rule> rules = rules(sheets, whole);
        List<Diagnostic> diagnostics = mistakes.sorted();
        return mistakes.hasErrors()
                ? new Loading.Refused(diagnostics, files, sources.contents())
                : new Loading.Loaded(new RuleSet(rules), diagnostics, files, sources.contents());
    }

    /** False if the file is no YAML. */
    private boolean read(Source source, Sheets sheets) {
        YamlReader.Content content = new YamlReader(mistakes).read(source);
        if (content instanceof YamlReader.Content.Document document) {
            sheets.read(new Written(source, document.root(), mistakes, around.home()));
        }
        return !(content instanceof YamlReader.Content.Broken);
    }

    private List<Rule> rules(Sheets sheets, boolean whole) {
        RuleBuilder builder = new RuleBuilder(around, new WorldChecks(around, strictness));
        List<Rule> rules = new ArrayList<>();
        for (RuleSheet sheet : sheets.rules()) {
            builder.build(sheet, whole).ifPresent(rules::add);
        }
        return rules;
    }
}
