package io.spoor.tests.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spoor.protocol.config.Key;
import io.spoor.protocol.config.Keys;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.config.Text;
import java.util.Objects;

/** The JSON Schema that a mapping interface stands for. Rules between keys have no word there: they are in the texts. */
final class Schema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Keys keys;
    private final Descriptions descriptions;

    private Schema(App app) {
        this.keys = app.keys();
        this.descriptions = Descriptions.of(app.mapping());
    }

    static ObjectNode of(App app) {
        ObjectNode root = MAPPER.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Configuration of Spoor's " + app.appName())
                .put(
                        "description",
                        "Every key may be left out. Written by ConfigSchemaTest from "
                                + app.mapping().getSimpleName() + ".java.");
        ObjectNode properties = new Schema(app).addGroup(root, "", app.mapping());
        properties.putObject("$schema").put("type", "string").put("description", "This schema, for editors.");
        return root;
    }

    private ObjectNode addGroup(ObjectNode schema, String prefix, Class<?> group) {
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (String method : descriptions.methodsOf(group.getSimpleName())) {
            ObjectNode property = properties.putObject(method);
            property.put("description", descriptions.ofMethod(group, method));
            Key key = keys.find(prefix + method);
            if (key == null) {
                addGroup(property, prefix + method + ".", typeOf(group, method));
            } else {
                describe(property, key);
            }
        }
        return properties;
    }

    private static Class<?> typeOf(Class<?> group, String method) {
        try {
            return group.getMethod(method).getReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static void describe(ObjectNode property, Key key) {
        switch (key.type()) {
            case WHOLE -> addRange(property.put("type", "integer"), key, "minimum", "maximum");
            case DECIMAL -> addRange(property.put("type", "number"), key, "minimum", "maximum");
            case FLAG -> property.put("type", "boolean");
            case TEXT -> property.put("type", "string").put("pattern", pattern(key));
            case TEXTS -> {
                addRange(property.put("type", "array"), key, "minItems", "maxItems");
                property.putObject("items").put("type", "string").put("pattern", pattern(key));
            }
        }
    }

    private static void addRange(ObjectNode property, Key key, String min, String max) {
        Range range = Objects.requireNonNull(key.range(), () -> key.name() + " has no range");
        property.put(min, (long) range.min()).put(max, (long) range.max());
    }

    private static String pattern(Key key) {
        Text.Form form = Objects.requireNonNull(key.form(), () -> key.name() + " has no form");
        return "^(" + form.regex() + ")" + (key.optional() ? "?" : "") + "$";
    }
}
