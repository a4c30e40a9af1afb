package org.reactord.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts the lines of one answer together, and prints them as they come. */
public final class Conversation {
    private final ClientOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Deadline deadline;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean begun;
    private boolean ended;
    private boolean unread;
    private int exit;
    private int revision;

    public Conversation(ClientOptions options, PrintStream out, PrintStream err, Deadline deadline) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.deadline = deadline;
    }

    /** True once something of the answer has come. */
    public boolean begun() {
        return begun;
    }

    /** True once the last line has come. */
    public boolean ended() {
        return ended;
    }

    public int exit() {
        return exit;
    }

    /** What to ask with for the next answer; 0 if none was told. */
    public int revision() {
        return revision;
    }

    public void hear(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, begin, i - begin);
                print(AnswerLine.of(line.toString(StandardCharsets.UTF_8)));
                line.reset();
                begin = i + 1;
            }
        }
        line.write(bytes, begin, bytes.length - begin);
        // What comes as it happens is wanted as it happens; and whoever does not read on wants no more.
        unread = out.checkError();
    }

    /** True once nobody reads what is printed. */
    public boolean unread() {
        return unread;
    }

    private void print(AnswerLine answer) {
        begun = true;
        switch (answer.kind()) {
            case TEXT, DATA -> {
                if (!options.quiet()) {
                    out.println(answer.value());
                }
            }
            case ERR -> {
                out.flush();
                err.println(answer.value());
            }
            case WAITING -> waitOn(answer.value());
            case REVISION -> revision = Integer.parseInt(answer.value());
            case OK -> end(answer.exit());
            case ERROR -> {
                end(answer.exit());
                err.println("reactorctl: " + answer.value());
            }
            case UNKNOWN -> {
                // A daemon of a later version may say more than this client knows of.
            }
        }
    }

    private void waitOn(String what) {
        if (options.timeout().isEmpty()) {
            deadline.lift();
        }
        if (options.verbose()) {
            err.println("reactorctl: waiting " + what);
        }
    }

    private void end(int code) {
        ended = true;
        exit = code;
        out.flush();
    }
}
