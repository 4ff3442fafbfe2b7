package net.boincwrapper.cli.simulate;

import java.util.function.Consumer;

/**
 * What is done when the process is asked to end. The JVM refuses both while it is shutting down,
 * and a Ctrl-C can come at any moment: then what was asked is void, and no failure.
 */
record ShutdownHooks(Consumer<Thread> adding, Consumer<Thread> removing) {
  /** Those of this process. */
  static ShutdownHooks ofThisProcess() {
    return new ShutdownHooks(
        Runtime.getRuntime()::addShutdownHook, Runtime.getRuntime()::removeShutdownHook);
  }

  /** Returns false where it is too late: the process is ending. */
  boolean add(Thread hook) {
    try {
      adding.accept(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Where it is too late, the hook runs, or has. */
  void remove(Thread hook) {
    try {
      removing.accept(hook);
    } catch (IllegalStateException e) {
      // As intended: who asked for the end waits in the hook for what we have just done.
    }
  }
}
