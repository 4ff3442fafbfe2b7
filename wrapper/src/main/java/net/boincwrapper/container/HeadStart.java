package net.boincwrapper.container;

import java.util.Map;
import java.util.Optional;

/**
 * Asks the engine who it is, in a thread of its own, while the slot is still being prepared, and
 * forgets the answer. What Java has to make ready for a first call, JSON, HTTP and sockets, takes
 * 45 ms of a start, as long as the slot's preparation does on the other processor (measured, JDK 25
 * with its AOT cache). No more can be done ahead: before the slot's lock is held, another wrapper
 * may still be at work.
 */
public final class HeadStart {
  private HeadStart() {}

  /**
   * Begins, and returns at once. Whatever fails here, the first real call meets again.
   *
   * @param environment of this process
   */
  public static void begin(Map<String, String> environment) {
    Thread thread = new Thread(() -> ask(environment), "head-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void ask(Map<String, String> environment) {
    try (Engine engine = Engines.connect(environment, Optional.empty())) {
      engine.info();
    } catch (EngineException | RuntimeException e) {
      // Told by the first real call.
    }
  }
}
