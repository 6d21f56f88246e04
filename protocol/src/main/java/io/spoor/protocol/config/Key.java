package io.spoor.protocol.config;

import io.spoor.protocol.json.FlatJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration: what its value may be. Values are texts, as all sources have them; a list is parted by commas.
 *
 * @param name as in the file, with dots between groups
 * @param optional whether the empty text is a value ("none")
 * @param range of a number, or of the number of entries of a list; null where there is none
 * @param form of a text, or of each entry of a list; null where there is none
 * @param atLeast a neighbour that the number must reach; null where there is none
 * @param above a neighbour that the number must exceed; null where there is none
 */
public record Key(
        String name,
        Type type,
        boolean optional,
        @Nullable Range range,
        Text.@Nullable Form form,
        @Nullable AtLeast atLeast,
        @Nullable Above above) {

    /** What a value is. */
    public enum Type {
        WHOLE(FlatJson.Kind.NUMBER, "a whole number"),
        DECIMAL(FlatJson.Kind.NUMBER, "a number"),
        FLAG(FlatJson.Kind.FLAG, "true or false"),
        TEXT(FlatJson.Kind.TEXT, "a text"),
        TEXTS(FlatJson.Kind.LIST, "a list of texts");

        private final FlatJson.Kind kind;
        private final String description;

        Type(FlatJson.Kind kind, String description) {
            this.kind = kind;
            this.description = description;
        }

        FlatJson.Kind kind() {
            return kind;
        }

        String description() {
            return description;
        }
    }

    /** The key that stands in the same group as this one, by its own name. */
    public String neighbour(String ownName) {
        return name.substring(0, name.lastIndexOf('.') + 1) + ownName;
    }

    /** What is wrong with the value, as the rest of a sentence that begins with it; null if nothing is. */
    public @Nullable String problem(String value) {
        if (value.isEmpty()) {
            return optional ? null : "is empty";
        }
        return switch (type) {
            case WHOLE -> numberProblem(value, isWhole(value));
            case DECIMAL -> numberProblem(value, isDecimal(value));
            case FLAG -> value.equals("true") || value.equals("false") ? null : "is not true or false";
            case TEXT -> formProblem(value);
            case TEXTS -> listProblem(texts(value));
        };
    }

    /** The value's parts: the entries of a list, else itself. */
    List<String> texts(String value) {
        return type == Type.TEXTS ? List.of(value.split(",", -1)) : List.of(value);
    }

    private @Nullable String numberProblem(String value, boolean parses) {
        if (!parses) {
            return "is not " + type.description();
        }
        if (range == null) {
            return null;
        }
        double number = Double.parseDouble(value);
        return number >= range.min() && number <= range.max()
                ? null
                : "is not in the range " + plain(range.min()) + " to " + plain(range.max());
    }

    private @Nullable String listProblem(List<String> entries) {
        if (range != null && (entries.size() < range.min() || entries.size() > range.max())) {
            return "has " + entries.size() + " entries, not " + plain(range.min()) + " to " + plain(range.max());
        }
        for (String entry : entries) {
            String problem = formProblem(entry);
            if (problem != null) {
                return entries.size() == 1 ? problem : "has an entry that " + problem + ": \"" + entry + "\"";
            }
        }
        return null;
    }

    private @Nullable String formProblem(String text) {
        return form == null || form.matches(text) ? null : "is not " + form.description();
    }

    private static boolean isWhole(String value) {
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException notWhole) {
            return false;
        }
    }

    private static boolean isDecimal(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value));
        } catch (NumberFormatException notNumber) {
            return false;
        }
    }

    /** A bound as a person writes it: without {@code .0}. */
    public static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
