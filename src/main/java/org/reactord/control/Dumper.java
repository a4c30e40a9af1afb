package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactord.contact.Protocol;
import org.reactord.engine.Engine;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.rule.Enabled;

/** Writes down what is pending, part by part as the client takes it, and gives it back. */
final class Dumper {
    /** Of so many characters one part is made, or of one line. */
    private static final int PART = 256 * 1024;

    private final Engine engine;
    private final Clerk clerk;
    private final Vault vault;

    Dumper(Engine engine, Clerk clerk, Vault vault) {
        this.engine = engine;
        this.clerk = clerk;
        this.vault = vault;
    }

    void dump(Reply reply) {
        engine.status(status -> engine.pending(jobs -> clerk.hand(() -> {
            List<BytePath> directories = List.copyOf(directories(status).values());
            go(vault.dump(jobs, directories), reply);
        })));
    }

    private void go(Supplier<Optional<String>> lines, Reply reply) {
        List<String> part = new ArrayList<>();
        int size = 0;
        Optional<String> line = lines.get();
        while (line.isPresent()) {
            part.add(line.get());
            size += line.get().length();
            line = size < PART ? lines.get() : Optional.empty();
        }
        if (part.isEmpty()) {
            reply.answer(Answer.Told::new);
        } else {
            reply.say(() -> new Part(part), () -> clerk.hand(() -> go(lines, reply)));
        }
    }

    void restore(BytePath file, Reply reply) {
        engine.status(status -> clerk.hand(() -> {
            Vault.Result result = vault.restore(file, directories(status));
            if (result instanceof Vault.Read read) {
                engine.restore(
                        read.jobs(),
                        report -> engine.whenWritten(() -> reply.answer(() -> new Restored(read, report))));
            } else if (result instanceof Vault.Refused refused) {
                String so = refused.untouched() ? "nothing was changed" : "give it once more when that is mended";
                String why = "this dump cannot be restored: " + SafeText.ofText(refused.reason()) + "; " + so;
                reply.answer(() -> new Answer.Failed(why, Protocol.FAILED));
            }
        }));
    }

    private static Map<String, BytePath> directories(Status status) {
        Map<String, BytePath> directories = new LinkedHashMap<>();
        for (RuleStatus one : status.rules()) {
            if (one.rule().source().isOfEvents() && one.rule().enabled() != Enabled.OFF) {
                directories.put(one.rule().name(), one.rule().source().roots().get(0));
            }
        }
        return directories;
    }

    /** Lines of a dump; the same for a person and for a program. */
    private record Part(List<String> lines) implements Piece {
        @Override
        public List<String> text(Style style) {
            return lines;
        }

        @Override
        public List<JsonObject> json() {
            List<JsonObject> objects = new ArrayList<>();
            for (String line : lines) {
                JsonObject object = Json.answer();
                object.addProperty("line", line);
                objects.add(object);
            }
            return objects;
        }
    }

    private record Restored(Vault.Read read, RestoreReport report) implements Answer {
        @Override
        public List<String> text(Style style) {
            int known = read.known() + report.known();
            String left = known == 0 ? "" : "; " + known + " were there already";
            return List.of(Words.count(report.resumed(), "job") + " and " + Words.count(read.events(), "event")
                    + " restored" + left);
        }

        private List<String> troubles() {
            List<String> troubles = new ArrayList<>(read.troubles());
            troubles.addAll(report.troubles());
            return troubles;
        }

        @Override
        public List<String> complaints() {
            return troubles().stream().map(SafeText::ofText).toList();
        }

        @Override
        public String failure() {
            return troubles().isEmpty() ? "" : "not all could be restored";
        }

        @Override
        public int exit() {
            return troubles().isEmpty() ? 0 : Protocol.FAILED;
        }

        @Override
        public JsonObject json() {
            JsonObject answer = Json.answer();
            answer.addProperty("jobs", report.resumed());
            answer.addProperty("events", read.events());
            answer.addProperty("known", read.known() + report.known());
            answer.add("troubles", Json.texts(troubles()));
            return answer;
        }
    }
}
