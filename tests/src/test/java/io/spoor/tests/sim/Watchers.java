package io.spoor.tests.sim;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Shows everything to several watchers, in their order. */
final class Watchers implements Watcher {
    private final List<Watcher> all = new ArrayList<>();

    void add(Watcher watcher) {
        all.add(watcher);
    }

    private void each(Consumer<Watcher> call) {
        for (Watcher watcher : all) {
            call.accept(watcher);
        }
    }

    @Override
    public void onLife(SimHost<?> host, String what) {
        each(watcher -> watcher.onLife(host, what));
    }

    @Override
    public void onWorld(String what) {
        each(watcher -> watcher.onWorld(what));
    }

    @Override
    public void onSend(SimHost<?> host, Endpoint to, Message message) {
        each(watcher -> watcher.onSend(host, to, message));
    }

    @Override
    public void onReceive(SimHost<?> host, Endpoint from, Message message) {
        each(watcher -> watcher.onReceive(host, from, message));
    }

    @Override
    public void onDrop(Packet packet, String why) {
        each(watcher -> watcher.onDrop(packet, why));
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        each(watcher -> watcher.onFact(host, fact));
    }

    @Override
    public void onSubmit(SimJob job) {
        each(watcher -> watcher.onSubmit(job));
    }

    @Override
    public void onCancel(SimJob job) {
        each(watcher -> watcher.onCancel(job));
    }

    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        each(watcher -> watcher.onCalculation(calculator, attempt));
    }

    @Override
    public void onCalculationOver(SimCalculator calculator, AttemptId attempt) {
        each(watcher -> watcher.onCalculationOver(calculator, attempt));
    }

    @Override
    public void afterTurn(SimHost<?> host) {
        each(watcher -> watcher.afterTurn(host));
    }
}
