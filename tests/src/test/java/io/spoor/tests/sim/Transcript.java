package io.spoor.tests.sim;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** Writes down everything that happens, a line each: to be read, and to be compared with that of another run. */
public final class Transcript implements Watcher {
    private final World world;
    private final Narrator narrator;
    private final List<String> lines = new ArrayList<>();

    Transcript(World world) {
        this.world = world;
        this.narrator = new Narrator(world);
    }

    public List<String> lines() {
        return lines;
    }

    private void line(String who, String what) {
        lines.add(String.format("%9s  %-16s %s", Millis.text(world.scheduler().nowNanos()), who, what));
    }

    @Override
    public void onLife(SimHost<?> host, String what) {
        line(host.name(), "** " + what + " at " + host.address());
    }

    @Override
    public void onWorld(String what) {
        line("", "** " + what);
    }

    @Override
    public void onSend(SimHost<?> host, Endpoint to, Message message) {
        line(host.name(), "-> " + narrator.who(to) + " " + narrator.text(message));
    }

    @Override
    public void onReceive(SimHost<?> host, Endpoint from, Message message) {
        line(host.name(), "<- " + narrator.who(from) + " " + narrator.text(message));
    }

    @Override
    public void onDrop(Packet packet, String why) {
        for (Message message : packet.messages()) {
            line(narrator.who(packet.to()), "xx " + why + ": " + narrator.text(message));
        }
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        line(host.name(), "   " + narrator.fact(fact));
    }

    @Override
    public void onSubmit(SimJob job) {
        line(
                job.client().host().name(),
                "** is given " + job.name() + " for " + Millis.text(job.timeoutNanos()) + " ms, attempts "
                        + job.attempts());
    }

    @Override
    public void onCancel(SimJob job) {
        line(job.client().host().name(), "** is told to cancel " + job.name());
    }

    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        line(calculator.host().name(), "   computes " + narrator.attempt(attempt));
    }

    @Override
    public void onCalculationOver(SimCalculator calculator, AttemptId attempt) {
        line(calculator.host().name(), "   has computed " + narrator.attempt(attempt));
    }
}
