package org.reactord.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactord.event.BytePath;

/** Takes events, or refuses them for the reason that it was told. */
final class FakeOutlet implements Outlet {
    record Put(BytePath directory, Optional<String> key, Map<String, String> fields, Optional<BytePath> input) {}

    final List<Put> taken = new CopyOnWriteArrayList<>();
    volatile Optional<String> refusal = Optional.empty();

    @Override
    public Optional<String> put(
            BytePath directory, Optional<String> key, Map<String, String> fields, Optional<BytePath> input) {
        if (refusal.isEmpty()) {
            taken.add(new Put(directory, key, fields, input));
        }
        return refusal;
    }
}
