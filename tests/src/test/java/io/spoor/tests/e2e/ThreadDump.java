package io.spoor.tests.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The frames of a JVM's threads at one moment. */
final class ThreadDump {
    private static final Pattern HEADER = Pattern.compile("^\"(.*)\" .*");
    private static final Pattern FRAME = Pattern.compile("^\\s+at (?:.*/)?([\\w.$]+)\\(.*");

    private final List<Frame> frames;

    private record Frame(String thread, String method) {}

    private ThreadDump(List<Frame> frames) {
        this.frames = frames;
    }

    static ThreadDump parse(List<String> lines) {
        List<Frame> frames = new ArrayList<>();
        String thread = "";
        for (String line : lines) {
            Matcher header = HEADER.matcher(line);
            Matcher frame = FRAME.matcher(line);
            if (header.matches()) {
                thread = header.group(1);
            } else if (frame.matches()) {
                frames.add(new Frame(thread, frame.group(1)));
            }
        }
        return new ThreadDump(List.copyOf(frames));
    }

    /** The names of the threads with a frame whose class and method match. */
    Set<String> threadsIn(Pattern method) {
        Set<String> names = new TreeSet<>();
        for (Frame frame : frames) {
            if (method.matcher(frame.method()).find()) {
                names.add(frame.thread());
            }
        }
        return names;
    }

    /** The names of all threads with Java frames. */
    Set<String> threads() {
        return threadsIn(Pattern.compile(""));
    }
}
