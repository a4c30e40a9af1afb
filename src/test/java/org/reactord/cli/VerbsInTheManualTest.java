package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.Mdoc;

/** What {@code -h} prints, reactorctl(1) and the completion know the same verbs, and of each the same options. */
class VerbsInTheManualTest {
    private static final Mdoc PAGE = Mdoc.page("reactorctl.1");
    private static final Map<String, Mdoc> ITEMS = PAGE.section("DESCRIPTION").items(".It Cm ");
    private static final Set<String> COMMON = common();

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        assertEquals(0, Reactorctl.run(arguments, stream, stream));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    static List<String> verbs() {
        String help = run("help");
        return found("^  ([a-z][a-z-]*)(?: |$)", help.substring(help.indexOf("\nCommands:\n")));
    }

    /** The options of a help, each with all its names, as the list of them has it. */
    private static List<List<String>> names(String help) {
        return found("^  +((?:-[a-zA-Z], |    )?--[a-z-]+|-[a-zA-Z])(?:[ =]|$)", help).stream()
                .map(names -> List.of(names.strip().split(", ", -1)))
                .toList();
    }

    private static Set<String> options(String help) {
        Set<String> options = new HashSet<>();
        names(help).forEach(options::addAll);
        return options;
    }

    /** Those that every verb has, and {@code --version}, which needs none. */
    private static Set<String> common() {
        return options(run("help"));
    }

    private static Set<String> own(String verb) {
        Set<String> own = options(run("help", verb));
        assertTrue(own.containsAll(List.of("--json", "-h", "--help")), own::toString);
        own.removeAll(COMMON);
        return own;
    }

    private static Mdoc item(String verb) {
        return Objects.requireNonNull(ITEMS.get(verb), () -> "no item of " + verb);
    }

    @Test
    void thereIsSomethingToCompare() {
        assertTrue(verbs().size() >= 17, verbs()::toString);
        assertEquals(Set.of("--rules", "--state", "--backend", "--once", "--auto-reload"), own("server"));
        assertTrue(COMMON.containsAll(List.of("-v", "--verbose", "--socket", "-V", "--version")), COMMON::toString);
    }

    @Test
    void everyVerbHasAnItemAndEveryItemIsAVerb() {
        assertEquals(new TreeSet<>(verbs()), new TreeSet<>(ITEMS.keySet()));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyOptionStandsWithItsVerb(String verb) {
        Mdoc item = item(verb);
        Set<String> own = own(verb);
        assertEquals(Set.of(), minus(own, item.options()), "are not in the item of " + verb);
        // Other verbs' options may be spoken of in the text; the head and the list are of this verb.
        List<String> listed = item.only(".It").options();
        assertEquals(Set.of(), minus(minus(Set.copyOf(listed), own), COMMON), "are listed, and no options of " + verb);
        for (String option : own) {
            assertTrue(
                    item.body().options().contains(option) || option.length() == 2,
                    () -> option + " is in the head of " + verb + ", and nothing is said of it");
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theSynopsisHasEveryOption(String verb) {
        Set<String> said = new HashSet<>();
        for (Mdoc form : synopsis()) {
            if (verbsOf(form).contains(verb)) {
                said.addAll(form.options());
            }
        }
        // One name of each is enough there.
        Stream<List<String>> missing = names(run("help", verb)).stream()
                .filter(names -> !COMMON.containsAll(names))
                .filter(names -> names.stream().noneMatch(said::contains));
        assertEquals(List.of(), missing.toList(), "are not in the synopsis of " + verb);
        assertEquals(Set.of(), minus(minus(said, own(verb)), COMMON), "no options of " + verb);
    }

    private static List<Mdoc> synopsis() {
        return PAGE.section("SYNOPSIS").split(".Nm");
    }

    private static List<String> verbsOf(Mdoc form) {
        return form.first(".Cm").words("Cm");
    }

    @Test
    void theSynopsisHasEveryVerbAndNoOther() {
        Set<String> said = new TreeSet<>();
        synopsis().forEach(form -> said.addAll(verbsOf(form)));
        assertEquals(new TreeSet<>(verbs()), said);
    }

    @Test
    void whatIsCommonIsListedAsSuch() {
        Mdoc list = PAGE.section("DESCRIPTION").after("These flags are common to most commands:");
        assertEquals(new TreeSet<>(COMMON), new TreeSet<>(list.only(".It").options()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theCompletionHasEveryVerbAndOption(String shell) {
        String script = run("completion", shell);
        Set<String> known = new TreeSet<>(found("(?<![\\w-])(--?[a-zA-Z][a-z-]*)", script));
        if (shell.equals("fish")) {
            found(" -l ([a-z-]+)", script).forEach(name -> known.add("--" + name));
            found(" -s (\\w)", script).forEach(name -> known.add("-" + name));
        }
        for (String verb : verbs()) {
            assertTrue(
                    Pattern.compile("(?<![\\w-])" + verb + "(?![\\w-])")
                            .matcher(script)
                            .find(),
                    verb);
            Stream.concat(own(verb).stream(), COMMON.stream())
                    .forEach(option -> assertTrue(known.contains(option), () -> shell + ": " + verb + " " + option));
        }
    }

    @Test
    void theCompletionForBashHasOfEachVerbItsOwnOptions() {
        String script = run("completion", "bash");
        for (String verb : verbs()) {
            List<String> words = found("^    " + verb + "\\) words=\\((.*)\\) ;;$", script);
            assertEquals(1, words.size(), verb);
            List<String> offered = new ArrayList<>(List.of(words.get(0).split(" ", -1)));
            offered.remove("");
            assertEquals(own(verb), new HashSet<>(offered), verb);
        }
        assertEquals(List.of(), found("(@[a-z]+@)", script), "a gap was left");
    }

    private static Set<String> minus(Set<String> some, Iterable<String> others) {
        Set<String> left = new TreeSet<>(some);
        others.forEach(left::remove);
        return left;
    }
}
