package org.reactord.it.harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test as many sandboxes as it has parameters of that type, checks each {@link Aftermath}, and tells the story
 * of a case that failed; its directory is then kept.
 */
public final class SandboxExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    /** The sandboxes of one test. */
    private static final class Sandboxes {
        private final List<Sandbox> list = new ArrayList<>();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Sandbox sandbox = new Sandbox();
        sandboxes(test).list.add(sandbox);
        return sandbox;
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        AssertionError wrong = null;
        boolean failed = test.getExecutionException().isPresent();
        for (Sandbox sandbox : sandboxes(test).list) {
            wrong = failed ? wrong : firstOf(wrong, check(sandbox));
            sandbox.daemons().stream().filter(ReactorProcess::alive).forEach(ReactorProcess::destroy);
            new Aftermath(sandbox).endSurvivors();
            if (failed || wrong != null) {
                tell(test, sandbox);
            } else {
                delete(sandbox.root());
            }
        }
        if (wrong != null) {
            throw wrong;
        }
    }

    private static @Nullable AssertionError check(Sandbox sandbox) {
        try {
            new Aftermath(sandbox).check();
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }

    private static @Nullable AssertionError firstOf(@Nullable AssertionError one, @Nullable AssertionError other) {
        return one != null ? one : other;
    }

    private static void tell(ExtensionContext test, Sandbox sandbox) {
        StringBuilder story = new StringBuilder("== ")
                .append(test.getRequiredTestClass().getSimpleName())
                .append(' ')
                .append(test.getDisplayName())
                .append(", kept in ")
                .append(sandbox.root())
                .append('\n');
        for (Path log : sandbox.logs()) {
            story.append("-- ").append(log.getFileName()).append('\n').append(Exec.text(log));
        }
        for (ReactorProcess daemon : sandbox.daemons()) {
            story.append(daemon.outText().isEmpty() ? "" : "-- a daemon's standard output\n" + daemon.outText());
        }
        story.append("-- diary\n");
        sandbox.diary().entries().forEach(entry -> story.append(entry).append('\n'));
        System.err.println(story);
    }

    private static Sandboxes sandboxes(ExtensionContext test) {
        return test.getStore(NAMESPACE).getOrComputeIfAbsent(Sandboxes.class, type -> new Sandboxes(), Sandboxes.class);
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
