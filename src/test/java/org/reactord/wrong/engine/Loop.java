package org.reactord.wrong.engine;

import java.io.File;
import java.util.concurrent.locks.ReentrantLock;

/** A loop that locks and looks at files. */
final class Loop {
    final ReentrantLock lock = new ReentrantLock();
    final File file = new File("/");
}
