package org.reactord.cli;

import java.time.Duration;
import org.reactord.client.Patience;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as rule files have it: with a unit, always. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        Duration duration = Patience.of(text);
        if (duration == null) {
            throw new TypeConversionException(
                    "'" + text + "' is no duration; write one with a unit, such as 500ms, 5s or 2m");
        }
        return duration;
    }
}
