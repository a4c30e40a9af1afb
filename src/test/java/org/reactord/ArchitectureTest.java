package org.reactord;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactord.event.BytePath;

/** The map of the house, executable; {@link HouseRules} says it over classes, the rest is said over sources. */
class ArchitectureTest {
    private static final String HOUSE = "org.reactord";
    private static final String WRONG_HOUSE = "org.reactord.wrong";

    /** At least so many classes a room has: what finds fewer has not looked at the house. */
    private static final Map<String, Integer> LEAST = Map.ofEntries(
            Map.entry("event", 12),
            Map.entry("rule", 20),
            Map.entry("job", 12),
            Map.entry("engine", 25),
            Map.entry("engine.view", 6),
            Map.entry("files", 3),
            Map.entry("source", 4),
            Map.entry("source.portable", 8),
            Map.entry("exec", 12),
            Map.entry("quiet", 5),
            Map.entry("store", 8),
            Map.entry("config", 15),
            Map.entry("contact", 4),
            Map.entry("client", 12),
            Map.entry("control", 15),
            Map.entry("doctor", 15),
            Map.entry("completion", 8),
            Map.entry("autostart", 8),
            Map.entry("cli", 15));

    /** Rules that nothing in the wrong house breaks, because its classes would need what the tests do not have. */
    private static final Set<String> UNTRIED = Set.of("no jnr");

    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_MEDIAN = 160;
    private static final int LONGEST_TURN = 20;

    /**
     * Where anything at all may be caught. No thread's root is among them: what leaves one ends the daemon. {@code
     * Natives} loads a library that fails by whatever it likes to throw.
     */
    private static final Set<String> BROAD_CATCHES = Set.of("Natives.java");

    private static final Pattern BROAD_CATCH =
            Pattern.compile("catch \\((final )?(\\w+ \\| )*(Exception|RuntimeException|Throwable|Error)\\b");

    @TestFactory
    Stream<DynamicTest> theHouseIsBuiltAsTheMapSays() {
        JavaClasses house = new ClassFileImporter().importPath(mainClasses());
        return new HouseRules(HOUSE)
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(house)));
    }

    @Test
    void everyRoomWasLookedAt() {
        Map<String, Integer> found = new TreeMap<>();
        for (JavaClass one : new ClassFileImporter().importPath(mainClasses())) {
            found.merge(one.getPackageName().substring(HOUSE.length() + 1), 1, Integer::sum);
        }
        assertAll(LEAST.entrySet().stream()
                .map(room -> () -> assertTrue(
                        found.getOrDefault(room.getKey(), 0) >= room.getValue(),
                        () -> room.getKey() + " has " + found.getOrDefault(room.getKey(), 0) + " classes")));
    }

    @Test
    void everyRuleIsBrokenByAHouseThatIsWrong() {
        JavaClasses wrong = new ClassFileImporter().importPackages(WRONG_HOUSE);
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, ArchRule> rule :
                new HouseRules(WRONG_HOUSE).all().entrySet()) {
            if (!rule.getValue().evaluate(wrong).hasViolation()) {
                silent.add(rule.getKey());
            }
        }
        assertEquals(UNTRIED, Set.copyOf(silent));
    }

    @Test
    void filesAreShort() {
        List<Integer> lengths = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            int length = text(source).split("\n", -1).length - 1;
            lengths.add(length);
            if (length > LONGEST_FILE) {
                tooLong.add(source + " has " + length + " lines");
            }
        }
        assertEquals(List.of(), tooLong);
        lengths.sort(null);
        assertTrue(lengths.size() > 100, () -> "found only " + lengths.size());
        int median = lengths.get(lengths.size() / 2);
        assertTrue(median <= LONGEST_MEDIAN, () -> "the median is " + median);
    }

    @Test
    void theTurnOfTheLoopIsShort() {
        String loop = text(sourceRoot("src").resolve("org/reactord/engine/EventLoop.java"));
        String turn = loop.substring(
                loop.indexOf("    void turn("), loop.indexOf("\n    }\n", loop.indexOf("    void turn(")));
        assertTrue(turn.split("\n", -1).length <= LONGEST_TURN, turn);
    }

    @Test
    void defectsAreNotCaught() {
        assertEquals(Set.of(), found(BROAD_CATCH, BROAD_CATCHES));
        assertTrue(BROAD_CATCH
                .matcher("} catch (IOException | RuntimeException defect) {")
                .find());
        assertFalse(BROAD_CATCH.matcher("} catch (IOException trouble) {").find());
    }

    @Test
    void nothingIsSynchronized() {
        // The handler of java.util.logging overrides a method that is.
        assertEquals(
                Set.of(),
                found(
                        Pattern.compile("^(?! *(//|\\*|/\\*)).*\\bsynchronized\\b", Pattern.MULTILINE),
                        Set.of("LogSetup.java")));
    }

    private static Set<String> found(Pattern pattern, Set<String> exceptIn) {
        return sources().stream()
                .filter(source -> !exceptIn.contains(source.getFileName().toString()))
                .filter(source -> pattern.matcher(text(source)).find())
                .map(Path::toString)
                .collect(Collectors.toSet());
    }

    private static Path mainClasses() {
        try {
            return Path.of(BytePath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path sourceRoot(String module) {
        Path root = Path.of(System.getProperty("reactor.root", ".."));
        Path maven = root.resolve(module).resolve("src/main/java");
        return Files.isDirectory(maven) ? maven : root.resolve(module).resolve("main/java");
    }

    /** Every source file of the product. */
    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("native-bindings", "src")) {
            try (Stream<Path> walk = Files.walk(sourceRoot(module))) {
                walk.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
