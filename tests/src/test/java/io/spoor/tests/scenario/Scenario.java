package io.spoor.tests.scenario;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.client.core.Outcome;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.tests.sim.JsonWire;
import io.spoor.tests.sim.Millis;
import io.spoor.tests.sim.Narrator;
import io.spoor.tests.sim.NetworkProfile;
import io.spoor.tests.sim.Packet;
import io.spoor.tests.sim.Promises;
import io.spoor.tests.sim.ServiceProfile.Behaviour;
import io.spoor.tests.sim.SimCalculator;
import io.spoor.tests.sim.SimClient;
import io.spoor.tests.sim.SimHost;
import io.spoor.tests.sim.SimJob;
import io.spoor.tests.sim.SimNetwork.Link;
import io.spoor.tests.sim.SimSettings;
import io.spoor.tests.sim.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays a script and writes down what happens. A line is a comment ({@code #}), a transcript line (indented), or commands
 * with {@code |} between them; {@code scenarios/README.md} explains each. Time stands still but in {@code run}.
 */
final class Scenario {
    private static final String TRANSCRIPT_INDENT = "    ";
    private static final long SETTLING_NANOS = ms(120);
    private static final Behaviour QUICK = Behaviour.taking(ms(5));

    private final Map<String, SimJob> jobs = new HashMap<>();
    private final Map<Integer, Behaviour> behaviours = new HashMap<>();
    private final List<Drop> drops = new ArrayList<>();
    private final World world;
    private final Story story;
    private final int slots;
    private final int dispatchers;
    private final boolean failover;
    private long packets;

    /** What is to be lost: so many messages of a type, to one address or to any. */
    private static final class Drop {
        final String type;
        final @Nullable Endpoint to;
        int left;

        Drop(String type, @Nullable Endpoint to, int left) {
            this.type = type;
            this.to = to;
            this.left = left;
        }
    }

    /** The script with its transcript as it should be. */
    static String play(String script) {
        StringBuilder text = new StringBuilder();
        Scenario scenario = null;
        for (String line : script.lines().toList()) {
            if (line.startsWith(TRANSCRIPT_INDENT)) {
                continue;
            }
            text.append(line).append('\n');
            if (!line.isBlank() && !line.startsWith("#")) {
                for (String command : line.split("\\|", -1)) {
                    Words words = new Words(command);
                    if (scenario == null) {
                        scenario = new Scenario(words);
                    } else {
                        scenario.execute(words);
                    }
                }
                if (scenario != null) {
                    scenario.story
                            .takeLines()
                            .forEach(told ->
                                    text.append(TRANSCRIPT_INDENT).append(told).append('\n'));
                }
            }
        }
        return text.toString();
    }

    private Scenario(Words cluster) {
        if (!cluster.at(0).equals("cluster")) {
            throw new IllegalArgumentException("a script begins with: cluster …");
        }
        slots = cluster.number("slots", 1);
        SimSettings settings = SimSettings.roomy().withQueueMax(cluster.number("queue", 1_000));
        double duplication = cluster.number("duplication", 0) / 100.0;
        NetworkProfile network = new NetworkProfile(0, duplication, cluster.nanos("delay", "1ms"), 0, 0, 0);
        world = new World(settings, network, new JsonWire(), new SplittableRandom(1));
        story = new Story(world);
        world.addWatcher(story);
        Promises.watch(world);
        world.network().addFilter(this::filter);
        dispatchers = cluster.number("dispatchers", 1);
        failover = cluster.number("failover", 0) > 0;
        for (int number = 1; number <= dispatchers; number++) {
            world.startDispatcher(number);
        }
        for (int number = 1; number <= cluster.number("calculators", 1); number++) {
            behaviours.put(number, Behaviour.taking(cluster.nanos("service", "5ms")));
            startCalculator(number);
        }
        for (int number = 1; number <= cluster.number("clients", 1); number++) {
            world.startClient(number, dispatchersOf(number));
        }
        run(SETTLING_NANOS);
        story.begin();
        packets = 0;
    }

    /** All, or one each. */
    private List<Integer> dispatchersOf(int client) {
        return failover ? List.copyOf(world.dispatchers().keySet()) : List.of(1 + (client - 1) % dispatchers);
    }

    private void startCalculator(int number) {
        world.startCalculator(number, slots, attempt -> behaviours.getOrDefault(number, QUICK));
    }

    private void execute(Words words) {
        switch (words.at(0)) {
            case "submit" -> submit(words);
            case "cancel" -> job(words.at(1)).client().cancel(job(words.at(1)));
            case "service" -> behaviours.put(Words.numberOf(words.at(1)), behaviour(words));
            case "drop" -> drops.add(new Drop(words.at(2), target(words), count(words.at(1))));
            case "kill" -> host(words.at(1)).kill();
            case "start" -> start(words.at(1));
            case "stop" -> host(words.at(1)).pause();
            case "continue" -> host(words.at(1)).resume();
            case "drain" -> calculator(words.at(1)).drain();
            case "cut" -> world.network().cut(link(words));
            case "mend" -> world.network().mend(link(words));
            case "show" -> story.showHeartbeats(true);
            case "hide" -> story.showHeartbeats(false);
            case "run" -> runAsTold(words);
            case "expect" -> expect(words);
            default -> throw new IllegalArgumentException("unknown command: " + words);
        }
    }

    private void submit(Words words) {
        SimClient client = client(words.hasOption("client") ? words.number("client", 1) : 1);
        String name = words.at(1);
        long timeoutNanos = words.nanos("timeout", "10s");
        jobs.put(
                name,
                world.submit(client, name, Long.parseLong(words.at(2)), timeoutNanos, words.number("attempts", 0)));
    }

    private static Behaviour behaviour(Words words) {
        boolean stoppable = !words.has("unstoppable");
        return switch (words.at(2)) {
            case "hangs" -> new Behaviour(Behaviour.FOR_EVER, stoppable, false);
            case "fails" -> new Behaviour(ms(1), true, true);
            default -> new Behaviour(Words.nanos(words.at(2)), stoppable, false);
        };
    }

    private static int count(String word) {
        return switch (word) {
            case "next" -> 1;
            case "all" -> Integer.MAX_VALUE;
            default -> Integer.parseInt(word);
        };
    }

    /** {@code drop next assign to calculator-1}. */
    private @Nullable Endpoint target(Words words) {
        return words.count() > 4 ? host(words.at(4)).address() : null;
    }

    /** {@code cut calculator-1 to dispatcher-1}. */
    private Link link(Words words) {
        return new Link(host(words.at(1)).address(), host(words.at(3)).address());
    }

    private void start(String name) {
        if (name.startsWith("dispatcher")) {
            world.startDispatcher(Words.numberOf(name));
        } else if (name.startsWith("calculator")) {
            int number = Words.numberOf(name);
            startCalculator(number);
        } else {
            int number = Words.numberOf(name);
            world.startClient(number, dispatchersOf(number));
        }
    }

    /** Which packets are lost, and how many leave that are not heartbeats alone. */
    private @Nullable String filter(Packet packet) {
        for (Message message : packet.messages()) {
            for (Drop drop : drops) {
                boolean matches =
                        message.type().wireName().equals(drop.type) && (drop.to == null || drop.to.equals(packet.to()));
                if (matches && drop.left > 0) {
                    drop.left--;
                    count(packet);
                    return "lost";
                }
            }
        }
        count(packet);
        return null;
    }

    private void count(Packet packet) {
        boolean counts = packet.messages().stream()
                .anyMatch(message ->
                        message.type() != MessageType.HEARTBEAT && message.type() != MessageType.HEARTBEAT_ACK);
        packets += counts ? 1 : 0;
    }

    // Time

    /** {@code run 100ms}, or {@code run until j1 ends}. */
    private void runAsTold(Words words) {
        if (words.at(1).equals("until")) {
            SimJob job = job(words.at(2));
            while (job.outcome() == null) {
                world.scheduler().step(Long.MAX_VALUE);
            }
            run(0);
        } else {
            run(Words.nanos(words.at(1)));
        }
    }

    private void run(long nanos) {
        long untilNanos = world.scheduler().nowNanos() + nanos;
        while (world.scheduler().step(untilNanos)) {
            // Everything that happens, happens in the step.
        }
    }

    // Expectations

    /** {@code expect j1 OK 9 attempts=1 within=60ms}, {@code expect packets=4}, {@code expect j1 open}. */
    private void expect(Words words) {
        if (words.hasOption("packets")) {
            require(words, packets == words.number("packets", 0), packets + " packets");
            return;
        }
        SimJob job = job(words.at(1));
        Outcome outcome = job.outcome();
        if (outcome == null) {
            require(words, words.at(2).equals("open"), "still open");
            return;
        }
        String end = Narrator.outcome(outcome);
        require(words, end.startsWith(words.rest(2)), end);
        require(words, outcome.attempts() == words.number("attempts", outcome.attempts()), end);
        require(words, job.elapsedNanos() <= words.nanos("within", "3600s"), Millis.text(job.elapsedNanos()) + " ms");
    }

    private static void require(Words expected, boolean condition, String actual) {
        if (!condition) {
            throw new AssertionError(expected.toString().trim() + ", but it is: " + actual);
        }
    }

    // Names

    private SimJob job(String name) {
        SimJob job = jobs.get(name);
        if (job == null) {
            throw new IllegalArgumentException("no job " + name);
        }
        return job;
    }

    private SimHost<?> host(String name) {
        for (SimHost<?> host : world.hosts()) {
            if (host.name().substring(0, host.name().indexOf('.')).equals(name)) {
                return host;
            }
        }
        throw new IllegalArgumentException("nobody is called " + name);
    }

    private SimCalculator calculator(String name) {
        SimCalculator calculator = world.calculators().get(Words.numberOf(name));
        if (calculator == null) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        return calculator;
    }

    private SimClient client(int number) {
        SimClient client = world.clients().get(number);
        if (client == null) {
            throw new IllegalArgumentException("there is no client " + number);
        }
        return client;
    }
}
