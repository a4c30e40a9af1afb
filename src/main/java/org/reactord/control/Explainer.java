package org.reactord.control;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.Engine;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.RuleStatus;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.files.Writers;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/** Looks at a path, on the clerk's thread, and asks the engine what it knows of it. */
final class Explainer {
    private final Engine engine;
    private final Clerk clerk;

    Explainer(Engine engine, Clerk clerk) {
        this.engine = engine;
        this.clerk = clerk;
    }

    void explain(BytePath path, Optional<Change> change, Reply reply) {
        engine.status(status -> clerk.hand(() -> look(path, change, status.rules(), reply)));
    }

    private void look(BytePath path, Optional<Change> change, List<RuleStatus> rules, Reply reply) {
        Look there = FileStamps.look(path);
        Optional<Look.Found> found = there instanceof Look.Found one ? Optional.of(one) : Optional.empty();
        FileKind kind = found.map(Look.Found::kind).orElse(FileKind.REGULAR);
        Optional<FileStamp> stamp = found.map(Look.Found::stamp);
        BytePath real = real(path);
        Map<String, BytePath> seenAs = new HashMap<>();
        Map<String, BytePath> setAside = new LinkedHashMap<>();
        for (RuleStatus status : rules) {
            Rule rule = status.rule();
            seenBy(rule, path, real).ifPresent(seen -> seenAs.put(rule.name(), seen));
            setAsideOf(rule, seenAs.getOrDefault(rule.name(), path)).ifPresent(item -> setAside.put(rule.name(), item));
        }
        List<Writers.Writer> writers = found.isPresent() && kind == FileKind.REGULAR ? Writers.of(real) : List.of();
        Inquiry inquiry = new Inquiry(path, seenAs, kind, stamp, change.orElse(Change.WRITTEN));
        engine.explain(
                inquiry,
                report -> reply.answer(() -> new ExplainAnswer(report, there, change.isPresent(), writers, setAside)));
    }

    /** The path without symbolic links on the way to its name; itself if its directory is not there. */
    private static BytePath real(BytePath path) {
        return path.parent()
                .map(directory -> realDirectory(directory).resolve(path.name()))
                .orElse(path);
    }

    /** A directory without symbolic links; itself if it is not there. */
    private static BytePath realDirectory(BytePath directory) {
        try {
            return PathBytes.of(PathBytes.toPath(directory).toRealPath());
        } catch (IOException notThere) {
            return directory;
        }
    }

    /** What a rule calls a path that it reaches by another way than it was named; empty if there is no other. */
    private static Optional<BytePath> seenBy(Rule rule, BytePath path, BytePath real) {
        List<BytePath> roots = rule.source().roots();
        if (roots.stream()
                .anyMatch(root -> path.equals(root) || path.below(root).isPresent())) {
            return Optional.empty();
        }
        for (BytePath root : roots) {
            Optional<BytePath> below = real.below(realDirectory(root));
            if (below.isPresent()) {
                return below.map(root::resolve);
            }
        }
        return Optional.empty();
    }

    /** What of this name the rule has given up. */
    private static Optional<BytePath> setAsideOf(Rule rule, BytePath path) {
        if (!(rule.source() instanceof RuleSource.Spool spool)
                || !path.parent().equals(Optional.of(spool.directory()))) {
            return Optional.empty();
        }
        BytePath aside = spool.failed().resolve(path.name());
        return FileStamps.look(aside) instanceof Look.Found ? Optional.of(aside) : Optional.empty();
    }
}
