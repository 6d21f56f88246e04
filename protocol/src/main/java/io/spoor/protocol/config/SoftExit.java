package io.spoor.protocol.config;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process with its own exit code, also after a signal: a service that has drained says 0, where the JVM would
 * say 143. The JVM decides as soon as its shutdown hooks have ended; so one of them waits until {@link #exit} is called,
 * which Quarkus does on the main thread when everything is closed.
 */
public final class SoftExit {
    private static final long LOOK_MS = 50;

    private final Thread main = Thread.currentThread();
    private final CountDownLatch failed = new CountDownLatch(1);

    /** To be called on the main thread. */
    public SoftExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitExit, "soft exit"));
    }

    /** Does not return. */
    public void exit(int code) {
        if (code == 0) {
            Runtime.getRuntime().halt(code);
        }
        failed.countDown();
        System.exit(code);
    }

    private void awaitExit() {
        try {
            boolean over = false;
            while (!over && main.isAlive()) {
                over = failed.await(LOOK_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
