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
import org.jspecify.annotations.Nullable;

/**
 * How jobs ended, a line of JSON each ({@link JobOutcome}): what {@code audit} holds against their traces. Written on the
 * event loop, through a buffer to the kernel's cache; a failure is kept until the end, so that the jobs go on.
 */
final class OutcomesFile implements AutoCloseable {
    private final Path path;
    private final BufferedWriter writer;
    private @Nullable IOException failure;

    /** @throws UserError if the file cannot be written */
    OutcomesFile(Path path) {
        this.path = path;
        try {
            this.writer = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw cannot("write", path, e);
        }
    }

    void on(ClientEvent fact) {
        if (fact instanceof JobEnded ended && failure == null) {
            try {
                writer.write(JobOutcome.of(ended).line());
                writer.newLine();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** @throws UserError if not every line has reached the file */
    @Override
    public void close() {
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
        return new UserError("cannot " + what + " " + path + ": " + why);
    }
}
