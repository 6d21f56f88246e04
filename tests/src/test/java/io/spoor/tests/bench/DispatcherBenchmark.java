package io.spoor.tests.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole job in the dispatcher's core, without codec, network and telemetry: submit, assign, completed, finished, and the
 * end of its kept answer. The choice of a calculator and the queue must cost the same however many there are.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DispatcherBenchmark {
    /** One-slot calculators, all busy. */
    @Param({"10", "1000", "50000"})
    public int calculators;

    /** Jobs that wait for a slot. */
    @Param({"0", "50000"})
    public int queued;

    private PlayedNetwork network = new PlayedNetwork(1, 0);

    /** A network with all slots busy. */
    @Setup(Level.Iteration)
    public void prepare() {
        network = new PlayedNetwork(calculators, queued);
    }

    /** One job ends, one begins. */
    @Benchmark
    public long job() {
        return network.turnOver();
    }
}
