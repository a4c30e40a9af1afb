package org.reactord.it.harness;

import java.io.IOException;
import java.net.InetAddress;

/**
 * A program that is a mail server, for a network of its own: says its port, and who has sent a mail, a line each, until its
 * standard input ends.
 */
public final class MailHost {
    private MailHost() {}

    public static void main(String... none) throws IOException {
        InetAddress everywhere = InetAddress.getByAddress(new byte[4]);
        try (Mailbox mailbox = new Mailbox(everywhere, mail -> say("mail from " + mail.sender()))) {
            say("port " + mailbox.port());
            System.in.readAllBytes();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
