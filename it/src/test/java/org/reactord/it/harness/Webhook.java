package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Debian's webhook as a process of the sandbox, and GitHub, which sends to it. */
public final class Webhook implements AutoCloseable {
    /** GitHub waits no longer for an answer, says its documentation; a busy machine may. */
    private static final Duration PATIENCE = Limits.CLIENT;

    private static final String SIGNATURE = "X-Hub-Signature-256";

    private final HttpClient github = HttpClient.newHttpClient();
    private final int port = Service.freePort();
    private final Service service;

    /** Waits until it answers. */
    public Webhook(Sandbox sandbox, Path hooks, String secret) {
        Path program = Program.require("webhook", "webhook");
        Exec command = sandbox.exec(List.of(
                        program.toString(),
                        "-template",
                        "-verbose",
                        "-hooks",
                        hooks.toString(),
                        "-ip",
                        "127.0.0.1",
                        "-port",
                        Integer.toString(port)))
                .env("WEBHOOK_SECRET", secret);
        service = new Service(command, port);
        service.awaitOpen();
    }

    /** The signature of a body, as GitHub makes it. */
    public static String signature(String secret, String body) {
        // A key of no bytes, which Java does not take, is the same as one of zeros (RFC 2104).
        byte[] key = secret.isEmpty() ? new byte[1] : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends; the status that is answered. An empty signature is none. */
    public int send(String event, String body, String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/push"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", event)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!signature.isEmpty()) {
            request.header(SIGNATURE, signature);
        }
        try {
            return github.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted", e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
