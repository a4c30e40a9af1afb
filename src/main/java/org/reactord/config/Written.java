package org.reactord.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.event.BytePath;
import org.reactord.rule.Origin;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value as it was written, which knows its place and can complain about itself.
 *
 * @param home what {@code ~} stands for in it
 */
record Written(Source source, Node node, Mistakes mistakes, BytePath home) {
    /** One entry of a mapping. */
    record Entry(String name, Written key, Written value) {}

    private Written at(Node other) {
        return new Written(source, other, mistakes, home);
    }

    Origin origin() {
        return node.getStartMark()
                .map(mark -> source.origin(mark.getLine(), mark.getColumn()))
                .orElse(source.origin(0, 0));
    }

    void error(String message, String... advice) {
        complain(Severity.ERROR, message, List.of(advice));
    }

    /** Complains that it is of the wrong kind. */
    void refuse(String wanted, String... advice) {
        error(wanted + (isNothing() ? " is missing here" : " is wanted here, not " + kind()), advice);
    }

    /** Complains; what stands for an alias has been complained about, and stays silent. */
    void complain(Severity severity, String message, List<String> advice) {
        if (!isRefused()) {
            mistakes.at(severity, source, origin(), message, advice);
        }
    }

    /** Complains about the part of the text that begins at this index, where the file shows the text as it is. */
    void errorInside(int index, String message, List<String> advice) {
        mistakes.at(Severity.ERROR, source, originInside(index), message, advice);
    }

    private Origin originInside(int index) {
        Origin start = origin();
        if (node instanceof ScalarNode scalar) {
            String line = source.line(start.line()).orElse("");
            int quote = scalar.isPlain() ? 0 : 1;
            int from = start.column() - 1 + quote;
            boolean inLine = from <= line.codePointCount(0, line.length());
            String before = scalar.getValue().substring(0, index);
            if (inLine && line.startsWith(before, line.offsetByCodePoints(0, from))) {
                int column = start.column() + quote + before.codePointCount(0, before.length());
                return new Origin(start.file(), start.line(), column);
            }
        }
        return start;
    }

    /** True if it stands for something that has been complained about. */
    boolean isRefused() {
        return node.getTag().equals(StrictParser.REFUSED);
    }

    boolean isList() {
        return node.getNodeType() == NodeType.SEQUENCE;
    }

    boolean isMapping() {
        return node.getNodeType() == NodeType.MAPPING;
    }

    /** True for {@code key:} with nothing behind it. */
    boolean isNothing() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    /** The text if it was written without quotes. */
    Optional<String> plain() {
        return node instanceof ScalarNode scalar && scalar.isPlain()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** The text of a scalar, quoted or not; {@code wanted} begins the complaint about anything else. */
    Optional<String> text(String wanted) {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return isCarriable(scalar.getValue()) ? Optional.of(scalar.getValue()) : Optional.empty();
        }
        refuse(wanted);
        return Optional.empty();
    }

    /** The text of a scalar that nobody can take for anything but a string. */
    Optional<String> string(String wanted) {
        Optional<String> type = isNothing() ? Optional.empty() : plain().flatMap(Implicit::type);
        if (type.isPresent()) {
            String text = plain().orElse("");
            error(
                    wanted + " is wanted here, and " + Mistakes.quoted(text) + " could also mean " + type.get(),
                    "hint: write it in quotes: \"" + Mistakes.plain(text) + "\"");
            return Optional.empty();
        }
        return text(wanted);
    }

    private boolean isCarriable(String text) {
        boolean lone = text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
        if (lone || text.indexOf('\0') >= 0) {
            error(
                    lone
                            ? "half a character cannot be used"
                            : "a NUL byte cannot be part of a path, an argument or a name");
            return false;
        }
        return true;
    }

    /** What it is, for a complaint. */
    String kind() {
        if (isList()) {
            return "a list";
        }
        return isMapping() ? "a mapping" : isNothing() ? "nothing" : "a single value";
    }

    /** The members of a list. */
    List<Written> items() {
        List<Written> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(at(item)));
        }
        return items;
    }

    /** A list's members; a single value counts as a list of one. */
    List<Written> oneOrMore() {
        return isList() ? items() : List.of(this);
    }

    /** The entries of a mapping, after complaints about keys that are no words and keys that come twice. */
    List<Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<NodeTuple> tuples = node instanceof MappingNode mapping ? mapping.getValue() : List.of();
        for (NodeTuple tuple : tuples) {
            Written key = at(tuple.getKeyNode());
            Optional<String> word = key.keyWord();
            Entry first = word.map(entries::get).orElse(null);
            if (first != null) {
                Origin place = first.key().origin();
                key.error(
                        Mistakes.quoted(first.name()) + " is written twice",
                        "hint: the first one is at " + Mistakes.plain(place.place()) + ':' + place.column());
            } else {
                word.ifPresent(name -> entries.put(name, new Entry(name, key, at(tuple.getValueNode()))));
            }
        }
        return List.copyOf(entries.values());
    }

    private Optional<String> keyWord() {
        if (!(node instanceof ScalarNode word)) {
            error("a key must be a word, not " + kind());
            return Optional.empty();
        }
        boolean merge = word.isPlain() && word.getValue().equals("<<");
        if (merge) {
            error("merge keys are not used in rule files", "hint: common keys go into 'defaults'");
        }
        return merge || isRefused() ? Optional.empty() : Optional.of(word.getValue());
    }
}
