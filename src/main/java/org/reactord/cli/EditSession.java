package org.reactord.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.reactord.client.ExitCode;
import org.reactord.config.Diagnostic;
import org.reactord.config.Loading;
import org.reactord.event.SafeText;

/** A file is edited until it is in order, or until its author says that it is to be left, or saved as it is. */
final class EditSession {
    private static final String QUESTION = "What now? (e)dit again, e(x)it without saving, (Q) save it all the same: ";

    /** Reads the rules as they would be with the draft. */
    @FunctionalInterface
    interface Check {
        Loading of(Path draft);
    }

    private enum Choice {
        AGAIN,
        LEAVE,
        SAVE,
        NOBODY_THERE
    }

    private final Path file;
    private final Editor editor;
    private final Check check;
    private final Root root;
    private volatile boolean asking;

    EditSession(Path file, Editor editor, Check check, Root root) {
        this.file = file;
        this.editor = editor;
        this.check = check;
        this.root = root;
    }

    /** The exit code. */
    int run() throws IOException {
        Draft draft = Draft.of(file, first());
        // An editor has its own use for Ctrl-C; at the question it is an answer.
        UnixSignals.on("INT", () -> interrupted(draft));
        while (true) {
            Editor.End end = editor.edit(draft.path());
            if (!(end instanceof Editor.Exited exited) || exited.status() != 0) {
                draft.discard();
                return fail(failure(end) + "; nothing is saved");
            }
            if (draft.isUnchanged()) {
                draft.discard();
                return say(SafeText.ofText(file.toString()) + " is unchanged");
            }
            Choice choice = isFine(draft) ? Choice.SAVE : ask();
            switch (choice) {
                case SAVE -> {
                    draft.save();
                    return say(SafeText.ofText(file.toString()) + " is saved; `reactorctl reload` to apply");
                }
                case LEAVE -> {
                    draft.discard();
                    return fail("nothing is saved");
                }
                case NOBODY_THERE -> {
                    return fail("nothing is saved; the text is in "
                            + SafeText.ofText(draft.path().toString()));
                }
                case AGAIN -> {}
            }
        }
    }

    /** What stands in a file that is made. */
    private static String first() {
        return SampleRule.SPOOL.lines("the directory of this file").stream()
                .map(line -> line.startsWith("#") ? line : "#" + line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String failure(Editor.End end) {
        return end instanceof Editor.NotStarted not
                ? "the editor does not start: " + SafeText.ofText(not.reason())
                : "the editor exited " + (end instanceof Editor.Exited exited ? exited.status() : -1);
    }

    private boolean isFine(Draft draft) throws IOException {
        draft.takeAttributes();
        Loading loading = check.of(draft.path());
        List<Diagnostic> told = loading.diagnostics();
        told.forEach(one -> root.err.println(one.text()));
        boolean overtaken = draft.isOvertaken();
        if (overtaken) {
            root.err.println(SafeText.ofText(file.toString()) + " has been changed by somebody else meanwhile");
        }
        return loading instanceof Loading.Loaded && !overtaken;
    }

    private Choice ask() throws IOException {
        asking = true;
        try {
            while (true) {
                root.err.print(QUESTION);
                root.err.flush();
                String line = line();
                switch (line) {
                    case "e" -> {
                        return Choice.AGAIN;
                    }
                    case "x" -> {
                        return Choice.LEAVE;
                    }
                    case "Q" -> {
                        return Choice.SAVE;
                    }
                    case "\0" -> {
                        root.err.println();
                        return Choice.NOBODY_THERE;
                    }
                    default -> root.err.println("Please answer e, x or Q.");
                }
            }
        } finally {
            asking = false;
        }
    }

    /** What is typed, without its blanks; NUL at the end. Byte by byte, since what follows may be the editor's. */
    @SuppressWarnings("resource") // standard input is not ours to close
    private static String line() throws IOException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        return next < 0 && line.isEmpty() ? "\0" : line.toString().strip();
    }

    private void interrupted(Draft draft) {
        if (asking) {
            try {
                draft.discard();
            } catch (IOException left) {
                root.err.println("reactorctl edit: " + draft.path() + " is left behind");
            }
            Runtime.getRuntime().exit(ExitCode.FAILED.code());
        }
    }

    private int say(String sentence) {
        if (!root.quiet()) {
            root.err.println("reactorctl edit: " + sentence);
        }
        return ExitCode.FINE.code();
    }

    private int fail(String sentence) {
        root.err.println("reactorctl edit: " + sentence);
        return ExitCode.FAILED.code();
    }
}
