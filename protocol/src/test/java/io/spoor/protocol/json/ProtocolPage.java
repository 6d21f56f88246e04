package io.spoor.protocol.json;

import io.spoor.protocol.MessageType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/protocol.md} says of each message: the rows of its table and its examples. */
final class ProtocolPage {
    private static final Pattern HEADING = Pattern.compile("### 9\\.\\d+ `(\\w+)`");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|[^|]*\\| (always|optional) \\|.*");

    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** One message: field names with "always" or "optional", and the examples as they stand on the page. */
    record Section(Map<String, String> presence, List<String> examples) {}

    private ProtocolPage(List<String> lines) {
        Section current = new Section(new LinkedHashMap<>(), new ArrayList<>());
        StringBuilder example = null;
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                current = new Section(new LinkedHashMap<>(), new ArrayList<>());
                sections.put(heading.group(1), current);
            } else if (row.matches()) {
                current.presence().put(row.group(1), row.group(2));
            } else if (line.equals("```json")) {
                example = new StringBuilder();
            } else if (line.equals("```") && example != null) {
                current.examples().add(example.toString());
                example = null;
            } else if (example != null) {
                example.append(line).append('\n');
            }
        }
    }

    static ProtocolPage read() {
        Path page = Path.of(System.getProperty("spoor.root", ".."), "docs", "protocol.md");
        try {
            return new ProtocolPage(Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Section section(MessageType type) {
        return sections.getOrDefault(type.wireName(), new Section(Map.of(), List.of()));
    }

    List<String> examples() {
        return sections.values().stream()
                .flatMap(section -> section.examples().stream())
                .toList();
    }
}
