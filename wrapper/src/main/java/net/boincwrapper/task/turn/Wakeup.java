package net.boincwrapper.task.turn;

import java.util.Optional;
import net.boincwrapper.client.Herald;

/**
 * Somebody who looks for the client's messages in our place, and wakes us. Looking ten times a
 * second costs a JVM ten times what it costs the launcher ({@code wrapper/src/main/c/java.c}).
 *
 * <p>It wakes us once when it has begun; until then, or if it never does, the loop looks by itself.
 */
public interface Wakeup {
  /** Nobody. */
  Wakeup NONE = wake -> {};

  /**
   * Asks to be woken; called once.
   *
   * @param wake what to do each time, in a thread of the JVM
   */
  void begin(Runnable wake);

  /** Whoever can also tell the client how the task is; asked after the first time. */
  default Optional<Herald> herald() {
    return Optional.empty();
  }

  /**
   * The launcher, which wakes us by SIGUSR1 once it is told to.
   *
   * @param herald how it can speak to the client
   */
  static Wakeup of(Runnable tell, Herald herald) {
    return new Wakeup() {
      @Override
      public void begin(Runnable wake) {
        if (ShutdownSignals.handle("USR1", name -> wake.run())) {
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
