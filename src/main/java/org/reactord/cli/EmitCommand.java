package org.reactord.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reactord.client.Argv;
import org.reactord.client.Client;
import org.reactord.client.ExitCode;
import org.reactord.client.RequestText;
import org.reactord.contact.Protocol;
import org.reactord.event.EventName;
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
            Optional<String> text = argv.textOf(field);
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
        if (request.bytes().length > Protocol.LONGEST_REQUEST) {
            return usage("these values are longer than a request can be; send what is long with --stdin");
        }
        return stdin ? new SentInput(root.err, "emit").ask(client, request) : client.ask(request);
    }

    private int usage(String sentence) {
        root.err.println("reactorctl emit: " + sentence);
        return ExitCode.USAGE.code();
    }
}
