package org.reactord.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.NoSuchElementException;

/**
 * How what is pending is written down for a person to keep and give back: a first line that says so, a line for each job
 * and for each piece of an event, and a last one with a checksum of all before it.
 */
final class Dump {
    static final String FIRST = "reactor dump 1";
    static final String JOB = "job";
    static final String EVENT = "event";
    static final String END = "end";

    private Dump() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new NoSuchElementException("SHA-256", everyJavaHasIt);
        }
    }

    /** Names of rules and of the daemon's own files: nothing that leads elsewhere. */
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");
    }

    static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
