package org.reactord.source.inotify;

import org.reactord.event.FileStamp;

/**
 * In which state names were last told, so that the same state is not told twice.
 *
 * <p>Keeps the last thousands of them, those that were heard of apart from those that a walk over a whole tree has found,
 * so that a walk does not push out what it is to be compared with. A forgotten name costs a repetition at worst. Two
 * states are taken for the same by 32 bits of hash each for content and ctime.
 */
final class Told {
    /**
     * Half as many again as the kernel keeps events by default: what is told of one overflowing queue is remembered. Just as
     * many as fit a table of 32,768, which stays after a burst.
     */
    private static final int MOST_HEARD = 24_576;

    private static final int MOST_FOUND = 8192;

    private static final int SMALLEST = 64;

    /** What is known of a name. */
    enum Match {
        /** Nothing. */
        UNKNOWN,
        /** Told in this very state. */
        SAME,
        /** Told with this content; only the ctime has moved since. */
        SAME_CONTENT,
        /** Told with other content. */
        OTHER
    }

    private static final class Generation {
        long[] keys = new long[SMALLEST];
        long[] states = new long[SMALLEST];
        int size;

        int slot(long key) {
            int mask = keys.length - 1;
            int i = (int) (key ^ key >>> 32) & mask;
            while (keys[i] != 0 && keys[i] != key) {
                i = (i + 1) & mask;
            }
            return i;
        }

        void put(long key, long state) {
            if (size * 4 >= keys.length * 3) {
                grow();
            }
            int at = slot(key);
            size += keys[at] == 0 ? 1 : 0;
            keys[at] = key;
            states[at] = state;
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldStates = states;
            keys = new long[oldKeys.length * 2];
            states = new long[oldKeys.length * 2];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int at = slot(oldKeys[i]);
                    keys[at] = oldKeys[i];
                    states[at] = oldStates[i];
                }
            }
        }
    }

    /** A name that was told and is gone: like one that was never told, but it hides the older generation. */
    private static final long GONE = 0;

    private static final long NEVER = 1;

    /** The last so many names at least: two generations, of which the older is forgotten as a whole. */
    private static final class Memory {
        private final int most;
        private Generation young = new Generation();
        private Generation old = new Generation();

        Memory(int most) {
            this.most = most;
        }

        void put(long key, long state) {
            if (young.size >= most) {
                old = young;
                young = new Generation();
            }
            young.put(key, state);
        }

        /** The state of a name, {@link #GONE} or {@link #NEVER}. */
        long get(long key) {
            int at = young.slot(key);
            if (young.keys[at] == key) {
                return young.states[at];
            }
            at = old.slot(key);
            return old.keys[at] == key ? old.states[at] : NEVER;
        }
    }

    private final Memory heard = new Memory(MOST_HEARD);
    private final Memory found = new Memory(MOST_FOUND);

    /** A name was told because something was heard of it. */
    void put(Dir dir, byte[] name, FileStamp stamp) {
        heard.put(key(dir, name), state(stamp));
    }

    /** A name was told because a walk over its tree has come by. */
    void putFound(Dir dir, byte[] name, FileStamp stamp) {
        long key = key(dir, name);
        Memory memory = heard.get(key) == NEVER ? found : heard;
        memory.put(key, state(stamp));
    }

    void remove(Dir dir, byte[] name) {
        long key = key(dir, name);
        if (stateOf(key) != GONE) {
            heard.put(key, GONE);
        }
    }

    boolean knows(Dir dir, byte[] name) {
        return stateOf(key(dir, name)) != GONE;
    }

    Match match(Dir dir, byte[] name, FileStamp stamp) {
        long known = stateOf(key(dir, name));
        if (known == GONE) {
            return Match.UNKNOWN;
        }
        long state = state(stamp);
        if (known == state) {
            return Match.SAME;
        }
        return known >>> 32 == state >>> 32 ? Match.SAME_CONTENT : Match.OTHER;
    }

    private long stateOf(long key) {
        long state = heard.get(key);
        if (state == NEVER) {
            state = found.get(key);
        }
        return state == NEVER ? GONE : state;
    }

    private static long key(Dir dir, byte[] name) {
        long hash = mix(dir.id + 1L);
        for (byte b : name) {
            hash = (hash ^ b) * 0x100000001B3L;
        }
        hash = mix(hash);
        return hash == 0 ? 1 : hash;
    }

    private static long state(FileStamp stamp) {
        long content = mix(mix(mix(stamp.inode() + 31 * stamp.device()) + stamp.size()) + stamp.modified());
        long state = (content & 0xFFFF_FFFF_0000_0000L) | mix(stamp.changed()) >>> 32;
        return state == GONE || state == NEVER ? 2 : state;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
