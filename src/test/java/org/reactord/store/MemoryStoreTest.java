package org.reactord.store;

import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;

final class MemoryStoreTest extends StoreContract {
    private static final BytePath SPOOL = BytePath.ofUtf8("/spool");

    private final MemoryStore store = new MemoryStore(answers);
    private int inode;

    @Override
    Store store() {
        return store;
    }

    @Override
    FileChange place(String name) {
        inode++;
        return Items.item(SPOOL, SPOOL.resolve(BytePath.ofUtf8(name)), new FileStamp(1, inode, 10, 1000, 1000));
    }

    @Override
    void jam() {
        store.answer(attempt -> new Disposal.Stuck("it cannot be removed: Read-only file system"));
    }

    @Override
    Attempt attempt(FileChange item, Done done) {
        return Items.attempt("the rule", item, done, SPOOL.resolve(BytePath.ofUtf8(".failed")));
    }
}
