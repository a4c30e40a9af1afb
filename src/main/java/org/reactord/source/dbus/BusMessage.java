package org.reactord.source.dbus;

import java.util.List;

/**
 * One message: D-Bus Specification, "Message Protocol". A header field that it lacks is empty, or 0.
 *
 * @param serial its number, of all that its sender sent
 * @param answered the number of the call that it answers
 * @param error of an answer that is an error: its name
 * @param sender the unique name of who sent it, as the bus says; who sends cannot choose it
 * @param body each value by its type: a {@link Boolean}; a {@link Long} for all integers, and for a descriptor its place among
 *     {@code descriptors}; a {@link Double}; a {@link String} ({@link org.reactord.event.ByteText}) for texts, paths and
 *     signatures; a {@link List} for an array or a struct; a {@link java.util.Map} for an array of dictionary entries; of a
 *     variant what is in it
 * @param descriptors passed with it; its reader closes them
 */
public record BusMessage(
        Type type,
        long serial,
        long answered,
        String path,
        String inside,
        String member,
        String error,
        String sender,
        String signature,
        List<Object> body,
        List<Integer> descriptors) {
    /** What it is for. */
    public enum Type {
        CALL,
        RETURN,
        ERROR,
        SIGNAL
    }

    public BusMessage {
        body = List.copyOf(body);
        descriptors = List.copyOf(descriptors);
    }

    /** Whether it is this member of this interface. */
    public boolean is(String face, String name) {
        return inside.equals(face) && member.equals(name);
    }

    /** The text at this place of the body; empty if something else is there, or nothing. */
    public String text(int index) {
        return index < body.size() && body.get(index) instanceof String text ? text : "";
    }

    /** Of an error: its name, and what it says of itself. */
    public String trouble() {
        String words = text(0);
        return words.isEmpty() ? error : words + " (" + error + ")";
    }
}
