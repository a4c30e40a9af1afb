package org.reactord.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reactord.event.BytePath;
import org.reactord.rule.DefaultIgnores;
import org.reactord.rule.Execution;
import org.reactord.rule.Filter;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.RuleSource.Items;
import org.reactord.rule.SystemWant;

/** Makes a rule of what the files state about it, after checking that its values go together. */
final class RuleBuilder {
    private static final String SYSTEM = Key.SYSTEM.stream().map(Key::word).collect(Collectors.joining(", "));

    private final BytePath home;
    private final BytePath state;
    private final WorldChecks world;

    RuleBuilder(Surroundings around, WorldChecks world) {
        this.home = around.home();
        this.state = around.state();
        this.world = world;
    }

    /**
     * The rule, or a complaint for each reason why there is none.
     *
     * @param whole whether all files were read, so that what is missing is missing
     */
    Optional<Rule> build(RuleSheet sheet, boolean whole) {
        if (whole) {
            complainAboutGaps(sheet);
        }
        Optional<Key.Scope> kind = sheet.kind();
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Effective rule = new Effective(sheet, kind.get(), home);
        world.check(rule);
        boolean agrees = new RuleChecks(rule).pass();
        boolean complete = sheet.last(Key.RUN).isPresent();
        return agrees && complete && !rule.isBroken() ? Optional.of(build(rule)) : Optional.empty();
    }

    private static void complainAboutGaps(RuleSheet sheet) {
        String name = Mistakes.quoted(sheet.name());
        if (sheet.kind().isEmpty()) {
            sheet.place()
                    .error(
                            "rule " + name + " waits for nothing",
                            "hint: add 'spool: DIRECTORY', 'watch: PATH', 'event: NAME', or one of " + SYSTEM);
        }
        if (sheet.last(Key.RUN).isEmpty()) {
            sheet.place().error("rule " + name + " has nothing to run", "hint: add 'run: COMMAND'");
        }
    }

    private Rule build(Effective rule) {
        Filter filter = new Filter(
                rule.get(Key.MATCH),
                rule.get(Key.IGNORE),
                rule.isWatch() ? DefaultIgnores.WATCH : DefaultIgnores.SPOOL);
        Execution execution = new Execution(
                rule.get(Key.RUN),
                rule.get(Key.STDIN),
                rule.get(Key.ENV),
                rule.stated(Key.CWD).flatMap(Stated::value),
                rule.get(Key.TIMEOUT));
        return new Rule(
                rule.sheet().name(),
                rule.sheet().place().origin(),
                source(rule),
                filter,
                rule.get(Key.SETTLE),
                rule.get(Key.PER),
                rule.get(Key.QUEUE),
                execution,
                rule.get(Key.RETRY),
                rule.get(Key.ON_FAILURE),
                rule.get(Key.ENABLED),
                rule.settings());
    }

    private RuleSource source(Effective rule) {
        if (rule.isOfEvents()) {
            // The name of a rule is the name of a file, too: letters, digits, dots and dashes, and none of them first
            // but these.
            BytePath directory =
                    state.resolve(BytePath.ofUtf8("events/" + rule.sheet().name()));
            return RuleSource.Spool.ofEvents(items(rule), directory);
        }
        if (rule.isSpool()) {
            return new RuleSource.Spool(rule.get(Key.SPOOL), rule.get(Key.DONE), rule.get(Key.FAILED));
        }
        List<BytePath> roots = rule.get(Key.WATCH);
        return new RuleSource.Watch(roots, rule.get(Key.ON), rule.get(Key.RECURSIVE), rule.get(Key.CATCH_UP));
    }

    private static Items items(Effective rule) {
        for (Key<SystemWant> key : Key.SYSTEM) {
            if (key.scope() == rule.kind()) {
                SystemWant want = rule.get(key);
                return new Items.Happened(new SystemWant(want.kind(), want.matchers(), rule.get(Key.AT_START)));
            }
        }
        return new Items.Emitted(rule.get(Key.EVENT));
    }
}
