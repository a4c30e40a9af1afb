package org.reactord.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.reactord.files.PathBytes;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;

/** Reads a dump, which is a stranger's: nothing in it is believed before all of it is seen to be whole. Blocks. */
public final class DumpReader {
    private static final int LONGEST_LINE = 8 << 20;

    private DumpReader() {}

    /** Who gets what a dump holds. */
    public interface Taker {
        /** A job. */
        void job(PendingJob job) throws IOException;

        /** A piece of an event that has waited for a rule; the pieces of one come one after the other. */
        void event(String rule, String name, byte[] piece) throws IOException;
    }

    /** Makes sure that a dump is whole, and nothing in it is damaged. */
    public static void check(Path file) throws Damaged, IOException {
        read(file, new Taker() {
            @Override
            public void job(PendingJob job) {}

            @Override
            public void event(String rule, String name, byte[] piece) {}
        });
    }

    /** Reads a dump; what a damaged one holds before the damage has been told by then, so {@link #check} it first. */
    public static void read(Path file, Taker taker) throws Damaged, IOException {
        MessageDigest digest = Dump.digest();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            String line = line(in);
            if (!line.equals(Dump.FIRST)) {
                throw new Damaged("it does not begin with '" + Dump.FIRST + "'");
            }
            int count = 0;
            for (digest.update(Dump.bytes(line)); ; count++, digest.update(Dump.bytes(line))) {
                line = line(in);
                String[] fields = line.split("\t", -1);
                if (fields[0].equals(Dump.END)) {
                    end(fields, count, HexFormat.of().formatHex(digest.digest()), in);
                    return;
                }
                tell(fields, taker, count + 2);
            }
        } catch (NoSuchFileException gone) {
            throw new Damaged("there is no file " + PathBytes.of(file));
        }
    }

    private static void end(String[] fields, int count, String sum, InputStream in) throws Damaged, IOException {
        boolean fits = fields.length == 3 && fields[1].equals(Integer.toString(count)) && fields[2].equals(sum);
        if (!fits) {
            throw new Damaged("its checksum is not that of what it holds");
        }
        if (in.read() >= 0) {
            throw new Damaged("something follows its end");
        }
    }

    private static void tell(String[] fields, Taker taker, int number) throws Damaged, IOException {
        try {
            if (fields[0].equals(Dump.JOB) && fields.length == 3 && isJob(fields[1])) {
                String text = new String(Base64.getDecoder().decode(fields[2]), StandardCharsets.ISO_8859_1);
                PendingJob job = PendingJobText.parse(
                                new JobId(fields[1]), text.lines().toList())
                        .orElseThrow(() -> new Damaged("line " + number + " is damaged"));
                taker.job(job);
                return;
            }
            if (fields[0].equals(Dump.EVENT)
                    && fields.length == 4
                    && Dump.isName(fields[1])
                    && Dump.isName(fields[2])) {
                taker.event(fields[1], fields[2], Base64.getDecoder().decode(fields[3]));
                return;
            }
        } catch (IllegalArgumentException garbage) {
            throw new Damaged("line " + number + " is damaged");
        }
        throw new Damaged("line " + number + " is damaged");
    }

    /** The name of a job is that of a file, too. */
    private static boolean isJob(String name) {
        return name.matches("[a-z0-9]{1,20}");
    }

    private static String line(InputStream in) throws Damaged, IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new Damaged("it has been cut off");
            }
            if (line.size() > LONGEST_LINE) {
                throw new Damaged("it has a line without an end");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** A dump that does not make sense, for this reason: a clause. */
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String reason) {
            super(reason);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
