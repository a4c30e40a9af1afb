package org.reactord.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private RuleFiles(Surroundings around, Strictness strictness) {
        this.around = around;
        this.strictness = strictness;
    }

    /** Reads a rules directory; one that does not exist holds no rules, which is worth a warning. */
    public static Loading ofDirectory(Path directory, Surroundings around, Strictness strictness) {
        RuleFiles loader = new RuleFiles(around, strictness);
        return loader.load(RuleDirectory.files(directory, loader.mistakes));
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
        RuleDirectory.files(directory, unsaid).forEach(sources::read);
        return Optional.of(sources.contents());
    }

    private Loading load(List<Path> files) {
        Sheets sheets = new Sheets();
        SourceReader sources = new SourceReader(mistakes, around.uid());
        boolean whole = true;
        for (Path file : files) {
            Optional<Source> source = sources.read(file);
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
