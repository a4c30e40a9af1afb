package org.reactord.cli;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Argv;
import org.reactord.client.ExitCode;
import org.reactord.client.WantedPath;
import org.reactord.control.Json;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.rule.DefaultIgnores;
import org.reactord.store.Enqueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Puts standard input into a spool, whole or not at all; needs no daemon. */
@Command(
        name = "put",
        description = "Put standard input into a directory as a file, whole or not at all; needs no daemon.")
final class PutCommand implements Callable<Integer> {
    private static final BytePath HERE = BytePath.ofUtf8("/proc/self/cwd");
    private static final int UNIQUE = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT);

    @ParentCommand
    private Root root;

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory, such as that of a spool.")
    private String directory;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The name of the file; without one it gets a new one, which is printed.")
    private @Nullable String name;

    @Override
    public Integer call() {
        Argv argv = root.argv();
        Optional<BytePath> into = directory.isEmpty() ? Optional.empty() : argv.pathOf(directory);
        Optional<BytePath> given = name == null || name.isEmpty() ? Optional.empty() : argv.pathOf(name);
        if (into.isEmpty() || (name != null && given.isEmpty())) {
            return usage(WantedPath.UNCLEAR);
        }
        Optional<String> wrong = given.flatMap(PutCommand::fault);
        if (wrong.isPresent()) {
            return usage("'" + given.get().display() + "' " + wrong.get());
        }
        return put(into.get(), given, System.in);
    }

    private int usage(String sentence) {
        root.err.println("reactorctl put: " + sentence);
        return ExitCode.USAGE.code();
    }

    /** What keeps a name from being one of an item. */
    private static Optional<String> fault(BytePath name) {
        if (name.display().contains("/")) {
            return Optional.of("is no name: it has a slash");
        }
        if (name.length() > Enqueue.LONGEST_NAME) {
            return Optional.of("has more than " + Enqueue.LONGEST_NAME + " bytes");
        }
        boolean ignored =
                DefaultIgnores.SPOOL.stream().anyMatch(pattern -> pattern.glob().matches(name));
        return ignored ? Optional.of("is a name that spools ignore, as they do .* #* and *~") : Optional.empty();
    }

    private int put(BytePath into, Optional<BytePath> given, InputStream input) {
        Path place = PathBytes.toPath(into.isAbsolute() ? into : HERE.resolve(into));
        if (!Files.isDirectory(place)) {
            return failed(into.display() + " is no directory; nothing was put");
        }
        String unique = UUID.randomUUID().toString().substring(0, UNIQUE);
        BytePath item = given.orElseGet(
                () -> BytePath.ofUtf8(LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + "-" + unique));
        BytePath whole = into.resolve(item);
        String path = whole.display();
        Enqueue.Result result = put(new Enqueue(place, item, unique), input);
        if (result instanceof Enqueue.Taken) {
            return failed(path + " is there already, and was left as it is; nothing was put");
        }
        if (result instanceof Enqueue.Refused refused) {
            return failed(path + ": " + refused.reason() + "; nothing was put");
        }
        if (result instanceof Enqueue.Unsure unsure) {
            return failed(path + ": " + unsure.reason() + "; it was put, and may be lost if the power fails now");
        }
        tell(whole, given.isEmpty());
        return ExitCode.FINE.code();
    }

    private static Enqueue.Result put(Enqueue enqueue, InputStream input) {
        AtExit clearing = AtExit.run(enqueue::discard);
        try {
            return enqueue.put(input);
        } finally {
            clearing.cancel();
        }
    }

    private int failed(String sentence) {
        root.err.println("reactorctl put: " + sentence);
        return ExitCode.FAILED.code();
    }

    private void tell(BytePath path, boolean isNews) {
        if (root.json()) {
            JsonObject answer = Json.answer();
            Json.path(answer, "path", path);
            root.out.println(answer);
        } else if (isNews && !root.quiet()) {
            root.out.println(path.display());
        }
    }
}
