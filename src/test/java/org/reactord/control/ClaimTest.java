package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.contact.Place;
import org.reactord.contact.Places;
import org.reactord.rule.RuleSet;

/** One daemon at a time, in a directory that nobody else can get at. */
class ClaimTest {
    @TempDir
    private Path root;

    private Path directory;
    private Places places;

    @BeforeEach
    void setUp() {
        directory = root.resolve("reactor");
        places = ServerFixture.places(directory);
    }

    private Claim take() {
        return assertInstanceOf(Claim.Taken.class, Claim.take(places)).claim();
    }

    private String refusal() {
        return assertInstanceOf(Claim.CannotOpen.class, Claim.take(places)).reason();
    }

    private ControlServer.Result open(Claim claim) {
        FakeEngine engine = new FakeEngine();
        RuleLoader loader = () -> new RuleLoader.Loaded(new RuleSet(List.of()), List.of(), Map.of(), List.of());
        Reloader reloader = new Reloader(
                engine, loader, Thread::new, List.of(), new RuleFileWatch(engine, Optional::empty, Thread::new));
        return ControlServer.open(
                claim,
                engine,
                reloader,
                new Facts("0.1.0", places, List.of(), new FakeQuiet()),
                new Archive(new FakeRuns(), new FakeOutlet(), new FakeVault()),
                Thread::new);
    }

    private void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void theDirectoryIsMadeForTheOwnerAlone() throws IOException {
        try (Claim claim = take()) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
            assertEquals(places.lock(), directory.resolve("control.lock"));
            assertEquals(
                    List.of(
                            Long.toString(ProcessHandle.current().pid()),
                            claim.socket().toString()),
                    Files.readAllLines(places.lock()));
        }
        assertFalse(Files.exists(places.lock()));
    }

    @Test
    void aSecondOneIsToldWhoHasIt() {
        try (Claim first = take()) {
            Claim.AlreadyRunning running = assertInstanceOf(Claim.AlreadyRunning.class, Claim.take(places));
            assertEquals(ProcessHandle.current().pid(), running.pid().orElseThrow());
            assertTrue(running.describe().contains(first.socket().toString()), running.describe());
        }
        take().close();
    }

    @Test
    void aStaleLockAndAStaleSocketAreHarmless() throws IOException {
        Files.createDirectory(directory);
        mode(directory, "rwx------");
        Files.writeString(places.lock(), "99999\n/elsewhere\n");
        try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(places.socket().path()));
        }
        ControlServer server =
                assertInstanceOf(ControlServer.Opened.class, open(take())).server();
        assertTrue(Asker.ask(places.socket().path(), "{\"request\":\"status\"}").size() > 1);
        server.close();
        try (var left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aFileInTheSocketsPlaceIsLeftAlone() throws IOException {
        Claim claim = take();
        Files.writeString(places.socket().path(), "precious");
        String reason =
                assertInstanceOf(ControlServer.CannotOpen.class, open(claim)).reason();
        assertTrue(reason.contains("is no socket"), reason);
        claim.close();
        assertEquals("precious", Files.readString(places.socket().path()));
    }

    @Test
    void aDirectoryThatOthersMayWriteIsRefused() throws IOException {
        Files.createDirectory(directory);
        mode(directory, "rwxrwxr-x");
        assertTrue(refusal().contains("chmod 700"), refusal());
        mode(directory, "rwxr-xr-x");
        take().close();
    }

    @Test
    void aDirectoryThatNobodyChoseMustBeTheOwnersAlone() throws IOException {
        Files.createDirectory(directory);
        mode(directory, "rwxr-xr-x");
        Place socket = places.socket();
        places = new Places(places.rules(), places.state(), new Place(socket.path(), "the default", false));
        assertTrue(refusal().contains("mode 755"), refusal());
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws IOException {
        if (Places.uid() != 0) {
            places = new Places(places.rules(), places.state(), new Place(Path.of("/tmp/c.sock"), "chosen", true));
        } else {
            Files.createDirectory(directory);
            Files.setAttribute(directory, "unix:uid", 65534);
        }
        String reason = refusal();
        assertTrue(reason.contains("belongs to user") && reason.contains("REACTOR_SOCKET"), reason);
    }

    @Test
    void aLinkInTheDirectorysPlaceIsRefused() throws IOException {
        Files.createSymbolicLink(directory, Files.createDirectory(root.resolve("elsewhere")));
        assertTrue(refusal().contains("symbolic link") || refusal().contains("exists"), refusal());
    }

    @Test
    void aPathThatIsTooLongIsNamedWithWhatToDo() {
        places = ServerFixture.places(root.resolve("ü".repeat(50)));
        assertTrue(refusal().contains("REACTOR_SOCKET") && refusal().contains("üü"), refusal());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsExplained() throws IOException {
        Files.writeString(directory, "in the way");
        assertTrue(refusal().contains(directory.toString()), refusal());
    }

    @Test
    void theLockOfASocketWithAnotherNameStandsBesideIt() {
        Places.Flags flags = new Places.Flags(Optional.empty(), Optional.empty(), Optional.of("/x/one"));
        Places one =
                assertInstanceOf(Places.Found.class, Places.ofProcess(flags)).places();
        assertEquals(Path.of("/x/one.lock"), one.lock());
    }
}
