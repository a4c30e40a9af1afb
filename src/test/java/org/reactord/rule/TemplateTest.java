package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.BytePath;

class TemplateTest {
    private static final BytePath ROOT = BytePath.ofUtf8("/data/in");
    private static final BytePath FILE = BytePath.ofUtf8("/data/in/sub dir/b.tar.gz");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "plain, plain",
        "{path}, /data/in/sub dir/b.tar.gz",
        "{dir}, /data/in/sub dir",
        "{name}, b.tar.gz",
        "{stem}, b.tar",
        "{ext}, gz",
        "{root}, /data/in",
        "{relpath}, sub dir/b.tar.gz",
        "--file={path}!, --file=/data/in/sub dir/b.tar.gz!",
        "{stem}.{ext}, b.tar.gz",
        "{{path}}, {path}",
        "{{{name}}}, {b.tar.gz}",
        "'{ print $1 }', '{ print $1 }'",
        "'{\"a\":{\"b\":1}}', '{\"a\":{\"b\":1}'",
        "{}, {}",
        "{1}, {1}",
        "{Path}, {Path}",
        "a{, a{",
        "a}, a}",
        "{name, {name",
        "'{name }', '{name }'",
    })
    void placeholdersAreReplacedWithinOneArgument(String text, String expanded) throws Template.UnknownField {
        assertEquals(expanded, new String(Template.of(text).expand(ROOT, FILE), StandardCharsets.UTF_8));
    }

    @Test
    void namesAreReplacedByteForByte() throws Template.UnknownField {
        byte[] name = {'-', '\n', '\'', (byte) 0xFF, '{', 'e', 'x', 't', '}'};
        byte[] expanded = Template.of("{name}").expand(ROOT, ROOT.resolve(name));
        assertArrayEquals(name, expanded, "and what a stranger wrote is never a placeholder");
    }

    @Test
    void theRootItselfHasItsOwnName() throws Template.UnknownField {
        assertArrayEquals(
                "in".getBytes(StandardCharsets.UTF_8), Template.of("{relpath}").expand(ROOT, ROOT));
    }

    @Test
    void anUnknownPlaceholderIsToldWithItsPlace() {
        Template.UnknownField unknown =
                assertThrows(Template.UnknownField.class, () -> Template.of("--in={pth} {name}"));
        assertEquals("pth", unknown.word());
        assertEquals(5, unknown.at());
        assertEquals("unknown placeholder {pth}", unknown.getMessage());
    }

    @Test
    void itKnowsWhetherItHasPlaceholders() throws Template.UnknownField {
        assertEquals(true, Template.of("a{name}").hasFields());
        assertEquals(false, Template.of("{{name}}").hasFields());
        assertEquals(Template.of("a{name}"), Template.of("a{name}"));
        assertEquals("{{name}}", Template.of("{{name}}").toString());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "plain, plain",
        "{repo}, me/site",
        "{repo} {pull-request}, me/site 7",
        "{pull_request}, seven",
        "{ref}, {repo}",
        "{name}, of the event",
        "a{repo}b{{repo}}, ame/siteb{repo}",
        "<{unknown}>, <>",
        "<{path}>, <>",
        "{Repo}, {Repo}",
        "{repo, {repo",
    })
    void theKeysOfAnEventTakeTheirPlaces(String text, String expanded) {
        Map<String, String> fields = Map.of(
                "repo",
                "me/site",
                "pull-request",
                "7",
                "pull_request",
                "seven",
                "ref",
                "{repo}",
                "name",
                "of the event");
        assertEquals(expanded, Template.ofAnyWords(text).expand(fields));
    }

    @Test
    void valuesOfAnEventStayAsTheyAre() {
        String value = "\n\t,=%/\uDCFF\uD83D\uDE00";
        assertEquals("<" + value + ">", Template.ofAnyWords("<{repo}>").expand(Map.of("repo", value)));
    }

    @Test
    void aWordThatMeansNothingOfAFileIsKnownForIt() {
        Template template = Template.ofAnyWords("{{a}} {name} {repo} {ref}");
        Template.UnknownField unknown = template.unknown().orElseThrow();
        assertEquals("repo", unknown.word());
        assertEquals("{{a}} {name} ".length(), unknown.at());
        assertTrue(template.hasFields());
        assertEquals(List.of(Field.NAME), template.fields());
        assertEquals(Optional.empty(), Template.ofAnyWords("{{repo}} {name}").unknown());
        assertTrue(Template.ofAnyWords("{repo}").hasFields(), "a key is a placeholder too");
        assertFalse(Template.ofAnyWords("{{repo}}").hasFields());
    }
}
