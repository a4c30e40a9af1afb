package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ErrnoTest {
    @Test
    void numbersAreThoseOfTheKernel() {
        assertEquals(2, Errno.ENOENT);
        assertEquals(11, Errno.EAGAIN);
        assertEquals(40, Errno.ELOOP);
        assertEquals(122, Errno.EDQUOT);
    }

    @Test
    void namesBothSigns() {
        assertEquals("ENOENT", Errno.name(2));
        assertEquals("ENOENT", Errno.name(-2));
        assertEquals("EHWPOISON", Errno.name(133));
        assertEquals("errno 41", Errno.name(41));
        assertEquals("errno 4711", Errno.name(4711));
    }

    @Test
    void everyNameHasTheWordsOfTheSystem() {
        assertEquals("No such file or directory", Errno.message(-Errno.ENOENT));
        assertEquals("Disk quota exceeded", Errno.message(Errno.EDQUOT));
        assertEquals("errno 4711", Errno.message(4711));
    }

    @Test
    void refusesUnknownNames() {
        assertThrows(IllegalArgumentException.class, () -> ErrnoTable.CURRENT.number("ENONSENSE"));
    }
}
