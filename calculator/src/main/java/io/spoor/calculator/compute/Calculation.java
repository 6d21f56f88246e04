package io.spoor.calculator.compute;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A function that jobs can name. Make it a CDI bean and list its name in {@code functions} of the config.
 *
 * <p>It runs for several jobs at once. {@link #start} is called on the event loop that also answers the network: it must
 * return at once, and leave work to a timer, a thread pool or another process.
 */
public interface Calculation {
    /** What jobs call it, see {@link Limits#isName}. */
    String name();

    /**
     * Begins one calculation.
     *
     * @param arguments as the client gave them, at most {@link Limits#PAYLOAD_MAX_BYTES}
     * @return completes, on any thread, with the result: one JSON value in UTF-8, at most {@link Limits#PAYLOAD_MAX_BYTES}
     *     and {@link Limits#JSON_DEPTH_MAX} levels; or fails: with a {@link CalculationException} under its status, with
     *     anything else under INTERNAL and the exception's class and message. What is no such result fails under INTERNAL, too
     */
    CompletionStage<RawJson> start(RawJson arguments, Context context);

    /** What one calculation may know and say. */
    interface Context {
        AttemptId attempt();

        /** What the attempt has left, ms; when it is over, the calculation is stopped. At least 1. */
        long timeoutMs();

        /** The trace that the calculation belongs to. */
        TraceContext trace();

        /**
         * Says how the calculation is stopped when nobody wants its result any more. Without it, it cannot be stopped: it
         * keeps its slot until it completes.
         *
         * @param stop called on the event loop, at most once and not after the calculation has completed; returns whether
         *     the calculation has ended. If not, it keeps its slot until it completes
         */
        void onStop(BooleanSupplier stop);
    }
}
