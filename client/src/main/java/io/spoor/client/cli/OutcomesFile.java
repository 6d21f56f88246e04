package io.spoor.client.cli;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.trace.JobOutcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How jobs ended, a line of JSON each ({@link JobOutcome}): what {@code audit} holds against their traces. Written as the
 * jobs end, through a buffer that its owner flushes now and then; a failure is kept until the end, so that the jobs go on.
 */
final class OutcomesFile implements AutoCloseable {
    private static final long NANOS_PER_MS = 1_000_000;

    private final Path path;
    private final LongSupplier wallMillis;
    private final BufferedWriter writer;
    private @Nullable IOException failure;

    /**
     * Begins an empty file.
     *
     * @param wallMillis the time of day, milliseconds since 1970
     * @throws UserError if the file cannot be written
     */
    OutcomesFile(Path path, LongSupplier wallMillis) {
        this.path = path;
        this.wallMillis = wallMillis;
        try {
            this.writer = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw cannot("write", path, e);
        }
    }

    synchronized void on(ClientEvent fact) {
        if (fact instanceof JobEnded ended && failure == null) {
            long submittedMillis = wallMillis.getAsLong() - ended.outcome().elapsedNanos() / NANOS_PER_MS;
            try {
                writer.write(JobOutcome.of(ended, submittedMillis).line());
                writer.newLine();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** What was written so far can be read from the file after this. */
    synchronized void flush() {
        if (failure == null) {
            try {
                writer.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** @throws UserError if not every line has reached the file */
    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw cannot("write", path, failure);
        }
    }

    /** What was written. */
    static List<JobOutcome> read(Path path) {
        List<JobOutcome> outcomes = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(path)) {
                outcomes.add(JobOutcome.read(line));
            }
        } catch (IOException e) {
            throw cannot("read", path, e);
        } catch (IllegalArgumentException e) {
            throw new UserError(path + ", line " + (outcomes.size() + 1) + ": " + e.getMessage());
        }
        return outcomes;
    }

    private static UserError cannot(String what, Path path, IOException why) {
        return new UserError("cannot " + what + " " + path + ": " + Words.of(why));
    }
}
