package io.spoor.tests.scenario;

import io.spoor.client.core.ClientEvent;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorForgotten;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.tests.sim.Millis;
import io.spoor.tests.sim.Narrator;
import io.spoor.tests.sim.Packet;
import io.spoor.tests.sim.SimCalculator;
import io.spoor.tests.sim.SimHost;
import io.spoor.tests.sim.Watcher;
import io.spoor.tests.sim.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of a scenario wants to see: messages as they leave, which of them are lost, what is computed, and the few
 * facts that decide. Heartbeats only on demand.
 */
final class Story implements Watcher {
    private final World world;
    private final Narrator narrator;
    private final List<String> lines = new ArrayList<>();
    private long startNanos;
    private boolean heartbeats;

    Story(World world) {
        this.world = world;
        this.narrator = new Narrator(world);
    }

    /** What was before is not told; time counts from now. */
    void begin() {
        lines.clear();
        startNanos = world.scheduler().nowNanos();
    }

    void showHeartbeats(boolean show) {
        heartbeats = show;
    }

    /** The lines since the last call. */
    List<String> takeLines() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private void line(String who, String what) {
        String at = Millis.text(world.scheduler().nowNanos() - startNanos);
        lines.add(String.format("%8s  %-14s  %s", at, who, what));
    }

    private boolean isShown(Message message) {
        return heartbeats || (message.type() != MessageType.HEARTBEAT && message.type() != MessageType.HEARTBEAT_ACK);
    }

    @Override
    public void onSend(SimHost<?> host, Endpoint to, Message message) {
        if (isShown(message)) {
            line(host.name(), "-> " + narrator.who(to) + "  " + narrator.text(message));
        }
    }

    @Override
    public void onDrop(Packet packet, String why) {
        for (Message message : packet.messages()) {
            if (isShown(message)) {
                line("", "   " + why + ": " + message.type().wireName());
            }
        }
    }

    @Override
    public void onLife(SimHost<?> host, String what) {
        line(host.name(), what);
    }

    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        line(calculator.host().name(), "computes " + narrator.attempt(attempt));
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof ClientEvent.JobEnded ended) {
            line(host.name(), narrator.job(ended.jobId()) + " ends " + Narrator.outcome(ended.outcome()));
        } else if (fact instanceof AttemptAdopted adopted) {
            line(host.name(), "adopts " + narrator.attempt(adopted.attempt()) + " on " + adopted.calculator());
        } else if (fact instanceof AttemptEnded ended && ended.end() != AttemptEnd.COMPLETED) {
            line(host.name(), "gives up " + narrator.attempt(ended.attempt()) + ": " + ended.end());
        } else if (fact instanceof CalculatorChanged changed) {
            line(host.name(), "finds " + changed.calculator() + " " + changed.to());
        } else if (fact instanceof CalculatorForgotten forgotten) {
            line(host.name(), "forgets " + forgotten.calculator() + (forgotten.drained() ? ", which has left" : ""));
        }
    }
}
