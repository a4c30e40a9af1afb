package org.reactord.control;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.reactord.contact.Protocol;
import org.reactord.event.SafeText;
import org.reactord.job.RunRecord;

/** What one run said: its standard output as text, its standard error as complaints. */
final class OutputAnswer implements Answer {
    private static final byte[] NOTHING = {};

    private final RunRecord run;
    private final byte[] out;
    private final byte[] err;

    private OutputAnswer(RunRecord run, byte[] out, byte[] err) {
        this.run = run;
        this.out = out;
        this.err = err;
    }

    static Answer of(long number, Runs.Found found, Optional<byte[]> out, Optional<byte[]> err) {
        if (found.trouble().isPresent()) {
            return new HistoryAnswer(found);
        }
        if (found.runs().isEmpty()) {
            return new Failed("no run has the number " + number + ", or it is forgotten", Protocol.NO_SUCH);
        }
        RunRecord run = found.runs().get(0);
        long said = run.stdoutBytes() + run.stderrBytes();
        if (said > 0 && out.isEmpty() && err.isEmpty()) {
            return new Failed(
                    "run " + number + " said " + Words.bytes(said) + ", and that is not kept any more",
                    Protocol.FAILED);
        }
        return new OutputAnswer(run, out.orElse(NOTHING), err.orElse(NOTHING));
    }

    @Override
    public List<String> text(Style style) {
        return lines(out, run.stdoutBytes());
    }

    @Override
    public List<String> complaints() {
        return lines(err, run.stderrBytes());
    }

    private static List<String> lines(byte[] stream, long total) {
        List<String> lines = new ArrayList<>();
        if (total > stream.length) {
            lines.add("-- " + Words.bytes(total - stream.length) + " before this are not kept");
        }
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        if (end > 0) {
            for (String line : text.substring(0, end).split("\n", -1)) {
                lines.add(SafeText.ofOutput(line.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return lines;
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        HistoryAnswer.json(run).entrySet().forEach(entry -> answer.add(entry.getKey(), entry.getValue()));
        put(answer, "stdout", out);
        put(answer, "stderr", err);
        return answer;
    }

    private static void put(JsonObject answer, String key, byte[] stream) {
        answer.addProperty(key, new String(stream, StandardCharsets.UTF_8));
        answer.addProperty(key + "_base64", Base64.getEncoder().encodeToString(stream));
    }
}
