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

    /** Only a failing test waits so long. */
    private static final long LOAD_MS_MAX = 1_800_000;

    private final JsonNode json;

    private Statistics(JsonNode json) {
        this.json = json;
    }

    /** Waits for the client's end. */
    static Statistics of(App client) {
        assertTrue(client.endsWithin(LOAD_MS_MAX), client::story);
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

    /** How many jobs ended with which status other than OK. */
    String failedByStatus() {
        return json.path("failedByStatus").toString();
    }

    /** Answers by each calculator, by its identity; 0 if it gave none. */
    long answersBy(String calculator) {
        return json.path("calculators").path(calculator).asLong();
    }

    /** The right answers of all calculators together. */
    long answersByAll() {
        long sum = 0;
        for (JsonNode answers : json.path("calculators")) {
            sum += answers.asLong();
        }
        return sum;
    }

    /** A time to the answer, ms: {@code p50}, {@code p99}, {@code max}; of the jobs that were answered well. */
    double latencyMs(String which) {
        return json.path("latencyMs").path(which).asDouble(Double.NaN);
    }

    /** How many calculators have given answers. */
    int calculators() {
        return json.path("calculators").size();
    }

    /** How many lives of dispatchers have given answers. */
    int dispatchers() {
        return json.path("dispatchers").size();
    }

    /** Every job has its right answer, and no second one. */
    Statistics assertAllAnswered(long sent) {
        assertEquals(sent, get("sent"), this::toString);
        assertEquals(sent, get("ok"), this::toString);
        assertEquals(0, get("failed"), this::toString);
        assertEquals(0, get("unanswered"), this::toString);
        assertEquals(0, get("wrong"), this::toString);
        assertEquals(0, get("different"), this::toString);
        assertEquals(0, get("endedTwice"), this::toString);
        return this;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
