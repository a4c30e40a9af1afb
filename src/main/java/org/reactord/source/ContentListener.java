package org.reactord.source;

import java.util.Map;
import org.reactord.event.BytePath;

/** Who hears what is in files; called on the thread that read them. */
public interface ContentListener {
    /** The answer to {@link Contents#read}; a path that it does not name is unknown. */
    void contents(long question, Map<BytePath, Content> contents);
}
