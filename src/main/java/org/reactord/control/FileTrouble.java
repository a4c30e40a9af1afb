package org.reactord.control;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.reactord.event.SafeText;

/** Says in words what the JDK's exceptions say with a bare path. */
final class FileTrouble {
    private FileTrouble() {}

    static String reason(IOException failed) {
        String file = failed instanceof FileSystemException named && named.getFile() != null
                ? SafeText.ofText(named.getFile()) + ": "
                : "";
        if (failed instanceof AccessDeniedException) {
            return file + "Permission denied";
        }
        if (failed instanceof NoSuchFileException) {
            return file + "No such file or directory";
        }
        if (failed instanceof FileAlreadyExistsException) {
            return file + "exists, and is no directory";
        }
        if (failed instanceof FileSystemException named && named.getReason() != null) {
            return file + named.getReason();
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : SafeText.ofText(message);
    }
}
