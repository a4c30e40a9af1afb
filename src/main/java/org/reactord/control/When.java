package org.reactord.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How times are told: from now, which is what a person asks for, or by the clock, which stays true for as long as the
 * text stands on a screen.
 *
 * @param zone whose clock; empty: from now
 */
record When(Instant now, Optional<ZoneId> zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** {@code 3 min ago}, {@code at 09:57:00}. */
    String ago(Instant then) {
        return zone.isEmpty() ? Words.ago(then, now) : "at " + clock(then);
    }

    /** {@code in 20s}, {@code at 10:00:20}. */
    String until(Instant then) {
        return zone.isEmpty() ? Words.until(then, now) : "at " + clock(then);
    }

    /** {@code for 10 min}, {@code since 09:50:00}. */
    String since(Instant then) {
        return zone.isEmpty() ? "for " + Words.span(then, now) : "since " + clock(then);
    }

    /** With the date, if that is another one. */
    String clock(Instant then) {
        ZoneId whose = zone.orElse(ZoneId.systemDefault());
        ZonedDateTime told = then.atZone(whose);
        boolean today = told.toLocalDate().equals(now.atZone(whose).toLocalDate());
        return told.format(today ? CLOCK : DATE);
    }
}
