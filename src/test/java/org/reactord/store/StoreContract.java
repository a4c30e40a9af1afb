package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;

/** What every store must do. */
@Timeout(60)
abstract class StoreContract {
    final Answers answers = new Answers();

    abstract Store store();

    /** An item in the spool. */
    abstract FileChange place(String name);

    /** From now on nothing can be removed. */
    abstract void jam();

    abstract Attempt attempt(FileChange item, Done done);

    private static final Done DELETE = new Done.Delete();
    private static final Done KEEP = new Done.Keep();

    private boolean knows(FileChange item) {
        return store().wasDelivered("the rule", item.path(), item.stamp().orElseThrow());
    }

    @Test
    void aKeptItemIsKnownAsDelivered() {
        FileChange item = place("item");
        assertFalse(knows(item));
        Attempt attempt = attempt(item, KEEP);
        store().delivered(attempt);
        assertTrue(knows(item), "at once");
        assertEquals(new Disposal.Done(), answers.of(attempt));
        assertTrue(knows(item));
    }

    @Test
    void otherContentAndOtherRulesAreNot() {
        FileChange item = place("item");
        store().delivered(attempt(item, KEEP));
        FileStamp stamp = item.stamp().orElseThrow();
        FileStamp longer =
                new FileStamp(stamp.device(), stamp.inode(), stamp.size() + 1, stamp.modified(), stamp.changed());
        FileStamp later =
                new FileStamp(stamp.device(), stamp.inode(), stamp.size(), stamp.modified() + 1, stamp.changed());
        FileStamp other =
                new FileStamp(stamp.device(), stamp.inode() + 1, stamp.size(), stamp.modified(), stamp.changed());
        FileStamp touched =
                new FileStamp(stamp.device(), stamp.inode(), stamp.size(), stamp.modified(), stamp.changed() + 1);
        assertFalse(store().wasDelivered("the rule", item.path(), longer));
        assertFalse(store().wasDelivered("the rule", item.path(), later));
        assertFalse(store().wasDelivered("the rule", item.path(), other));
        assertFalse(store().wasDelivered("another", item.path(), stamp));
        assertTrue(store().wasDelivered("the rule", item.path(), touched), "a chmod is no new content");
    }

    @Test
    void aRemovedItemIsForgotten() {
        FileChange item = place("item");
        Attempt attempt = attempt(item, DELETE);
        store().delivered(attempt);
        assertEquals(new Disposal.Done(), answers.of(attempt));
        answers.awaitUntil(() -> !knows(item));
    }

    @Test
    void anItemThatCannotBeRemovedStaysKnown() {
        FileChange item = place("item");
        jam();
        Attempt attempt = attempt(item, DELETE);
        store().delivered(attempt);
        assertInstanceOf(Disposal.Stuck.class, answers.of(attempt));
        assertTrue(knows(item));
    }

    @Test
    void anItemThatWasGivenUpWasNotDelivered() {
        FileChange item = place("item");
        Attempt attempt = attempt(item, DELETE);
        store().givenUp(attempt, "exited 1");
        assertEquals(new Disposal.Done(), answers.of(attempt));
        assertFalse(knows(item));
    }

    @Test
    void whoAsksAgainIsAnsweredAgain() {
        FileChange item = place("item");
        Attempt first = attempt(item, KEEP);
        Attempt second = attempt(item, KEEP);
        store().delivered(first);
        store().delivered(second);
        assertEquals(new Disposal.Done(), answers.of(first));
        assertEquals(new Disposal.Done(), answers.of(second));
    }

    @Test
    void answersComeInOrderAndBeforeTheEnd() {
        List<Attempt> asked = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Attempt attempt = attempt(place("item" + i), i % 2 == 0 ? DELETE : KEEP);
            asked.add(attempt);
            store().delivered(attempt);
        }
        store().close();
        assertEquals(asked, answers.inOrder());
    }
}
