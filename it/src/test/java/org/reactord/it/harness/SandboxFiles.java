package org.reactord.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files of a sandbox: a home directory with spools and scripts, and the daemon's places beside it. */
abstract class SandboxFiles {
    private final Path root;
    private final Path scratch;
    private final Diary diary;

    SandboxFiles() {
        try {
            root = Files.createTempDirectory("reactor-it-").toRealPath();
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            scratch = Files.createDirectory(root.resolve("scratch"));
            for (Path directory : List.of(home().resolve("bin"), rules(), state(), socket().getParent())) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        diary = new Diary(root.resolve("diary"));
    }

    public Path root() {
        return root;
    }

    public Path home() {
        return root.resolve("home");
    }

    public Path rules() {
        return root.resolve("rules.d");
    }

    public Path state() {
        return root.resolve("state");
    }

    public Path socket() {
        return root.resolve("run/control.sock");
    }

    public Diary diary() {
        return diary;
    }

    /** For the output of clients. */
    Path scratch() {
        return scratch;
    }

    public Path rule(String file, String yaml) {
        return write(rules().resolve(file), yaml);
    }

    /** A directory in the home. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(home().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script in the PATH of the daemon; {@code note WORD…} in it writes to the diary. */
    public Path script(String name, String body) {
        String head = """
                #!/bin/sh
                note() { printf '%%s %%s\\n' "$(date +%%s.%%N)" "$*" >>'%s'; }
                """.formatted(diary.file());
        Path script = write(home().resolve("bin").resolve(name), head + body);
        try {
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A spool whose items a script delivers, under a rule with these further keys. */
    public Path outbox(String keys, String script) {
        script("deliver", script);
        rule("10-outbox.yaml", """
                outbox:
                  spool: ~/outbox
                  run: [deliver]
                """ + keys);
        return directory("outbox");
    }

    public Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
