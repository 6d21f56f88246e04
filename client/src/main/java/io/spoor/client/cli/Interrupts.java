package io.spoor.client.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT and SIGTERM as two calls: the first ends softly, the second at once. Takes them from the JVM, which would begin to
 * shut down with the first and be deaf to the second. A process that ignores SIGINT (started with {@code &} in a script)
 * goes on ignoring it.
 *
 * <p>By reflection, since javac has no way to accept {@code sun.misc.Signal} under {@code -Werror}; where it is missing the
 * JVM keeps its own ways.
 */
final class Interrupts {
    private static final int EXIT_CODE = 130;

    /** Signals belong to the process: there is one of these. */
    private static final Interrupts OF_PROCESS = new Interrupts();

    /** How to end softly; null: there is nothing to wait for, so at once. */
    private final AtomicReference<@Nullable Runnable> softly = new AtomicReference<>();

    private Interrupts() {}

    /** Takes the signals; as early as can be, since a signal during Quarkus's start would make it deaf to further ones. */
    static void take() {
        for (String signal : List.of("INT", "TERM")) {
            OF_PROCESS.install(signal);
        }
    }

    /** From now on the next signal runs this, on a thread of its own, and the one after it ends the process. */
    static void endBy(Runnable softly) {
        OF_PROCESS.softly.set(softly);
    }

    private void install(String name) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handlerClass}, this::onProxyCall);
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InstantiationException
                | InvocationTargetException e) {
            System.getLogger(Interrupts.class.getName())
                    .log(System.Logger.Level.DEBUG, "SIG" + name + " is left to the JVM", e);
        }
    }

    /** The JVM puts handlers into a table, so the proxy must also be an object. */
    private Object onProxyCall(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "Interrupts";
            default -> onSignal();
        };
    }

    private Integer onSignal() {
        Runnable end = softly.getAndSet(null);
        if (end == null) {
            Runtime.getRuntime().halt(EXIT_CODE);
        } else {
            end.run();
        }
        return EXIT_CODE;
    }
}
