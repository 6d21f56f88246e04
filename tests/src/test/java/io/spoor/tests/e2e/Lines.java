package io.spoor.tests.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process writes, line by line as it comes; somebody always reads, so that no process waits for a full pipe. */
final class Lines {
    /** Only a failing test waits so long. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String source;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Lines(String source) {
        this.source = source;
    }

    /** Reads the stream to its end on a thread of its own. */
    static Lines of(String source, InputStream stream) {
        Lines lines = new Lines(source);
        Thread reader = new Thread(() -> lines.readAll(stream), source);
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    /** The first line, of those from the given number on, in which the expression is found; waits for it to come. */
    synchronized Matcher await(int from, String regex) {
        Pattern pattern = Pattern.compile(regex);
        for (int next = from; ; next++) {
            int number = next;
            if (!waitUntil(() -> ended || number < lines.size()) || number >= lines.size()) {
                throw new AssertionError(source + " said nothing with " + regex + ", but:\n" + text());
            }
            Matcher matcher = pattern.matcher(lines.get(number));
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    /** The same among all lines. */
    Matcher await(String regex) {
        return await(0, regex);
    }

    /** Everything, once the stream has ended. */
    synchronized List<String> awaitEnd() {
        if (!waitUntil(() -> ended)) {
            throw new AssertionError(source + " does not end:\n" + text());
        }
        return List.copyOf(lines);
    }

    /** How many lines there are by now. */
    synchronized int count() {
        return lines.size();
    }

    /** The lines from the given number on that are there by now. */
    synchronized List<String> from(int number) {
        return List.copyOf(lines.subList(number, lines.size()));
    }

    /** All lines that are there by now. */
    synchronized String text() {
        return String.join("\n", lines);
    }

    /** Whether it became so; else the patience is over. */
    private synchronized boolean waitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
            if (leftMs <= 0) {
                return false;
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(" + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
