package org.reactord.config;

import java.util.List;
import java.util.Optional;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.rule.Origin;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Text to YAML nodes, strictly: one document, no anchors, aliases and tags, bounded depth and number of values.
 *
 * <p>The schema knows strings only; what {@code no} or {@code 12} may stand for is decided where the value is wanted.
 */
final class YamlReader {
    private final Mistakes mistakes;

    YamlReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** What a file holds. */
    sealed interface Content {
        /** Nothing but comments. */
        record Nothing() implements Content {}

        /** It is no YAML, which has been complained about. */
        record Broken() implements Content {}

        record Document(Node root) implements Content {}
    }

    Content read(Source source) {
        if (!isPrintable(source)) {
            return new Content.Broken();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                .setAllowNonScalarKeys(true)
                .build();
        StreamReader characters = new StreamReader(settings, source.text());
        StrictParser parser = new StrictParser(new ParserImpl(settings, characters), source, mistakes);
        Composer composer = new Composer(settings, parser);
        try {
            if (!composer.hasNext()) {
                return new Content.Nothing();
            }
            Node root = composer.next();
            if (composer.hasNext()) {
                parser.complain(
                        parser.peekEvent(), "a second document begins here", "hint: put its rules into another file");
                return new Content.Broken();
            }
            return new Content.Document(root);
        } catch (StrictParser.Excess excess) {
            return new Content.Broken();
        } catch (MarkedYamlEngineException failure) {
            syntaxError(source, failure);
        } catch (YamlEngineException failure) {
            boolean version = failure instanceof YamlVersionException;
            String said =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            String what = version ? "this version of YAML is not known" : "this is no YAML: " + Mistakes.plain(said);
            Origin here = source.origin(characters.getLine(), characters.getColumn());
            mistakes.at(Severity.ERROR, source, here, what, List.of());
        }
        return new Content.Broken();
    }

    private void syntaxError(Source source, MarkedYamlEngineException failure) {
        SyntaxSentence sentence = SyntaxSentence.of(failure, source);
        Optional<Mark> mark = sentence.atContext() ? failure.getContextMark() : failure.getProblemMark();
        Origin origin = mark.or(failure::getContextMark)
                .map(place -> source.origin(place.getLine(), place.getColumn()))
                .orElse(source.origin(0, 0));
        mistakes.at(Severity.ERROR, source, origin, sentence.message(), sentence.advice());
    }

    private boolean isPrintable(Source source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                String what = "the control character U+%04X cannot stand in YAML".formatted(text.codePointAt(i));
                List<String> advice = List.of("hint: inside double quotes it can be written as an escape");
                mistakes.at(Severity.ERROR, source, source.originOfIndex(i), what, advice);
                return false;
            }
        }
        return true;
    }
}
