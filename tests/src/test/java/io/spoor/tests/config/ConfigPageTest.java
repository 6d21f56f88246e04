package io.spoor.tests.config;

import static java.util.stream.Collectors.joining;

import io.spoor.protocol.config.Above;
import io.spoor.protocol.config.AtLeast;
import io.spoor.protocol.config.Key;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.json.FlatJson;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of {@code docs/configuration.md}, each between two marks. */
class ConfigPageTest {
    private static final Path PAGE = Checkout.ROOT.resolve("docs/configuration.md");

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheKeysOfTheMappingAndTheValuesOfTheFile(App app) throws Exception {
        String begin = "<!-- keys of the " + app.appName() + " -->\n";
        String end = "<!-- end -->\n";
        Pattern table = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL);

        Committed.assertUpToDate(
                PAGE,
                table.matcher(Files.readString(PAGE))
                        .replaceFirst(Matcher.quoteReplacement(begin + "\n" + table(app) + "\n" + end)));
    }

    private static String table(App app) throws IOException, FlatJson.MalformedException {
        Map<String, FlatJson.Entry> values = FlatJson.read(Files.readString(app.file()));
        Descriptions descriptions = Descriptions.of(app.mapping());
        List<String> rows = new ArrayList<>();
        rows.add("| key | value | allowed | meaning |");
        rows.add("|---|---|---|---|");
        values.forEach((name, entry) -> {
            Key key = app.keys().find(name);
            if (key != null) {
                rows.add("| `%s` | %s | %s | %s |"
                        .formatted(name, value(entry), allowed(key), description(app, descriptions, name)));
            }
        });
        return rows.stream().map(row -> row + "\n").collect(joining());
    }

    private static String value(FlatJson.Entry entry) {
        String text = String.join(", ", entry.texts());
        return text.isEmpty() ? "(none)" : "`" + text + "`";
    }

    private static String allowed(Key key) {
        List<String> rules = new ArrayList<>();
        Range range = key.range();
        if (range != null) {
            String bounds = Key.plain(range.min()) + " to " + Key.plain(range.max());
            rules.add(key.type() == Key.Type.TEXTS ? bounds + " entries" : bounds);
        }
        if (key.form() != null) {
            rules.add(key.form().description().replace("|", "\\|"));
        }
        if (key.type() == Key.Type.FLAG) {
            rules.add("true, false");
        }
        Above above = key.above();
        if (above != null) {
            rules.add("> " + above.value());
        }
        AtLeast atLeast = key.atLeast();
        if (atLeast != null) {
            rules.add("≥ " + (atLeast.times() == 1 ? "" : atLeast.times() + " × ") + atLeast.value());
        }
        if (key.optional()) {
            rules.add("or none");
        }
        return String.join("; ", rules);
    }

    private static String description(App app, Descriptions descriptions, String name) {
        Class<?> group = app.mapping();
        String[] path = name.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            String part = path[i];
            try {
                group = group.getMethod(part).getReturnType();
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }
        return Objects.requireNonNull(descriptions.ofMethod(group, path[path.length - 1]))
                .replace("|", "\\|");
    }
}
