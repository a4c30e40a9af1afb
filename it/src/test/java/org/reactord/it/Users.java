package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;

/** Being somebody else, which only root can. */
final class Users {
    private Users() {}

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The words before a command of that user's; they end with a blank. */
    static String as(int uid) {
        return "setpriv --reuid=" + uid + " --regid=" + uid + " --clear-groups ";
    }

    /** Has all daemons and clients from here on run as a user without rights, from a copy of the tree that it may read. */
    static void live(Sandbox sandbox, int uid) {
        Program.require("setpriv", "util-linux");
        Path copy = sandbox.root().resolve("tree");
        Ended ended = sandbox.shell("cp -R '" + Program.reactorHome() + "' '" + copy + "' && chmod -R a+rX '" + copy
                + "' && chown -R " + uid + ":" + uid + " '" + sandbox.root() + "'");
        assertEquals(0, ended.exit(), ended::toString);
        sandbox.program(copy.resolve("bin/reactorctl"));
        sandbox.startWith(as(uid).strip().split(" "));
    }
}
