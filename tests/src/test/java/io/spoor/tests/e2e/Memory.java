package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a JVM, as Linux and the JVM itself see it. */
final class Memory {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    /** The last line of a class histogram: instances and bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private Memory() {}

    /** Pages in physical memory, MiB. */
    static double residentMib(App app) {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(app.pid()), "status")));
            if (!matcher.find()) {
                throw new AssertionError("no VmRSS of " + app.name());
            }
            return mib(Long.parseLong(matcher.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What objects that are in use take after a full collection, MiB: counted while the JVM stands still. */
    static double liveHeapMib(App app) {
        Matcher matcher = TOTAL.matcher(jcmd(app, "GC.class_histogram"));
        if (!matcher.find()) {
            throw new AssertionError("jcmd tells no total of " + app.name());
        }
        return mib(Long.parseLong(matcher.group(1)) / 1024);
    }

    private static double mib(long kib) {
        return kib / 1024.0;
    }

    private static String jcmd(App app, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Checkout.java().resolveSibling("jcmd").toString(), Long.toString(app.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
