package org.reactord.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.reactord.config.Diagnostic.Severity;

/**
 * Which entries of a rules directory are rule files: {@code *.yaml} and {@code *.yml}, in the byte order of their names.
 *
 * <p>What editors and package managers leave behind is passed over without a word, and so are a README and a file that
 * was switched off by its name; any other name is mentioned, because its author may believe that it counts.
 */
final class RuleDirectory {
    private static final Pattern RULES = Pattern.compile(".*\\.ya?ml");
    private static final Pattern LEFTOVER = Pattern.compile("\\..*|.*~|#.*#|README.*|.*\\."
            + "(swp|swo|swx|bak|orig|rej|old|tmp|disabled|dpkg-.*|ucf-.*|rpmnew|rpmsave|rpmorig|pacnew|pacsave)");

    private RuleDirectory() {}

    static List<Path> files(Path directory, Mistakes mistakes) {
        String shown = directory.toString();
        mistakes.beginFile(shown);
        if (Files.notExists(directory)) {
            mistakes.inFile(Severity.WARNING, shown, "there is no such directory, so there are no rules");
            return List.of();
        }
        if (!Files.isDirectory(directory)) {
            mistakes.inFile(Severity.ERROR, shown, "a directory of rule files is wanted here, and this is none");
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (IOException failure) {
            mistakes.inFile(Severity.ERROR, shown, "cannot list the directory: " + Reason.of(failure));
        } catch (DirectoryIteratorException failure) {
            mistakes.inFile(Severity.ERROR, shown, "cannot list the directory");
        }
        // Paths of the default file system compare by their bytes.
        entries.sort(Comparator.naturalOrder());
        entries.removeIf(entry -> !isRuleFile(entry, mistakes));
        return entries;
    }

    static boolean isRuleFile(Path entry, Mistakes mistakes) {
        String name = String.valueOf(entry.getFileName());
        if (LEFTOVER.matcher(name).matches()) {
            return false;
        }
        boolean rules = RULES.matcher(name).matches();
        if (!rules) {
            mistakes.inFile(Severity.WARNING, entry.toString(), "is not read: the name of a rule file ends with .yaml");
        }
        return rules;
    }
}
