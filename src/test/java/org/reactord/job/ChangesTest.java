package org.reactord.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.event.Seen;

/** {@code +a} created, {@code =a} written, {@code -a} deleted, {@code ~a} attributes, {@code a>b} moved. */
class ChangesTest {
    private static final Seen TREE = Seen.below("/t");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "+a, created a",
                "=a, written a",
                "+a =a, written a",
                "+a =a =a, written a",
                "=a ~a, written a",
                "+a ~a, created a",
                "~a ~a, attributes a",
                "~a =a, written a",
                "~a +a, created a",
                "+a -a, nothing",
                "=a -a, deleted a",
                "~a -a, deleted a",
                "-a +a, written a",
                "-a =a, written a",
                "-a +a -a, deleted a",
                "+t =t t>a, written a from t",
                "=t t>a, written a from t",
                "+t t>a, written a",
                "=a +t =t t>a, written a from t",
                "=a =t t>a =u u>a, written a from u; deleted t",
                "a>b, moved b from a",
                "a>b b>c, moved c from a; deleted b",
                "a>b b>c c>d, deleted b; moved d from a; deleted c",
                "a>b =b, moved b from a",
                "~a a>b, moved b from a",
                "a>b -b, deleted b; deleted a",
                "a>b b>c -c, deleted c; deleted b; deleted a",
                "a>b =a -b, deleted b; written a",
                "a>b c>b, moved b from c; deleted a",
                "-b a>b, moved b from a",
                "a>b b>a, written a; deleted b",
                "=t t>a =a, written a from t",
                "=t t>a -a, deleted a; deleted t",
                "=t t>a a>b, written b from t; deleted a",
                "-c a>b b>c, written c from a; deleted b",
                "-c a>b b>c c>b -b, deleted b; deleted c; deleted a",
                "=a =b -a, deleted a; written b",
                "+a =b -a, written b",
                "=b =a =b, written b; written a",
            })
    void theSumOfAHandfulOfEvents(String events, String sum) {
        Changes changes = new Changes();
        for (String event : events.split(" ", -1)) {
            changes.add(event(event));
        }
        assertEquals(sum == null ? "" : sum, told(changes));
        assertEquals(sum == null, changes.isEmpty());
        assertEquals(changes.list().size(), changes.size());
    }

    @Test
    void whatACommandWasToldOfDoesNotComeToNothing() {
        Changes changes = new Changes();
        changes.add(event("+a"));
        changes.tell();
        changes.add(event("-a"));
        assertEquals("deleted a", told(changes));
    }

    @Test
    void aMoveOfWhatACommandWasToldOfSaysWhereFrom() {
        Changes changes = new Changes();
        changes.add(event("=a"));
        changes.tell();
        changes.add(event("a>b"));
        assertEquals("moved b from a", told(changes));
    }

    @ParameterizedTest
    @CsvSource({
        "a>b b>c, moved c from a; deleted b",
        "a>b b>a, moved a from b; deleted b",
        "-c a>b b>c, moved c from a; deleted b",
        "+a a>b, moved b from a",
    })
    void aDirectoryThatWasMovedIsNeverSaidToBeWritten(String events, String sum) {
        Changes changes = new Changes();
        for (String event : events.split(" ", -1)) {
            changes.add(directory(event(event)));
        }
        assertEquals(sum, told(changes));
    }

    private static FileEvent directory(FileEvent event) {
        return new FileEvent(
                event.tree(),
                event.path(),
                event.change(),
                FileKind.DIRECTORY,
                event.from(),
                event.stamp(),
                event.cause());
    }

    @Test
    void anotherJobsChangesAreLaterOnes() {
        Changes first = new Changes();
        first.add(event("=a"));
        first.add(event("+b"));
        Changes later = new Changes();
        later.add(event("-b"));
        later.add(event("-a"));
        first.addAll(later);
        assertEquals("deleted a", told(first));
        assertEquals("deleted b; deleted a", told(later));
    }

    @Test
    void theLastStateOfAFileIsTheOneThatIsKept() {
        FileStamp last = Seen.newStamp();
        Changes changes = new Changes();
        changes.add(TREE.written("a"));
        changes.add(TREE.written("a", last));
        assertEquals(last, changes.first().orElseThrow().stamp().orElseThrow());
        changes.add(TREE.moved("x", "b"));
        FileStamp lastOfMoved = Seen.newStamp();
        changes.add(TREE.written("b", lastOfMoved));
        assertEquals(lastOfMoved, changes.list().get(1).stamp().orElseThrow());
    }

    @Test
    void theListIsAPictureAndStaysAsItWas() {
        Changes changes = new Changes();
        changes.add(event("=a"));
        List<FileChange> list = changes.list();
        changes.add(event("=b"));
        assertEquals(1, list.size());
    }

    @Test
    void nothingHasNoFirst() {
        Changes changes = new Changes();
        assertTrue(changes.isEmpty());
        assertTrue(changes.first().isEmpty());
        assertEquals(0, changes.size());
    }

    private static FileEvent event(String written) {
        String name = written.substring(1);
        return switch (written.charAt(0)) {
            case '+' -> TREE.created(name);
            case '=' -> TREE.written(name);
            case '-' -> TREE.deleted(name);
            case '~' -> TREE.attributes(name);
            default -> TREE.moved(written.substring(0, 1), written.substring(2));
        };
    }

    private static String told(Changes changes) {
        List<String> told = new ArrayList<>();
        for (FileChange change : changes.list()) {
            String from = change.from().map(old -> " from " + old.name()).orElse("");
            told.add(change.change().word() + " " + change.path().name() + from);
        }
        return String.join("; ", told);
    }
}
