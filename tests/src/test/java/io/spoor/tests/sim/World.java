package io.spoor.tests.sim;

import io.spoor.calculator.core.Calculator;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** A system in virtual time: who takes part, what lies between them, and the jobs that were handed in. */
public final class World {
    /** What all calculators offer, unless the settings say otherwise. */
    public static final String FUNCTION = "square";

    private static final int DISPATCHER_PORT = 7_000;
    private static final int EPHEMERAL_PORTS = 40_000;

    private final Scheduler scheduler = new Scheduler();
    private final Watchers watchers = new Watchers();
    private final Map<Integer, SimDispatcher> dispatchers = new TreeMap<>();
    private final Map<Integer, SimCalculator> calculators = new TreeMap<>();
    private final Map<Integer, SimClient> clients = new TreeMap<>();
    private final Map<JobId, SimJob> jobs = new LinkedHashMap<>();
    private final Map<String, Integer> lives = new LinkedHashMap<>();
    private final SimSettings settings;
    private final SimNetwork network;
    private final SplittableGenerator random;
    private Supplier<SimClock> clocks = () -> new SimClock(scheduler.nowNanos(), 0, 1);
    private UnaryOperator<Calculator> calculatorFault = UnaryOperator.identity();
    private long timerLatenessNanos;
    private boolean probesTooEarly = true;
    private int ports = EPHEMERAL_PORTS;

    /** An empty world. */
    public World(SimSettings settings, NetworkProfile network, Wire wire, SplittableGenerator random) {
        this.settings = settings;
        this.random = random;
        this.network = new SimNetwork(scheduler, random.split(), network, wire, watchers);
        watchers.add(new Exits());
    }

    /** A drained calculator ends its process, after the sends of its last turn have left. */
    private final class Exits implements Watcher {
        @Override
        public void onFact(SimHost<?> host, Object fact) {
            if (fact instanceof CalculatorEvent.Drained) {
                scheduler.after(0, host::exit);
            }
        }
    }

    /** Lets somebody look on. */
    public void addWatcher(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Lets each process to come have a clock of its own. */
    void setClocks(Supplier<SimClock> clocks) {
        this.clocks = clocks;
    }

    void setTimerLateness(long nanos) {
        timerLatenessNanos = nanos;
    }

    /** Cores to come are not asked before their deadlines. */
    void leaveDeadlinesAlone() {
        probesTooEarly = false;
    }

    /** Puts something between calculators to come and their network, such as a breakdown. */
    void setCalculatorFault(UnaryOperator<Calculator> fault) {
        calculatorFault = fault;
    }

    // Who takes part

    /** Starts a dispatcher, or another life of it at the same address. */
    public SimDispatcher startDispatcher(int number) {
        String identity = nextLife("dispatcher-" + number);
        DispatcherCore core = new DispatcherCore(identity, settings.dispatcher(), random.split());
        SimHost<DispatcherEvent> host = host(identity, dispatcherAddress(number), core);
        SimDispatcher dispatcher = new SimDispatcher(number, core, host);
        dispatchers.put(number, dispatcher);
        return dispatcher;
    }

    /** Starts a calculator, or another life of it, at an address of its own, and lets it say so to all dispatchers. */
    public SimCalculator startCalculator(
            int number, int slots, Function<AttemptId, ServiceProfile.Behaviour> behaviours) {
        String identity = nextLife("calculator-" + number);
        SimCalculations calculations = new SimCalculations(this, behaviours);
        CalculatorCore core =
                new CalculatorCore(identity, 1, settings.calculatorWith(slots), dispatcherAddresses(), calculations);
        Calculator faulty = calculatorFault.apply(core);
        SimHost<CalculatorEvent> host = host(identity, address(1, number), faulty);
        SimCalculator calculator = new SimCalculator(number, slots, core, faulty, host, calculations);
        calculations.setOwner(calculator);
        calculators.put(number, calculator);
        calculator.start();
        return calculator;
    }

    /** Starts a client of these dispatchers, or another life of it. */
    public SimClient startClient(int number, List<Integer> dispatchers) {
        String identity = nextLife("client-" + number);
        List<Endpoint> addresses =
                dispatchers.stream().map(World::dispatcherAddress).toList();
        ClientCore core = new ClientCore(identity, settings.client(), addresses, random.split());
        SimHost<ClientEvent> host = host(identity, address(2, number), core);
        SimClient client = new SimClient(this, core, host);
        clients.put(number, client);
        return client;
    }

    private <E> SimHost<E> host(String identity, Endpoint address, Node<E> node) {
        return new SimHost<>(
                identity,
                address,
                clocks.get(),
                node,
                scheduler,
                network,
                watchers,
                timerLatenessNanos,
                probesTooEarly);
    }

    private String nextLife(String name) {
        return name + "." + lives.merge(name, 1, Integer::sum);
    }

    private List<Endpoint> dispatcherAddresses() {
        List<Endpoint> addresses = new ArrayList<>();
        for (int number : dispatchers.keySet()) {
            addresses.add(dispatcherAddress(number));
        }
        return addresses;
    }

    private static Endpoint dispatcherAddress(int number) {
        return new Endpoint("10.0.0." + number, DISPATCHER_PORT);
    }

    private Endpoint address(int net, int number) {
        return new Endpoint("10.0." + net + "." + number, ++ports);
    }

    // Jobs

    /** Hands a job to a client. */
    public SimJob submit(SimClient client, String name, long argument, long timeoutNanos, int attempts) {
        return submit(client, name, FUNCTION, argument, timeoutNanos, attempts);
    }

    SimJob submit(SimClient client, String name, String function, long argument, long timeoutNanos, int attempts) {
        SimJob job = new SimJob(
                JobId.random(random),
                name,
                client,
                function,
                argument,
                timeoutNanos,
                attempts,
                settings.attemptTimeoutNanos());
        jobs.put(job.id(), job);
        client.submit(job);
        return job;
    }

    /** The job of that id, or null if no client of this world submitted it. */
    public @Nullable SimJob job(JobId id) {
        return jobs.get(id);
    }

    /** Whether the attempt is one of a job that kills its calculators. */
    boolean isPoison(AttemptId attempt) {
        SimJob job = jobs.get(attempt.jobId());
        return job != null && job.isPoison();
    }

    public List<SimJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** How many attempts the job may have. */
    public int attemptsMax(SimJob job) {
        return job.attempts() == 0 ? settings.dispatcher().attempts() : job.attempts();
    }

    /** Whether a client still waits for something. */
    public boolean hasOpenJobs() {
        for (SimJob job : jobs.values()) {
            if (job.isOpen()) {
                return true;
            }
        }
        return false;
    }

    // Access

    public Scheduler scheduler() {
        return scheduler;
    }

    public SimNetwork network() {
        return network;
    }

    public Watcher watcher() {
        return watchers;
    }

    public SimSettings settings() {
        return settings;
    }

    RandomGenerator random() {
        return random;
    }

    /** The newest life of each, dead or alive. */
    public Map<Integer, SimDispatcher> dispatchers() {
        return dispatchers;
    }

    /** The newest life of each, dead or alive. */
    public Map<Integer, SimCalculator> calculators() {
        return calculators;
    }

    /** The newest life of each, dead or alive. */
    public Map<Integer, SimClient> clients() {
        return clients;
    }

    /** The newest lives of all. */
    public List<SimHost<?>> hosts() {
        List<SimHost<?>> hosts = new ArrayList<>();
        dispatchers.values().forEach(dispatcher -> hosts.add(dispatcher.host()));
        calculators.values().forEach(calculator -> hosts.add(calculator.host()));
        clients.values().forEach(client -> hosts.add(client.host()));
        return hosts;
    }
}
