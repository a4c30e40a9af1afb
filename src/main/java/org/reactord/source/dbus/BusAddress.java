package org.reactord.source.dbus;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.ByteText;
import org.reactord.event.SafeText;

/**
 * Where a bus listens: D-Bus Specification, "Server Addresses". Only sockets of this machine are known here.
 *
 * @param text the path of the socket, as {@link ByteText}
 * @param isAbstract whether it is no file, but a name in the abstract space
 */
public record BusAddress(String text, boolean isAbstract) {
    /** Where the system bus listens unless somebody says otherwise; {@code /var/run} of the specification is {@code /run}. */
    public static final BusAddress SYSTEM = new BusAddress("/run/dbus/system_bus_socket", false);

    private static final String PLAIN = "-_/.\\*";

    /**
     * The addresses in a text like {@code unix:path=/run/bus;unix:abstract=bus}, in the order in which they are to be tried;
     * those that are malformed or of a kind not known here are left out.
     */
    public static List<BusAddress> parse(String text) {
        List<BusAddress> addresses = new ArrayList<>();
        for (String one : text.split(";", -1)) {
            if (one.startsWith("unix:")) {
                pairs(one.substring("unix:".length())).flatMap(BusAddress::of).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private static Optional<BusAddress> of(Map<String, String> pairs) {
        String path = pairs.getOrDefault("path", "");
        String name = pairs.getOrDefault("abstract", "");
        if (path.isEmpty() == name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(path.isEmpty() ? new BusAddress(name, true) : new BusAddress(path, false));
    }

    private static Optional<Map<String, String>> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int sign = pair.indexOf('=');
            Optional<String> value = sign < 1 ? Optional.empty() : unescaped(pair.substring(sign + 1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            pairs.put(pair.substring(0, sign), value.get());
        }
        return Optional.of(pairs);
    }

    /** Each {@code %} and two hexadecimal digits are a byte; empty if it is not written so. */
    private static Optional<String> unescaped(String text) {
        byte[] written = ByteText.bytes(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < written.length; i++) {
            int one = written[i];
            if (one == '%') {
                int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
                int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                one = (high << 4) | low;
                i += 2;
            } else if (!Character.isLetterOrDigit(one) && PLAIN.indexOf(one) < 0) {
                return Optional.empty();
            }
            bytes.write(one);
        }
        return Optional.of(ByteText.of(bytes.toByteArray()));
    }

    /** As unix(7) has it: an abstract name begins with a NUL byte. */
    public byte[] bytes() {
        byte[] bytes = ByteText.bytes(text);
        if (!isAbstract) {
            return bytes;
        }
        byte[] name = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, name, 1, bytes.length);
        return name;
    }

    /** For a person. */
    @Override
    public String toString() {
        return (isAbstract ? "@" : "") + SafeText.ofText(text);
    }
}
