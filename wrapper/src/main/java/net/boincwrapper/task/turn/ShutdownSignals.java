package net.boincwrapper.task.turn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * SIGTERM, SIGINT, SIGHUP and SIGTSTP, as requests to leave. Without this, they would end the JVM
 * with a status that the client takes for a failed task. So this comes first of all, unless
 * somebody else holds signals back for us meanwhile. Signals that come before there is a task to
 * tell are kept for it.
 *
 * <p>{@code sun.misc.Signal} is the only way to handle a signal in Java, and {@code
 * jdk.unsupported} exports it for good. It is called by reflection, because javac warns about its
 * name and nothing suppresses that warning.
 */
public final class ShutdownSignals {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP", "TSTP");

  private final List<String> waiting = new ArrayList<>();
  private final List<String> unheard = new ArrayList<>();
  private Optional<Consumer<String>> listener = Optional.empty();
  private Optional<Runnable> letGo;

  private ShutdownSignals(Optional<Runnable> letGo) {
    this.letGo = letGo;
  }

  /** Takes the signals over from now on, for good. */
  public static ShutdownSignals takeOver() {
    ShutdownSignals signals = leaveAlone();
    signals.take();
    return signals;
  }

  /**
   * Takes the signals over only when there is somebody to tell: Java has to generate the handler's
   * class, which takes 5 ms, and by then the program has something to wait for anyway.
   *
   * @param letGo run once they are taken over
   */
  public static ShutdownSignals heldBack(Runnable letGo) {
    return new ShutdownSignals(Optional.of(letGo));
  }

  /** Leaves the signals to the JVM: for a task inside another program. */
  public static ShutdownSignals leaveAlone() {
    return new ShutdownSignals(Optional.empty());
  }

  private void take() {
    NAMES.stream().filter(name -> !handle(name, this::heard)).forEach(unheard::add);
  }

  /**
   * Reports each signal from now on, and at once those that have already come.
   *
   * @param told given the signal's name, such as {@code TERM}, in a thread of the JVM or in this
   *     one
   * @return the names of those that cannot be handled here
   */
  public List<String> tell(Consumer<String> told) {
    if (letGo.isPresent()) {
      take();
      letGo.get().run();
      letGo = Optional.empty();
    }
    List<String> missed;
    synchronized (this) {
      listener = Optional.of(told);
      missed = List.copyOf(waiting);
      waiting.clear();
    }
    missed.forEach(told);
    return List.copyOf(unheard);
  }

  /** A signal has come. */
  void heard(String name) {
    Optional<Consumer<String>> told;
    synchronized (this) {
      told = listener;
      if (told.isEmpty()) {
        waiting.add(name);
      }
    }
    told.ifPresent(it -> it.accept(name));
  }

  /**
   * Handles a signal from now on, for good.
   *
   * @return whether it can be handled here
   */
  static boolean handle(String name, Consumer<String> heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handles = Proxy.newProxyInstance(null, new Class<?>[] {handler}, answer(name, heard));
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handles);
      return true;
    } catch (ReflectiveOperationException e) {
      // For example, the JVM or the launcher keeps the signal to itself.
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
