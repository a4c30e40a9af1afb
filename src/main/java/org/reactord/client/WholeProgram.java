package org.reactord.client;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Everything that {@code reactorctl} can do: the jar beside this one, started in this process.
 *
 * <p>It is loaded apart, with its own copy of what both jars hold: a package whose classes came from two loaders would be
 * two packages.
 */
final class WholeProgram {
    private static final String JAR = "reactord.jar";
    private static final String ENTRY = "org.reactord.cli.Reactorctl";

    private WholeProgram() {}

    /** Runs it with these arguments; it ends the process. */
    static void run(String... arguments) {
        try {
            URL here = WholeProgram.class.getProtectionDomain().getCodeSource().getLocation();
            // Not closed: it is in use until the process ends.
            @SuppressWarnings("resource")
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {new URL(here, JAR)}, ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass(ENTRY).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException defect) {
            throw new IllegalStateException(defect.getCause());
        } catch (MalformedURLException | ReflectiveOperationException incomplete) {
            throw new IllegalStateException("there is no whole " + JAR + " beside reactorctl.jar", incomplete);
        }
    }
}
