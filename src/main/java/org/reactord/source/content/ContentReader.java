package org.reactord.source.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.source.Content;
import org.reactord.source.ContentListener;
import org.reactord.source.Contents;
import org.reactord.threads.Ends;

/** A reader with a thread of its own. Its methods are called on one thread, the loop's, and only leave questions. */
final class ContentReader implements Contents {
    private record Question(long number, List<BytePath> paths) {}

    private final ContentListener listener;
    private final ThreadFactory threads;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;

    ContentReader(ContentListener listener, ThreadFactory threads) {
        this.listener = listener;
        this.threads = threads;
    }

    @Override
    public void read(long question, List<BytePath> paths) {
        questions.add(new Question(question, List.copyOf(paths)));
        if (thread == null) {
            thread = threads.newThread(this::answer);
            thread.setName("contents");
            thread.start();
        }
    }

    private void answer() {
        Digests digests = new Digests();
        try {
            while (true) {
                Question question = questions.take();
                Map<BytePath, Content> contents = new LinkedHashMap<>();
                digests.begin();
                question.paths().forEach(path -> contents.put(path, digests.of(path)));
                listener.contents(question.number(), contents);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Thread reader = thread;
        if (reader == null) {
            return;
        }
        reader.interrupt();
        Ends.await(List.of(reader), () -> {});
    }
}
