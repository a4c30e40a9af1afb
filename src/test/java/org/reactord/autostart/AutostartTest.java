package org.reactord.autostart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** What is written for a login, as far as no tool of the system is needed to judge it. */
class AutostartTest {
    @TempDir
    private Path home;

    private Login login(long uid, String launcher) {
        return new Login(
                Map.of("XDG_CONFIG_HOME", "relative"),
                home,
                uid,
                "Mac OS X",
                Path.of(launcher),
                home.resolve("none"),
                Optional.of("/opt/java & co"));
    }

    @Test
    void anAgentOfLaunchdIsAFileThatXmlReadersTake() throws Exception {
        Autostart autostart = new Autostart(login(501, "/Users/x/<a> & b/reactorctl"));
        assertInstanceOf(Autostart.Done.class, autostart.enable());
        Path agent = home.resolve("Library/LaunchAgents/org.reactord.reactor.plist");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList strings = factory.newDocumentBuilder().parse(agent.toFile()).getElementsByTagName("string");
        assertEquals("org.reactord.reactor", strings.item(0).getTextContent());
        assertEquals("/Users/x/<a> & b/reactorctl", strings.item(1).getTextContent());
        assertEquals("server", strings.item(2).getTextContent());
        assertEquals("/opt/java & co", strings.item(3).getTextContent());
        assertEquals(
                List.of(true),
                autostart.standings().stream().map(Standing::enabled).toList());
        assertInstanceOf(Autostart.Done.class, autostart.disable());
        assertFalse(Files.exists(agent));
    }

    @Test
    void aPathThatIsNoLineIsRefused() {
        for (String path : List.of("/a\nb/reactorctl", "/a\ufffd/reactorctl", "/a\u007f/reactorctl")) {
            assertInstanceOf(Autostart.Refused.class, new Autostart(login(501, path)).enable(), path);
        }
    }

    @Test
    void rootIsRefused() {
        Autostart.Refused refused =
                assertInstanceOf(Autostart.Refused.class, new Autostart(login(0, "/usr/bin/reactorctl")).enable());
        assertTrue(refused.reason().contains("systemctl enable reactor"), refused::toString);
    }

    @Test
    void quotingIsThatOfTheSpecifications() {
        assertEquals("/usr/bin/reactorctl server", Quoted.exec("/usr/bin/reactorctl", "server"));
        assertEquals("\"/a b\\\\$\\\\`\\\\\"\\\\\\\\c\" server", Quoted.exec("/a b$`\"\\c", "server"));
        assertEquals("/bin/sh -c \"exec \\\\\"\\\\$0\\\\\" server\" \"/a %%b\"", Quoted.exec("/a %b", "server"));
        assertEquals("\"/a $b%%c\"", Quoted.program("/a $b%c"));
        assertEquals("/bin/sh -c \"exec \\\"$$0\\\" \\\"$$@\\\"\" \"/a $$b'\\\\\"", Quoted.program("/a $b'\\"));
    }

    @Test
    void aFileIsKnownAgainOnlyAsItWasMade() throws IOException {
        MadeFile file = new MadeFile(home.resolve("made/file"), "# ", "");
        assertEquals(MadeFile.State.ABSENT, file.state());
        assertTrue(file.write("text \u00e9\n"));
        assertFalse(file.write("text \u00e9\n"));
        assertEquals(MadeFile.State.OURS, file.state());
        Files.writeString(file.path(), Files.readString(file.path()).replace("text", "test"));
        assertEquals(MadeFile.State.CHANGED, file.state());
        assertTrue(file.write("text"));
        Files.writeString(file.path(), "anything");
        assertEquals(MadeFile.State.FOREIGN, file.state());
    }
}
