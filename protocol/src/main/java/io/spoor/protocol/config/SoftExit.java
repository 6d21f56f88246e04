package io.spoor.protocol.config;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process with its own exit code, also after a signal: a service that has drained says 0, where the JVM would
 * say 143. The JVM decides as soon as its shutdown hooks have ended; so one of them waits until Quarkus says on the main
 * thread that everything is closed.
 */
public final class SoftExit {
    private static final int FAILED = 1;
    private static final long LOOK_MS = 50;

    private final String app;
    private final Thread main = Thread.currentThread();
    private final CountDownLatch failed = new CountDownLatch(1);

    /**
     * To be made on the main thread.
     *
     * @param app its name, for the line about a failure
     */
    public SoftExit(String app) {
        this.app = app;
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitExit, "soft exit"));
    }

    /**
     * Runs the application, on the main thread.
     *
     * @param boot hands Quarkus what it is given as the handler of the exit, which is then the only one to be told why
     */
    public void run(Consumer<BiConsumer<Integer, @Nullable Throwable>> boot) {
        try {
            boot.accept(this::exit);
        } catch (RuntimeException | Error e) {
            // Quarkus passes errors on. Without an exit from here the hook would wait for the main thread, and it for
            // the hook.
            exit(FAILED, e);
        }
    }

    /** Does not return. */
    private void exit(int code, @Nullable Throwable failure) {
        Launcher.tell(app, failure);
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
