package org.reactord.wrong.event;

import com.google.gson.JsonObject;
import io.methvin.watcher.DirectoryChangeEvent;
import java.io.File;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactord.wrong.rule.Looked;
import org.snakeyaml.engine.v2.nodes.Node;
import picocli.CommandLine;

/** An event that does what no event may do. */
public final class EverythingManager {
    final ConcurrentHashMap<String, String> shared = new ConcurrentHashMap<>();

    @Nullable
    Looked upwards;

    @Nullable
    JsonObject json;

    @Nullable
    DirectoryChangeEvent change;

    @Nullable
    Node yaml;

    @Nullable
    CommandLine line;

    @Nullable
    Executor executor;

    private long seen;

    File file() {
        return new File("/");
    }

    synchronized long now() {
        seen = System.nanoTime();
        return seen;
    }

    Thread thread() {
        return new Thread(() -> {});
    }

    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    void shout() {
        System.out.println("here");
    }

    ProcessBuilder process() {
        return new ProcessBuilder("true");
    }
}
