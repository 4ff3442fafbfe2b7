package net.boincwrapper.task.turn;

import java.util.Optional;
import net.boincwrapper.client.Herald;

/**
 * Somebody who looks for the client's messages in our stead, and rings. To look ten times a second
 * costs a JVM ten times what it costs the launcher ({@code wrapper/src/main/c/java.c}).
 *
 * <p>It rings once when it has begun; before, and where it never does, the loop looks itself.
 */
public interface Wakeup {
  /** Nobody. */
  Wakeup NONE = ring -> {};

  /**
   * Asks for it, once.
   *
   * @param ring what to do at each ring, in a thread of the JVM
   */
  void begin(Runnable ring);

  /** Who can also tell the client how the task is, once it has rung. */
  default Optional<Herald> herald() {
    return Optional.empty();
  }

  /**
   * The launcher, which rings by SIGUSR1 once it is told.
   *
   * @param herald by which it speaks
   */
  static Wakeup of(Runnable tell, Herald herald) {
    return new Wakeup() {
      @Override
      public void begin(Runnable ring) {
        if (ShutdownSignals.handle("USR1", name -> ring.run())) {
          tell.run();
        }
      }

      @Override
      public Optional<Herald> herald() {
        return Optional.of(herald);
      }
    };
  }
}
