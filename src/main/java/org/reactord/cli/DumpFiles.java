package org.reactord.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactord.control.Vault;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.job.PendingJob;
import org.reactord.store.DumpReader;
import org.reactord.store.DumpWriter;
import org.reactord.store.RestoredEvents;

/** Dumps as the store writes and reads them, for the control socket. */
final class DumpFiles implements Vault {
    @Override
    public Supplier<Optional<String>> dump(List<PendingJob> jobs, List<BytePath> directories) {
        return new DumpWriter(jobs, directories)::next;
    }

    @Override
    public Result restore(BytePath file, Map<String, BytePath> directories) {
        Path path = PathBytes.toPath(file);
        try (RestoredEvents events = new RestoredEvents(directories)) {
            DumpReader.check(path);
            List<PendingJob> jobs = new ArrayList<>();
            DumpReader.read(path, new DumpReader.Taker() {
                @Override
                public void job(PendingJob job) {
                    jobs.add(job);
                }

                @Override
                public void event(String rule, String name, byte[] piece) throws IOException {
                    events.add(rule, name, piece);
                }
            });
            events.finish();
            return new Read(jobs, events.restored(), events.known(), events.troubles());
        } catch (DumpReader.Damaged damaged) {
            return new Refused(damaged.reason(), true);
        } catch (IOException failed) {
            return new Refused(String.valueOf(failed.getMessage()), false);
        }
    }
}
