package org.reactord.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server, on a port of its own, that keeps what it takes. */
public final class Mailbox implements AutoCloseable {
    /** A mail as it came, with the line ends that it came with. */
    public record Mail(String sender, List<String> recipients, String text) {}

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.subethamail");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Consumer<Mail> taken;
    private final SMTPServer server;
    private volatile @Nullable RejectException refusal;

    /** On loopback. */
    public Mailbox() {
        this(InetAddress.getLoopbackAddress(), mail -> {});
    }

    /** On an address, with somebody who is told of each mail. */
    Mailbox(InetAddress address, Consumer<Mail> taken) {
        this.taken = taken;
        server = SMTPServer.port(0)
                .bindAddress(address)
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Reception())
                .build();
        server.start();
    }

    /** One mail on its way in. */
    private final class Reception implements MessageHandler {
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            RejectException now = refusal;
            if (now != null) {
                throw now;
            }
            Mail mail = new Mail(sender, recipients, text);
            mails.add(mail);
            taken.accept(mail);
            return null;
        }

        @Override
        public void done() {}
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** From now on no mail is taken. */
    public void refuse(int code, String why) {
        refusal = new RejectException(code, why);
    }

    public void accept() {
        refusal = null;
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() {
        server.stop();
    }
}
