package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything goes well, and everybody's numbers agree. */
class HappyRunIT {
    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldAnswerEveryJobAndCountAlike() {
        App dispatcher = processes.dispatcher().start();
        List<App> calculators = Stream.generate(() -> processes
                        .calculator(dispatcher.address())
                        .set("slots", 2)
                        .begin())
                .limit(3)
                .toList();
        calculators.forEach(calculator -> Eventually.ready(calculator));

        App busyClient = processes
                .load(dispatcher.address(), "--outstanding", "12", "--count", "300", "--ms", "10")
                .begin();
        App calmClient = processes
                .client(dispatcher.address(), "run", "--json", "--count", "20")
                .set("run.minMs", 0)
                .set("run.maxMs", 50)
                .begin();
        Statistics busy = Statistics.of(busyClient).assertAllAnswered(300);
        Statistics calm = Statistics.of(calmClient).assertAllAnswered(20);

        assertEquals(0, busyClient.awaitExit());
        assertEquals(0, calmClient.awaitExit());
        Metrics metrics = dispatcher.metrics();
        assertEquals(320, metrics.sum("spoor_jobs_accepted_total"));
        assertEquals(320, metrics.sum("spoor_jobs_finished_total", "status=\"ok\""));
        assertEquals(320, metrics.sum("spoor_jobs_finished_total"));
        assertEquals(320, metrics.sum("spoor_attempts_total", "outcome=\"completed\""));
        assertEquals(0, metrics.sum("spoor_retries_total"));
        assertEquals(0, metrics.sum("spoor_calculators_lost_total"));
        assertEquals(0, metrics.sum("spoor_bugs_total"));
        assertEquals(3, busy.calculators(), "a calculator without work");
        for (App calculator : calculators) {
            assertEquals(
                    busy.answersBy(calculator.identity()) + calm.answersBy(calculator.identity()),
                    Counts.computed(calculator),
                    calculator.identity());
        }
    }

    @Test
    void shouldRunBesideEachOtherOnOneHost() {
        App one = processes.dispatcher().start();
        App other = processes.dispatcher().start();
        List<App> services = List.of(
                one,
                other,
                processes.calculator(one.address()).start(),
                processes.calculator(other.address()).start());

        Set<Integer> ports = services.stream()
                .flatMap(service ->
                        Stream.of(service.port(), service.management().port()))
                .collect(Collectors.toSet());

        assertEquals(8, ports.size());
        for (App service : services) {
            Eventually.ready(service);
            assertEquals(200, service.management().liveness());
        }
        assertTrue(services.stream().map(App::identity).distinct().count() == 4);
    }
}
