package org.reactord.autostart;

import java.io.IOException;
import java.util.List;
import org.reactord.event.SafeText;

/**
 * A way that is a file and nothing else: who starts sessions reads it.
 *
 * @param text of the file
 * @param starts who starts the daemon because of it, and when: a clause
 */
record FileWay(String name, MadeFile file, String text, String starts) implements Way {
    @Override
    public List<String> enable() throws IOException {
        MadeFile.State state = file.state();
        if (state == MadeFile.State.CHANGED) {
            return List.of(shown() + " was changed by hand and stays as it is" + whetherOff());
        }
        if (state == MadeFile.State.FOREIGN) {
            return List.of(shown() + " is there, was not made by reactorctl, and stays as it is" + whetherOff());
        }
        boolean written = file.write(text);
        return List.of(
                shown() + (written ? " is written: " : " is there already: ") + starts,
                "to start it now: reactorctl server &");
    }

    @Override
    public List<String> disable() throws IOException {
        return switch (file.state()) {
            case ABSENT -> List.of();
            case CHANGED -> List.of(shown() + " was changed by hand and is left; remove it, if that is what you want");
            case FOREIGN -> List.of(shown() + " was not made by reactorctl and is left");
            case OURS -> {
                file.remove();
                yield List.of(shown() + " is removed");
            }
        };
    }

    @Override
    public Standing standing() throws IOException {
        MadeFile.State state = file.state();
        boolean hidden = state != MadeFile.State.ABSENT && isOff();
        String detail =
                switch (state) {
                    case ABSENT, OURS -> "";
                    case CHANGED -> "changed by hand";
                    case FOREIGN -> "not made by reactorctl";
                };
        return new Standing(name, state != MadeFile.State.ABSENT && !hidden, shown(), hidden ? "switched off" : detail);
    }

    /** By which a desktop's own settings switch an entry off. */
    private boolean isOff() throws IOException {
        return file.text()
                .lines()
                .anyMatch(line ->
                        line.strip().equals("Hidden=true") || line.strip().equals("X-GNOME-Autostart-enabled=false"));
    }

    private String whetherOff() throws IOException {
        return isOff() ? ", and it is switched off there" : "";
    }

    private String shown() {
        return SafeText.ofText(file.path().toString());
    }
}
