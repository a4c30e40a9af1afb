package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;

class FilterTest {
    @ParameterizedTest(name = "match {0} ignore {1}: {2} is {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, a, wanted",
                "*.txt, -, a.txt, wanted",
                "*.txt, -, a.bin, match: *.txt",
                "*.txt *.md, -, a.md, wanted",
                "*.txt *.md, -, a.bin, 'match: none of [*.txt, *.md]'",
                "-, *.tmp, a.tmp, ignore: *.tmp",
                "*, *.tmp, a.tmp, ignore: *.tmp",
                "a.tmp, *.tmp, a.tmp, ignore: *.tmp",
                "-, *.tmp a*, a.tmp, ignore: *.tmp",
                "-, build/, build/x/y, ignore: build/",
                "-, build/, x/build/y, ignore: build/",
                "-, build/, build, wanted", // a file of that name is no directory
                "-, build, build/x, wanted",
                "-, /build/, x/build/y, wanted",
                "src/**, -, src/a/b, wanted",
                "src/**, -, doc/a, match: src/**",
                "src/, -, src/a, wanted",
            })
    void ignoreWinsOverMatch(String match, String ignore, String path, String verdict) {
        assertEquals(verdict, verdict(filter(match, ignore, List.of()), path));
    }

    @ParameterizedTest(name = "match {0}: {1} is {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, .hidden, ignored by default: .*",
                "-, a~, ignored by default: *~",
                "-, '#a#', ignored by default: #*",
                "*, .hidden, ignored by default: .*",
                "*.job, .a.job, ignored by default: .*",
                ".*.job, .a.job, wanted",
                ".*, .hidden, wanted",
                "* .*.job, .a.job, wanted",
                ".*.job *, .b, ignored by default: .*",
                "'#*', '#a', wanted",
                "*~, a~, ignored by default: *~", // asks for the last letter, not for the first
                "a*, a~, wanted",
            })
    void defaultsDoNotHoldForWhatIsAskedForByItsFirstLetter(String match, String path, String verdict) {
        assertEquals(verdict, verdict(filter(match, null, DefaultIgnores.SPOOL), path));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        ".git/config, ignored by default: .git/",
        "a/.git/b/c, ignored by default: .git/",
        ".gitignore, wanted",
        ".a.txt.swp, ignored by default: .*.sw?",
        ".a.txt.swpx, ignored by default: .*.swpx",
        ".#a, ignored by default: .#*",
        "a~, ignored by default: *~",
        "4913, ignored by default: 4913",
        "49130, wanted",
        ".goutputstream-XYZ, ignored by default: .goutputstream-*",
        ".profile, wanted",
        "'.~lock.a.odt#', ignored by default: .~lock.*#",
    })
    void whatNoWatchWantsToHearAbout(String path, String verdict) {
        assertEquals(verdict, verdict(filter(null, null, DefaultIgnores.WATCH), path));
    }

    @Test
    void aDirectoryItselfIsMeantByItsPattern() {
        Filter filter = filter(null, "build/", List.of());
        BytePath build = BytePath.ofUtf8("build");
        assertEquals(true, filter.refusal(build, FileKind.DIRECTORY).isPresent());
        assertEquals(true, filter.refusal(build, FileKind.UNKNOWN).isPresent());
        assertEquals(false, filter.refusal(build, FileKind.SYMLINK).isPresent());
    }

    @Test
    void aRefusalSaysWhereItIsWritten() {
        Refusal refusal = filter(null, "x *.tmp", List.of())
                .refusal(BytePath.ofUtf8("a.tmp"), FileKind.REGULAR)
                .orElseThrow();
        assertEquals("ignore", refusal.key());
        assertEquals("test.yaml:11", refusal.origin().place());
        Refusal byDefault = filter(null, null, DefaultIgnores.SPOOL)
                .refusal(BytePath.ofUtf8(".a"), FileKind.REGULAR)
                .orElseThrow();
        assertEquals("(default)", byDefault.origin().place());
    }

    private static String verdict(Filter filter, String path) {
        Optional<Refusal> refusal = filter.refusal(BytePath.ofUtf8(path), FileKind.REGULAR);
        return refusal.map(Refusal::clause).orElse("wanted");
    }

    private static Filter filter(
            @org.jspecify.annotations.Nullable String match,
            @org.jspecify.annotations.Nullable String ignore,
            List<Pattern> defaults) {
        return new Filter(patterns(match), patterns(ignore), defaults);
    }

    private static List<Pattern> patterns(@org.jspecify.annotations.Nullable String globs) {
        return globs == null ? List.of() : RuleMaker.patterns(globs.split(" ", -1));
    }
}
