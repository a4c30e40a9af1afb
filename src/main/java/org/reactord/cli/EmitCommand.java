package org.reactord.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reactord.event.EventName;
import org.reactord.files.PathBytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Sends an event to the rules that wait for it. */
@Command(name = "emit", description = "Send an event to every rule that waits for it.")
final class EmitCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--stdin", description = "Send standard input along; the command gets it as its own.")
    private boolean stdin;

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the event.")
    private String name;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY=VALUE",
            description = "What the command gets as REACTOR_KEY.")
    private List<String> fields = new ArrayList<>();

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("emit").put("name", name);
        Argv argv = root.argv();
        for (String field : fields) {
            Optional<String> text = argv.bytesOf(field).flatMap(EmitCommand::text);
            int equals = text.map(one -> one.indexOf('=')).orElse(-1);
            if (text.isEmpty()) {
                return usage("a value is no UTF-8; send it with --stdin");
            }
            if (equals < 1 || !EventName.isKey(text.get().substring(0, equals))) {
                return usage("'" + text.get() + "' is no KEY=VALUE with a key that an event can have:"
                        + " letters, digits, '_' and '-', and none that a command is told anyway, such as job");
            }
            request.put("with." + text.get().substring(0, equals), text.get().substring(equals + 1));
        }
        return stdin ? sendWithInput(client, request) : client.ask(request);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    /** The daemon takes a copy before it answers. */
    private int sendWithInput(Client client, RequestText request) {
        try {
            Path copy = Files.createTempFile("reactor-", ".input");
            AtExit removing = AtExit.run(() -> remove(copy));
            try {
                Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
                return client.ask(WantedPath.put(request, "input", PathBytes.of(copy.toAbsolutePath())));
            } finally {
                removing.cancel();
                remove(copy);
            }
        } catch (IOException failed) {
            root.err.println(
                    "reactorctl emit: standard input cannot be kept: " + failed.getMessage() + "; nothing was sent");
            return ExitCode.FAILED.code();
        }
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException stays) {
            return; // a file more in the folder for temporary ones; what was sent is sent
        }
    }

    private int usage(String sentence) {
        root.err.println("reactorctl emit: " + sentence);
        return ExitCode.USAGE.code();
    }
}
