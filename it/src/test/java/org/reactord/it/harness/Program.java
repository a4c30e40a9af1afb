package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that tests need and the system must have. */
public final class Program {
    private Program() {}

    /** The program's path; the test fails, naming the package that has it, if it is not installed. */
    public static Path require(String name, String aptPackage) {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":", -1)) {
            Path candidate = Path.of(directory, name);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return fail("this test needs the program " + name + ": apt-get install " + aptPackage);
    }

    /** The packaged daemon's tree. */
    public static Path reactorHome() {
        return Path.of(property("reactor.home"));
    }

    public static Path reactorctl() {
        Path launcher = reactorHome().resolve("bin/reactorctl");
        return Files.isExecutable(launcher) ? launcher : fail("no " + launcher + ": ./mvnw package makes it");
    }

    /** The root of the source tree. */
    public static Path root() {
        return Path.of(property("reactor.root"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        return value != null ? value : fail("the system property " + name + " is not set; it/pom.xml does so");
    }
}
