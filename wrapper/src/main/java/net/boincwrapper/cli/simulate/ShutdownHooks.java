package net.boincwrapper.cli.simulate;

import java.util.function.Consumer;

/**
 * Adds and removes what is done when the process is asked to end. The JVM refuses both while it is
 * shutting down, and a Ctrl-C can come at any moment: then the call has no effect, and that is not
 * a failure.
 */
record ShutdownHooks(Consumer<Thread> adding, Consumer<Thread> removing) {
  /** The hooks of this process. */
  static ShutdownHooks ofThisProcess() {
    return new ShutdownHooks(
        Runtime.getRuntime()::addShutdownHook, Runtime.getRuntime()::removeShutdownHook);
  }

  /** Returns false if it is too late: the process is ending. */
  boolean add(Thread hook) {
    try {
      adding.accept(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** If it is too late, the hook is running, or has run. */
  void remove(Thread hook) {
    try {
      removing.accept(hook);
    } catch (IllegalStateException e) {
      // As intended: the hook is waiting for what we have just finished.
    }
  }
}
