package io.spoor.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.trace.OtlpJson;
import io.spoor.client.trace.Rule;
import io.spoor.client.trace.Trace;
import io.spoor.client.trace.TraceSvg;
import io.spoor.client.trace.TraceTree;
import io.spoor.protocol.trace.AttributeNames;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/tracing.md}: every name that spans have is explained, and its picture is drawn from the trace beside it. */
class TracingPageTest {
    private static final Path DOCS = Checkout.ROOT.resolve("docs");
    private static final Path PICTURE = DOCS.resolve("pictures/retried-job.svg");
    private static final Path DATA = DOCS.resolve("pictures/retried-job.json");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");
    private static final Pattern TRACE_ID = Pattern.compile("\"traceId\":\\s*\"([0-9a-f]{32})\"");

    @Test
    void shouldExplainEveryNameAndNoOther() throws IOException, IllegalAccessException {
        Set<String> explained = new TreeSet<>();
        Matcher rows = ROW.matcher(page());
        while (rows.find()) {
            explained.add(rows.group(1));
        }
        Set<String> used = new TreeSet<>(constants(SpanNames.class));
        used.addAll(constants(AttributeNames.class));
        assertEquals(used, explained);
    }

    @Test
    void shouldNameEveryRuleOfTheAudit() throws IOException {
        String page = page();
        for (Rule rule : Rule.values()) {
            assertTrue(page.contains("| " + rule.title() + " |"), rule.title());
        }
    }

    @Test
    void shouldShowWhatIsDrawnFromTheData() throws IOException {
        Trace trace = data();
        assertEquals(
                String.join("\n", TraceSvg.lines(trace)),
                Files.readString(PICTURE).stripTrailing());
        assertTrue(page().contains(String.join("\n", TraceTree.lines(trace, 120))), "the tree is another one");
    }

    private static Trace data() throws IOException {
        String text = Files.readString(DATA);
        Matcher id = TRACE_ID.matcher(text);
        assertTrue(id.find(), "no trace");
        return OtlpJson.read(id.group(1), text);
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("tracing.md"));
    }

    private static Set<String> constants(Class<?> names) throws IllegalAccessException {
        Set<String> values = new TreeSet<>();
        for (Field field : names.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers())) {
                values.add((String) field.get(null));
            }
        }
        return values;
    }
}
