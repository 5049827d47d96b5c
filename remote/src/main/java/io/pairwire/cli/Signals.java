package io.pairwire.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What is done on a signal. The JDK has a class for it in a module that every runtime carries, but of a package that the compiler warns
 * of without a way to answer: so it is reached by reflection.
 */
final class Signals {
    private Signals() {}

    /** Has a task done, on a thread of the JVM's, each time a signal arrives; returns what puts back what was done before. */
    static AutoCloseable on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> task.run();
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
            Object which = signal.getConstructor(String.class).newInstance(name);
            Object before = signal.getMethod("handle", signal, handler).invoke(null, which, ours);
            return () -> signal.getMethod("handle", signal, handler).invoke(null, which, before);
        } catch (InvocationTargetException e) {
            // The JVM was told to keep its hands off signals (-Xrs), and then so do we.
            return () -> {};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a Java runtime without signals", e);
        }
    }
}
