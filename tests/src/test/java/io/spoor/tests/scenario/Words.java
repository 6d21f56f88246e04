package io.spoor.tests.scenario;

import io.spoor.tests.sim.Millis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command of a script, taken apart: {@code submit j1 3 timeout=1s} is three words and one option. */
final class Words {
    private final String text;
    private final List<String> plain = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    Words(String text) {
        this.text = text;
        for (String word : text.trim().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                plain.add(word);
            } else {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    int count() {
        return plain.size();
    }

    /** The word at the place, from 0: the command itself. */
    String at(int index) {
        if (index >= plain.size()) {
            throw new IllegalArgumentException("something is missing in: " + text);
        }
        return plain.get(index);
    }

    boolean has(String word) {
        return plain.contains(word);
    }

    boolean hasOption(String name) {
        return options.containsKey(name);
    }

    /** The words from a place on. */
    String rest(int from) {
        return String.join(" ", plain.subList(from, plain.size()));
    }

    int number(String option, int otherwise) {
        return Integer.parseInt(options.getOrDefault(option, Integer.toString(otherwise)));
    }

    long nanos(String option, String otherwise) {
        return nanos(options.getOrDefault(option, otherwise));
    }

    /** The number in a name such as {@code calculator-2}. */
    static int numberOf(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    /** {@code 5ms} or {@code 2s}, in nanoseconds. */
    static long nanos(String duration) {
        return duration.endsWith("ms")
                ? Millis.ms(Long.parseLong(duration.substring(0, duration.length() - 2)))
                : Millis.ms(1_000 * Long.parseLong(duration.substring(0, duration.length() - 1)));
    }

    @Override
    public String toString() {
        return text;
    }
}
