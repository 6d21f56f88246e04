package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What a client says at its end with {@code --json}. */
final class Statistics {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;

    private Statistics(JsonNode json) {
        this.json = json;
    }

    /** Waits for the client's end. */
    static Statistics of(App client) {
        client.awaitExit();
        List<String> lines = client.out().awaitEnd();
        assertTrue(!lines.isEmpty(), () -> "no statistics\n" + client.story());
        try {
            return new Statistics(JSON.readTree(lines.get(lines.size() - 1)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(client.story(), e);
        }
    }

    /** A count of that name. */
    long get(String name) {
        assertTrue(json.path(name).isIntegralNumber(), () -> "no count " + name + " in " + json);
        return json.get(name).asLong();
    }

    /** Answers by each calculator, by its identity; 0 if it gave none. */
    long answersBy(String calculator) {
        return json.path("calculators").path(calculator).asLong();
    }

    /** How many calculators have given answers. */
    int calculators() {
        return json.path("calculators").size();
    }

    /** Every job has its right answer, and no second one. */
    Statistics assertAllAnswered(long sent) {
        assertEquals(sent, get("sent"), this::toString);
        assertEquals(sent, get("answered"), this::toString);
        assertEquals(0, get("failed"), this::toString);
        assertEquals(0, get("unanswered"), this::toString);
        assertEquals(0, get("wrong"), this::toString);
        assertEquals(0, get("different"), this::toString);
        return this;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
