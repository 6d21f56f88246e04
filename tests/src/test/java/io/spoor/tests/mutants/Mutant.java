package io.spoor.tests.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A deliberate bug in one source file, written as a patch without line numbers:
 *
 * <pre>
 * # What is wrong, and what it would lead to.
 * dispatcher/src/main/java/…/JobLife.java
 *  a line of context
 * -a line to be taken out
 * +a line to be put in its place
 * </pre>
 *
 * Lines are compared without their indentation; those of the file that match must be there exactly once, so that a patch
 * that no longer fits is noticed. An empty line begins another place of the same file.
 *
 * @param name of the patch's file
 * @param source the file, from the root of the repository
 * @param hunks the places
 */
public record Mutant(String name, String source, List<Hunk> hunks) {

    /** The lines looked for, and those put in their place. */
    public record Hunk(List<String> before, List<String> after) {}

    /** Reads a patch. */
    public static Mutant read(Path patch) throws IOException {
        String source = "";
        List<Hunk> hunks = new ArrayList<>();
        Hunk hunk = new Hunk(new ArrayList<>(), new ArrayList<>());
        for (String line : Files.readAllLines(patch)) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.isBlank()) {
                addUnlessEmpty(hunks, hunk);
                hunk = new Hunk(new ArrayList<>(), new ArrayList<>());
            } else if (source.isEmpty()) {
                source = line.trim();
            } else {
                addLine(hunk, line);
            }
        }
        addUnlessEmpty(hunks, hunk);
        String name = String.valueOf(patch.getFileName()).replace(".patch", "");
        return new Mutant(name, source, List.copyOf(hunks));
    }

    private static void addUnlessEmpty(List<Hunk> hunks, Hunk hunk) {
        if (!hunk.before().isEmpty()) {
            hunks.add(hunk);
        }
    }

    private static void addLine(Hunk hunk, String line) {
        String text = line.substring(1).trim();
        switch (line.charAt(0)) {
            case '-' -> hunk.before().add(text);
            case '+' -> hunk.after().add(text);
            default -> {
                hunk.before().add(text);
                hunk.after().add(text);
            }
        }
    }

    /**
     * The source with the bug in it.
     *
     * @throws IllegalStateException if a place is not found, or found twice
     */
    public String applyTo(List<String> lines) {
        List<String> text = new ArrayList<>(lines);
        for (Hunk hunk : hunks) {
            int at = placeOf(hunk, text);
            text.subList(at, at + hunk.before().size()).clear();
            text.addAll(at, hunk.after());
        }
        return String.join("\n", text) + "\n";
    }

    private int placeOf(Hunk hunk, List<String> lines) {
        int found = -1;
        for (int at = 0; at + hunk.before().size() <= lines.size(); at++) {
            if (isAt(hunk, lines, at)) {
                if (found >= 0) {
                    throw new IllegalStateException(name + " fits twice: " + hunk.before());
                }
                found = at;
            }
        }
        if (found < 0) {
            throw new IllegalStateException(name + " does not fit " + source + ": " + hunk.before());
        }
        return found;
    }

    private static boolean isAt(Hunk hunk, List<String> lines, int at) {
        for (int i = 0; i < hunk.before().size(); i++) {
            if (!lines.get(at + i).trim().equals(hunk.before().get(i))) {
                return false;
            }
        }
        return true;
    }
}
