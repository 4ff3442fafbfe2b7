package net.boincwrapper.engine.docker;

import java.util.List;

/** Sends signals to a container's processes. A process that is gone is no failure. */
interface ProcessSignals {
  /**
   * SIGSTOP to a container's first process, and then to all others at once, so that none can escape
   * by having children. Where the latter cannot be, nothing more is done.
   *
   * @param first as this host numbers it
   */
  void stopAll(long first);

  /**
   * Sends a signal to one process after the other.
   *
   * @param signal without {@code SIG}
   * @param pids as this host numbers them
   */
  void send(String signal, List<Long> pids);
}
