package io.spoor.protocol.config;

import io.spoor.protocol.json.FlatJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON file of an application's keys. {@code $schema} and other keys that begin with a dollar sign are for editors. */
final class ConfigFile {
    private final String name;
    private final Map<String, FlatJson.Entry> entries;

    private ConfigFile(String name, Map<String, FlatJson.Entry> entries) {
        this.name = name;
        this.entries = entries;
    }

    /** @throws StartupFailure if the file cannot be read, or is not a JSON object */
    static ConfigFile read(Path path) {
        try {
            return parse(path.toString(), withoutMark(Files.readString(path)));
        } catch (NoSuchFileException missing) {
            throw new StartupFailure(path + ": no such file");
        } catch (AccessDeniedException denied) {
            throw new StartupFailure(path + ": permission denied");
        } catch (CharacterCodingException notText) {
            throw new StartupFailure(path + ": not a UTF-8 text");
        } catch (IOException failed) {
            throw new StartupFailure(path + ": cannot be read: " + failed.getMessage());
        }
    }

    /** Without the byte order mark that editors under Windows put in front. */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The values that the application was built with. */
    static ConfigFile builtIn(String app) {
        String name = "config/" + app + ".json";
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in this application: " + name);
            }
            return parse("built-in " + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @throws StartupFailure if the text is not a JSON object */
    static ConfigFile parse(String name, String text) {
        try {
            Map<String, FlatJson.Entry> entries = new LinkedHashMap<>(FlatJson.read(text));
            entries.keySet().removeIf(key -> key.startsWith("$"));
            return new ConfigFile(name, entries);
        } catch (FlatJson.MalformedException malformed) {
            throw new StartupFailure(
                    name + ":" + malformed.line() + ":" + malformed.column() + ": " + malformed.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** What is in the file, in its order. */
    Map<String, FlatJson.Entry> entries() {
        return entries;
    }

    /** The values under the names that SmallRye knows them by, in the file's order. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            if (entry.kind() != FlatJson.Kind.OBJECT) {
                properties.put(Keys.PREFIX + key, String.join(",", entry.texts()));
            }
        });
        return properties;
    }

    /** Where the key's value stands, as {@code file:line:column}. */
    String positionOf(String key) {
        FlatJson.Entry entry = entries.get(key);
        return entry == null ? name : name + ":" + entry.line() + ":" + entry.column();
    }

    /** @throws StartupFailure if there is a key that the application does not know, or a value of another type */
    void check(Keys keys) {
        entries.forEach((name, entry) -> {
            Key key = keys.find(name);
            if (key == null && !keys.isGroup(name)) {
                throw new StartupFailure(positionOf(name) + ": unknown key " + name + keys.suggestion(name));
            }
            FlatJson.Kind wanted =
                    key == null ? FlatJson.Kind.OBJECT : key.type().kind();
            if (entry.kind() != wanted) {
                String description =
                        key == null ? wanted.description() : key.type().description();
                throw new StartupFailure(
                        positionOf(name) + ": " + name + " is " + entry.kind().description() + ", not " + description);
            }
        });
    }
}
