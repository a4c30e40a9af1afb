package org.reactord.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.rule.Origin;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Stands between the parser and the composer, and complains about what rule files do without.
 *
 * <p>An alias or a tagged scalar goes on as a scalar tagged {@link #REFUSED}, so that all mistakes after it are found too. The composer
 * recurses, and a value costs a hundred times the memory of its text: hence the two bounds.
 */
final class StrictParser implements Parser {
    /** Marks a value that has been complained about. */
    static final Tag REFUSED = new Tag("!refused");

    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 20_000;

    /** Thrown, after the complaint, to leave the composer. */
    static final class Excess extends YamlEngineException {
        private static final long serialVersionUID = 1L;

        Excess() {
            super("too much");
        }
    }

    private final Parser parser;
    private final Source source;
    private final Mistakes mistakes;
    private int depth;
    private int values;
    private @Nullable Event checked;

    StrictParser(Parser parser, Source source, Mistakes mistakes) {
        this.parser = parser;
        this.source = source;
        this.mistakes = mistakes;
    }

    @Override
    public boolean hasNext() {
        return checked != null || parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return hasNext() && peekEvent().getEventId() == id;
    }

    @Override
    public Event peekEvent() {
        Event event = checked;
        if (event == null) {
            event = check(parser.next());
            checked = event;
        }
        return event;
    }

    @Override
    public Event next() {
        Event event = peekEvent();
        checked = null;
        return event;
    }

    private Event check(Event event) {
        if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
            depth--;
        }
        if (event instanceof AliasEvent alias) {
            complain(
                    alias,
                    "aliases are not used in rule files",
                    "hint: a value that begins with '*' needs quotes: \"*"
                            + Mistakes.plain(alias.getAlias().getValue()) + "\"");
            return refused(alias);
        }
        if (event instanceof NodeEvent node) {
            node.getAnchor()
                    .ifPresent(anchor -> complain(
                            node,
                            "anchors are not used in rule files",
                            "hint: a value that begins with '&' needs quotes; common keys go into 'defaults'"));
            tag(node)
                    .ifPresent(tag -> complain(
                            node,
                            "tags are not used in rule files",
                            "hint: a value that begins with '!' needs quotes"));
            bound(node);
            boolean tagged = tag(node).isPresent();
            return tagged && node instanceof ScalarEvent ? refused(node) : node;
        }
        return event;
    }

    private static Event refused(NodeEvent event) {
        return new ScalarEvent(
                Optional.empty(),
                Optional.of(REFUSED.getValue()),
                new ImplicitTuple(false, false),
                "",
                ScalarStyle.PLAIN,
                event.getStartMark(),
                event.getEndMark());
    }

    private void bound(NodeEvent event) {
        if (++values > MOST_VALUES) {
            complain(event, "more than " + MOST_VALUES + " values in one file", "hint: this can hardly be a rule file");
            throw new Excess();
        }
        if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
            complain(event, "lists and mappings are nested more than " + DEEPEST + " deep");
            throw new Excess();
        }
    }

    private static Optional<String> tag(NodeEvent event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    void complain(Event event, String message, String... advice) {
        Origin origin = event.getStartMark()
                .map(mark -> source.origin(mark.getLine(), mark.getColumn()))
                .orElse(source.origin(0, 0));
        mistakes.at(Severity.ERROR, source, origin, message, List.of(advice));
    }
}
