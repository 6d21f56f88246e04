package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.client.trace.Jaeger;
import io.spoor.client.trace.ReadSpan;
import io.spoor.client.trace.Trace;
import io.spoor.tests.Checkout;
import io.spoor.tests.e2e.Relay.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tracks read back by Jaeger's API, and held against what the client saw. {@code deploy/test-tracing.sh} runs the same with a
 * real Jaeger and more jobs.
 */
class AuditIT {
    private static final int JOBS = Integer.getInteger("spoor.auditJobs", 400);
    private static final int KILLS = Math.max(2, JOBS / 1_000);
    private static final long AUDIT_MS_MAX = 60_000 + 50L * JOBS;
    private static final int BROKEN_JOBS = 20;
    private static final long SEED = 20_261_121;
    private static final Path PATCHES = Path.of("src/test/resources/mutants-tracing");

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void shouldReadBackAJobThatWasRetriedOverTwoCalculators() {
        try (TraceStore store = TraceStore.open(processes)) {
            App dispatcher = store.traced(processes.dispatcher()).start();
            App victim = store.traced(processes.calculator(dispatcher.address()))
                    .set("sleep.minMs", 60_000)
                    .set("sleep.maxMs", 60_000)
                    .start();
            App client = store.traced(processes.client(dispatcher.address(), "submit", "sleep", "{\"x\":7}"))
                    .arguments("--timeout", "300000")
                    .begin();
            String jobId = client.err().await("job ([0-9a-f]{32})").group(1);
            Eventually.is("it runs", () -> Counts.started(dispatcher) == 1);
            victim.kill();
            App heir = store.traced(processes.calculator(dispatcher.address()))
                    .set("sleep.minMs", 500)
                    .set("sleep.maxMs", 600)
                    .start();
            assertEquals(0, client.awaitExit(), client::story);

            Trace trace = whole(store, jobId);
            keep(store, jobId);
            assertEquals(List.of(), trace.orphans());
            ReadSpan dispatch = trace.named("dispatch").get(0);
            List<ReadSpan> queues = trace.below(dispatch, "queue");
            assertEquals(2, queues.size(), trace::toString);
            assertEquals("1", queues.get(0).attribute("spoor.queue.depth"));
            assertTrue(queues.get(1).lengthNanos() > 0, "it waited for the heir");
            List<ReadSpan> attempts = trace.below(dispatch, "attempt");
            assertEquals(2, attempts.size(), trace::toString);
            ReadSpan lost = attempts.get(0);
            ReadSpan good = attempts.get(1);
            assertEquals(victim.identity(), lost.attribute("spoor.calculator.id"));
            assertEquals("calculator_lost", lost.attribute("spoor.attempt.end"));
            assertTrue(lost.error());
            assertEquals(1, lost.events("acknowledged"));
            assertEquals(1, lost.events("calculator dead"));
            assertEquals(heir.identity(), good.attribute("spoor.calculator.id"));
            assertEquals("completed", good.attribute("spoor.attempt.end"));
            assertEquals("calculator_lost", good.attribute("spoor.attempt.previous_end"));
            assertEquals(List.of(lost.id()), good.links());
            assertTrue(!dispatch.error() && !good.error(), "what was retried away is no error");

            String tree = printed(store, "trace", jobId);
            System.out.println(tree);
            assertTrue(tree.contains("OK in ") && tree.contains(", 2 attempts"), tree);
            assertTrue(Pattern.compile("attempt 1 +" + victim.identity() + " +calculator_lost")
                    .matcher(tree)
                    .find());
            assertTrue(Pattern.compile("attempt 2 +" + heir.identity() + " +completed, OK, after calculator_lost")
                    .matcher(tree)
                    .find());
        }
    }

    @Test
    void shouldAddUpWhenPacketsAreLostAndCalculatorsKilled() {
        try (TraceStore store = TraceStore.open(processes)) {
            App dispatcher = store.traced(processes.dispatcher()).start();
            try (Relay network = Relay.before(dispatcher.port(), new Faults(0.05, 0.02, 5), SEED)) {
                Supplier<Launch> calculators = () -> store.traced(processes.calculator(network.address()))
                        .set("slots", 4)
                        .set("breakdown.probability", 0.05)
                        .set("breakdown.checkMs", 1_000)
                        .set("breakdown.minMs", 800)
                        .set("breakdown.maxMs", 1_500);
                App victim = calculators.get().begin();
                calculators.get().start();
                Eventually.ready(victim.awaitStart());
                Path outcomes = folder.resolve("outcomes.jsonl");
                App client = store.traced(processes.load(
                                network.address(), "--outstanding", "16", "--count", "" + JOBS, "--ms", "30"))
                        .arguments("--timeout", "60000", "--attempts", "10", "--outcomes", outcomes.toString())
                        .begin();
                for (int kills = 1; kills <= KILLS; kills++) {
                    int share = kills;
                    Eventually.is(
                            "under load", () -> Counts.finishedWell(dispatcher) > (long) share * JOBS / (KILLS + 2));
                    victim.kill();
                    victim = calculators.get().start();
                }
                Statistics statistics = Statistics.of(client);
                assertEquals(JOBS, statistics.get("sent"), statistics::toString);
                assertTrue(statistics.get("retried") > 0, "nothing was lost with the killed");

                String report = printed(store, "audit", outcomes.toString());
                System.out.println(report);
                assertTrue(report.contains("0 differences in 0 jobs, 0 orphans"), report);
            }
        }
    }

    /** The audit as a test of the tests: what it is there to find, it must find. */
    @ParameterizedTest
    @CsvSource({"forgotten-end, no orphans and attempts", "lost-context, calculations"})
    void shouldCatchABrokenBuild(String patch, String rules) throws IOException {
        assumeTrue(Checkout.executable("dispatcher") == null, "a native executable cannot be patched");
        try (TraceStore store = TraceStore.open(processes)) {
            Path broken = BrokenBuild.of("dispatcher", PATCHES.resolve(patch + ".patch"), folder);
            App dispatcher = store.traced(processes.dispatcher()).from(broken).start();
            App calculator = store.traced(processes.calculator(dispatcher.address()))
                    .set("slots", 4)
                    .start();
            Eventually.ready(calculator);
            Path outcomes = folder.resolve("outcomes.jsonl");
            store.traced(processes.load(dispatcher.address(), "--outstanding", "4", "--count", "" + BROKEN_JOBS))
                    .arguments("--outcomes", outcomes.toString())
                    .run()
                    .assertAllAnswered(BROKEN_JOBS);

            App audit = processes
                    .client("127.0.0.1:1", "audit", outcomes.toString(), "--jaeger", store.url(), "--patience", "2")
                    .begin();

            assertEquals(5, audit.awaitExit(), audit::story);
            String report = String.join("\n", audit.out().awaitEnd());
            assertTrue(report.contains("differences in " + BROKEN_JOBS + " jobs"), report);
            for (String rule : rules.split(" and ", -1)) {
                assertTrue(
                        Pattern.compile("^" + rule + " +[1-9]", Pattern.MULTILINE)
                                .matcher(report)
                                .find(),
                        report);
            }
        }
    }

    /** What a client's command about traces prints, if it ends well. */
    private String printed(TraceStore store, String... command) {
        App client = processes
                .client("127.0.0.1:1", command)
                .arguments("--jaeger", store.url())
                .begin();
        assertTrue(client.endsWithin(AUDIT_MS_MAX), client::story);
        assertEquals(0, client.awaitExit(), client::story);
        return String.join("\n", client.out().awaitEnd());
    }

    /** For the picture in {@code docs/tracing.md}, if the property {@code spoor.keepTrace} names a file. */
    private static void keep(TraceStore store, String jobId) {
        String file = System.getProperty("spoor.keepTrace", "");
        if (!file.isEmpty()) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(store.url() + "/api/v3/traces/" + jobId))
                        .build();
                HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(Path.of(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Trace whole(TraceStore store, String jobId) {
        Jaeger jaeger = new Jaeger(store.url());
        Callable<Optional<Trace>> look = () -> jaeger.find(jobId)
                .filter(trace -> trace.named("calculate").size() == 1
                        && trace.named("dispatch").size() == 1
                        && trace.named("submit").size() == 1);
        Eventually.is("the whole trace", () -> look.call().isPresent());
        try {
            return look.call().orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
