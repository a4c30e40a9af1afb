package org.reactord.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.reactord.event.BytePath;
import org.reactord.rule.Rule;

/**
 * A rules directory {@code rules.d} in a temporary place, beside a home with the directories {@code in} and
 * {@code notes} and a {@code bin} with the commands {@code deliver} and {@code mirror}.
 */
final class RulesFixture {
    private final Path root;

    RulesFixture(Path root) {
        this.root = root;
        try {
            for (String directory : List.of("rules.d", "home/in", "home/notes", "bin")) {
                Files.createDirectories(root.resolve(directory));
            }
            for (String command : List.of("deliver", "mirror")) {
                Files.writeString(root.resolve("bin").resolve(command), "#!/bin/sh\n");
                Files.setPosixFilePermissions(
                        root.resolve("bin").resolve(command), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path rules() {
        return root.resolve("rules.d");
    }

    Path root() {
        return root;
    }

    RulesFixture with(String name, String yaml) {
        return with(name, yaml.getBytes(StandardCharsets.UTF_8));
    }

    RulesFixture with(String name, byte[] content) {
        try {
            Path file = Files.write(rules().resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void without(String name) {
        try {
            Files.delete(rules().resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Surroundings around() {
        return new Surroundings(
                BytePath.ofUtf8(root.resolve("home").toString()),
                uid(),
                BytePath.ofUtf8(root.resolve("state").toString()),
                root.resolve("bin").toString());
    }

    int uid() {
        try {
            return (Integer) Files.getAttribute(root, "unix:uid");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Loading load() {
        return load(Strictness.CHECKING);
    }

    Loading load(Strictness strictness) {
        return RuleFiles.ofDirectory(rules(), around(), strictness);
    }

    /** All diagnostics as a person sees them; the temporary place is left out of the paths. */
    String shown(Loading loading) {
        return loading.diagnostics().stream()
                .map(Diagnostic::text)
                .collect(Collectors.joining("\n"))
                .replace(root + "/", "");
    }

    String shown() {
        return shown(load());
    }

    /** The one rule of the files, which must be accepted. */
    Rule rule() {
        Loading loading = load();
        if (loading instanceof Loading.Loaded loaded) {
            return loaded.rules().rules().get(0);
        }
        throw new AssertionError(shown(loading));
    }

    /** An effective value as {@code show} prints it. */
    String setting(String rule, String key) {
        Loading loading = load();
        if (loading instanceof Loading.Loaded loaded) {
            return loaded.rules().named(rule).orElseThrow().settings().stream()
                    .filter(setting -> setting.key().equals(key))
                    .map(setting -> (setting.text() + " # " + setting.origin().place()).replace(root + "/", ""))
                    .findFirst()
                    .orElseThrow();
        }
        throw new AssertionError(shown(loading));
    }
}
