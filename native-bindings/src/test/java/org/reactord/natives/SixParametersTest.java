package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stub compiler for x86-64 passes rubbish as the sixth of six primitive arguments; see {@link LibC}. */
final class SixParametersTest {
    /** The sixth parameter, the flags, must be 0: anything else is EINVAL. */
    public interface CopyFileRange {
        long copy_file_range(int in, @Nullable Pointer inAt, int out, @Nullable Pointer outAt, long size, int flags);
    }

    @Test
    void sixthParameterArrivesWhenOneIsAPointer(@TempDir Path directory) throws IOException {
        Path from = Files.writeString(directory.resolve("from"), "hello");
        Path to = directory.resolve("to");
        CopyFileRange library = LibraryLoader.create(CopyFileRange.class).load(LibC.FILE);
        int in = Fd.open(Bytes.of(from.toString()), OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        int out = Fd.open(Bytes.of(to.toString()), OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_CLOEXEC, 0600);

        assertEquals(-1, library.copy_file_range(in, null, out, null, 5, 77));
        assertEquals(5, library.copy_file_range(in, null, out, null, 5, 0));

        Fd.close(in);
        Fd.close(out);
        assertEquals("hello", Files.readString(to));
    }

    @Test
    void noBindingHasSixPrimitives() throws IOException, URISyntaxException, ClassNotFoundException {
        List<Class<?>> bindings = interfacesBesides(LibC.class);
        assertTrue(bindings.contains(LibC.Functions.class));
        for (Class<?> binding : bindings) {
            for (Method function : binding.getMethods()) {
                Class<?>[] parameters = function.getParameterTypes();
                if (parameters.length == 6 && Arrays.stream(parameters).allMatch(Class::isPrimitive)) {
                    fail(function + " has exactly six parameters, all primitive");
                }
            }
        }
    }

    /** Every interface that is compiled into the same place as the type given. */
    private static List<Class<?>> interfacesBesides(Class<?> type)
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path root =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        List<Class<?>> interfaces = new ArrayList<>();
        for (String name : names) {
            Class<?> candidate = Class.forName(name, false, type.getClassLoader());
            if (candidate.isInterface()) {
                interfaces.add(candidate);
            }
        }
        return interfaces;
    }
}
