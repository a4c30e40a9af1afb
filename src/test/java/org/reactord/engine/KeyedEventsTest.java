package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.event.ItemName;
import org.reactord.event.Seen;
import org.reactord.exec.Leftover;
import org.reactord.job.JobId;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.RuleMaker;

/** The queues of rules for events: the key is in the name of the file in which an event waits. */
class KeyedEventsTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture(4);

    private int sent;

    private static RuleMaker push() {
        return RuleMaker.event("push").retry(RetryPolicy.NEVER);
    }

    /** The name of an event that is sent now. */
    private String item(String key) {
        return ItemName.of(
                        Instant.EPOCH.plusNanos(++sent),
                        Integer.toString(sent),
                        Optional.empty(),
                        Optional.empty(),
                        key.isEmpty() ? Optional.empty() : Optional.of(key))
                .display();
    }

    private String sent(String key) {
        String item = item(key);
        loop.written("push", item);
        return item;
    }

    @Test
    void differentKeysRunSideBySideAndOneKeyInTheOrderOfArrival() {
        loop.rules(push().sequential("{repo}"));
        String site1 = sent("me/site");
        String site2 = sent("me/site");
        String site3 = sent("me/site");
        String blog1 = sent("me/blog");
        assertEquals(List.of(site1, blog1), loop.running());
        loop.ends(blog1, OK);
        assertEquals(List.of(site1), loop.running());
        loop.ends(site1, OK);
        assertEquals(List.of(site2), loop.running());
        loop.ends(site2, OK);
        loop.ends(site3, OK);
        assertEquals(List.of(site1, blog1, site2, site3), loop.launched());
    }

    @Test
    void keysThatAreAlikeOnlyWhenCutAreDifferent() {
        loop.rules(push().sequential("{repo}"));
        String one = sent("x".repeat(300) + "1");
        String two = sent("x".repeat(300) + "2");
        sent("x".repeat(300) + "1");
        assertEquals(List.of(one, two), loop.running());
    }

    @Test
    void whatDidNotSayTheKeyWaitsForItsLike() {
        loop.rules(push().sequential("{repo}"));
        String one = sent("");
        String two = sent("");
        String keyed = sent("me/site");
        assertEquals(List.of(one, keyed), loop.running());
        loop.ends(one, OK);
        assertEquals(List.of(keyed, two), loop.running());
    }

    @Test
    void oneThatFailsHoldsUpOnlyItsLike() {
        loop.rules(push().sequential("{repo}"));
        String site = sent("me/site");
        String next = sent("me/site");
        String blog = sent("me/blog");
        loop.ends(site, FAILED);
        assertEquals(List.of(blog, next), loop.running());
        assertEquals(1, loop.store.givenUp().size());
    }

    @Test
    void ofEachKeyTheNewestEvictsTheOneThatWaits() {
        loop.rules(push().evict("{repo}"));
        String site1 = sent("me/site");
        String site2 = sent("me/site");
        String blog1 = sent("me/blog");
        String site3 = sent("me/site");
        assertEquals(List.of(site1, blog1), loop.running());
        loop.ends(site1, OK);
        assertEquals(List.of(blog1, site3), loop.running());
        BytePath evicted = BytePath.ofUtf8("/push/" + site2);
        assertEquals(List.of(evicted), loop.store.withdrawn(), "the next daemon must not find it");
    }

    @Test
    void whatIsEvictedFromASpoolOfFilesStays() {
        loop.rules(RuleMaker.spool("files").evict());
        loop.written("files", "a", "b", "c");
        loop.ends("a", OK);
        assertEquals(List.of("c"), loop.running());
        assertEquals(List.of(), loop.store.withdrawn());
    }

    @Test
    void aRuleThatHasLostItsKeyRunsOneAfterAnother() {
        loop.rules(push());
        String site = sent("me/site");
        sent("me/blog");
        assertEquals(List.of(site), loop.running());
    }

    @Test
    void whatStillRunsOfADaemonThatDiedHoldsUpItsLike() {
        RuleMaker push = push().sequential("{repo}");
        String running = item("me/site");
        BytePath root = BytePath.ofUtf8("/push");
        BytePath path = root.resolve(BytePath.ofUtf8(running));
        FileStamp stamp = Seen.newStamp();
        JobId job = JobId.ofItem("push", path, stamp);
        Leftover left = new Leftover("push", job, root, path, 1, 1, Instant.EPOCH, List.of(4711L));
        LoopFixture after = new LoopFixture(4, List.of(left));
        after.rules(push);
        after.log.close();
        String site = item("me/site");
        String blog = item("me/blog");
        after.sees(after.foundAtStart("push").written(running, stamp));
        after.sees(after.foundAtStart("push").written(site));
        after.sees(after.foundAtStart("push").written(blog));
        assertEquals(List.of(blog), after.running());
        after.inbox.leftoverEnded(job);
        after.settleDown();
        assertEquals(List.of(blog, site), after.running(), "what was tried already goes behind the fresh one");
    }
}
