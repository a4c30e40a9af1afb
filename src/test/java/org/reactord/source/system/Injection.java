package org.reactord.source.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages about devices that nobody has, sent where an {@link Outpost} stands: the kernel passes on to its own listeners what
 * the root of a network namespace sends to it (lib/kobject_uevent.c, {@code uevent_net_rcv_skb}, Linux 4.18), and everybody
 * sees it come from the kernel; udev's are sent to its group.
 */
final class Injection {
    /** Arguments: how many, then the strings of the message, in which each {@code %d} becomes the number of the message. */
    private static final String KERNEL = """
            my $times = shift;
            socket(S, 16, 3, 15) or die "socket: $!";
            for my $i (1 .. $times) {
                my $m = join("", map { (my $s = $_) =~ s/%d/$i/g; "$s\\0" } @ARGV);
                defined send(S, pack("LSSLL", 16 + length $m, 16, 5, $i, 0) . $m, 0) or die "send: $!";
                recv(S, my $answer, 512, 0);
                my $error = -unpack("x16 l", $answer);
                die "refused: $error" if $error;
            }
            """;

    /** Arguments: the strings of the message. */
    private static final String UDEV = """
            my $m = join("", map { "$_\\0" } @ARGV);
            socket(S, 16, 3, 15) or die "socket: $!";
            my $header = "libudev\\0" . pack("NLLLNNNN", 0xfeedcafe, 40, 40, length $m, 0, 0, 0, 0);
            defined send(S, $header . $m, 0, pack("SSLL", 16, 0, 0, 2)) or die "send: $!";
            """;

    private Injection() {}

    /** Has the kernel tell of it. */
    static void kernel(Outpost outpost, String action, String subsystem, String devpath, String... properties)
            throws IOException {
        kernel(outpost, 1, action, subsystem, devpath, properties);
    }

    /** The same so many times. */
    static void kernel(
            Outpost outpost, int times, String action, String subsystem, String devpath, String... properties)
            throws IOException {
        outpost.sh(script(times, action, subsystem, devpath, properties));
    }

    /** What has the kernel tell of it so many times, for a shell. */
    static String script(int times, String action, String subsystem, String devpath, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(times), action + "@" + devpath));
        arguments.addAll(strings(action, subsystem, devpath, properties));
        return perl(KERNEL, arguments);
    }

    /** Has udev tell of it. */
    static void udev(Outpost outpost, String action, String subsystem, String devpath, String... properties)
            throws IOException {
        outpost.sh(perl(UDEV, strings(action, subsystem, devpath, properties)));
    }

    private static List<String> strings(String action, String subsystem, String devpath, String... properties) {
        List<String> strings =
                new ArrayList<>(List.of("ACTION=" + action, "DEVPATH=" + devpath, "SUBSYSTEM=" + subsystem));
        strings.addAll(List.of(properties));
        return strings;
    }

    private static String perl(String program, List<String> arguments) {
        return "perl -e '" + program + "' -- "
                + arguments.stream().map(argument -> "'" + argument + "'").collect(Collectors.joining(" "));
    }
}
