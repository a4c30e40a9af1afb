package org.reactord.source.inotify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A {@link Listener} in a process of its own, and what it has said. */
final class Listening implements AutoCloseable {
    private final Process process;
    private final PrintStream orders;
    private final List<String> said = new ArrayList<>();

    private Listening(Process process) {
        this.process = process;
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread hearing = new Thread(this::hear, "hearing");
        hearing.setDaemon(true);
        hearing.start();
    }

    /** Starts one, behind the words given, such as {@code unshare -Urm}. */
    static Listening start(List<String> before, Duration poll, Duration retry, String... trees) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(
                List.of(Listener.class.getName(), Long.toString(poll.toMillis()), Long.toString(retry.toMillis())));
        command.addAll(List.of(trees));
        Listening listening = new Listening(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        listening.await("armed", line -> line.equals("armed"));
        return listening;
    }

    private void hear() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                }
            }
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    /** Has a shell of that process do something, where that process lives, and waits for the end. */
    void order(String command) {
        int before = all(line -> line.startsWith("done ")).size();
        orders.println(command);
        await(command, () -> all(line -> line.startsWith("done ")).size() > before);
        String answer = all(line -> line.startsWith("done ")).get(before);
        if (!answer.startsWith("done 0")) {
            throw new IllegalStateException(command + ": " + answer);
        }
    }

    List<String> all(Predicate<String> meant) {
        synchronized (said) {
            return said.stream().filter(meant).toList();
        }
    }

    void forget() {
        synchronized (said) {
            said.clear();
        }
    }

    void await(String what, Predicate<String> meant) {
        await(what, () -> !all(meant).isEmpty());
    }

    private void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    if (!process.isAlive() && !condition.getAsBoolean()) {
                        throw new IllegalStateException("the listener has ended: " + all(line -> true));
                    }
                    return condition.getAsBoolean();
                });
    }

    /** Waits for so many lines that begin like this. */
    void awaitCount(int count, String beginning) {
        awaitCount(count, beginning, line -> line.startsWith(beginning));
    }

    void awaitCount(int count, String what, Predicate<String> meant) {
        Awaitility.await(count + " times " + what)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> all(meant).size() >= count);
    }

    void awaitTold(String change, Path path) {
        await(change + " " + path, line -> line.startsWith(change + " " + path + " "));
    }

    void awaitState(String kind, String detail) {
        await(kind + " " + detail, () -> {
            List<String> states = all(line -> line.startsWith("state "));
            String last = states.isEmpty() ? "" : states.get(states.size() - 1);
            return last.startsWith("state " + kind + " ") && last.contains(detail);
        });
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, as kill(1) names it. */
    void signal(String name) throws IOException, InterruptedException {
        int answer = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .start()
                .waitFor();
        if (answer != 0) {
            throw new IllegalStateException("kill -" + name + " answered " + answer);
        }
    }

    static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        orders.close();
        await(
                "the end of the listener",
                () -> !process.isAlive() || !all(line -> line.equals("closed")).isEmpty());
        process.destroyForcibly();
    }
}
