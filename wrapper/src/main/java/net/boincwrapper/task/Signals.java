package net.boincwrapper.task;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * SIGTERM, SIGINT, SIGHUP and SIGTSTP as wishes to leave. Without this, the JVM would die of them
 * with a status that the client takes for a failed task.
 *
 * <p>{@code sun.misc.Signal} is the only way to hear of a signal in Java, exported for good by
 * {@code jdk.unsupported}; it is called by reflection, because javac warns of its name in a way
 * that nothing suppresses.
 */
final class Signals {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP", "TSTP");

  private Signals() {}

  /**
   * Hears of the signals from now on.
   *
   * @param heard told each signal's name in a thread of the JVM
   * @return the names of those that cannot be heard of here
   */
  static List<String> listen(Consumer<String> heard) {
    return NAMES.stream().filter(name -> !handle(name, heard)).toList();
  }

  private static boolean handle(String name, Consumer<String> heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handles = Proxy.newProxyInstance(null, new Class<?>[] {handler}, answer(name, heard));
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handles);
      return true;
    } catch (ReflectiveOperationException e) {
      // Among them: the JVM or the launcher keeps the signal to itself.
      return false;
    }
  }

  private static InvocationHandler answer(String name, Consumer<String> heard) {
    return (proxy, method, arguments) -> {
      if (method.getName().equals("handle")) {
        heard.accept(name);
        return null;
      }
      throw new UnsupportedOperationException(method + " of the handler of SIG" + name);
    };
  }
}
