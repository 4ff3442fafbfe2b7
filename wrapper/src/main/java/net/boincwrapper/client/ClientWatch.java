package net.boincwrapper.client;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Finds out that the client has died ({@code api/boinc_api.cpp:client_dead}): by its pid if it gave
 * one, otherwise by its silence.
 */
interface ClientWatch {
  /** A heartbeat has arrived. */
  void heartbeat();

  /** Whether the client is gone. Ask at every poll; once true, always true. */
  boolean gone();

  /**
   * The right watch for a client.
   *
   * @param pid the client's process; empty or not positive where it gave none
   * @param nanoTime a clock like {@link System#nanoTime()}
   */
  static ClientWatch of(OptionalLong pid, LongSupplier nanoTime) {
    return pid.isPresent() && pid.getAsLong() > 0
        ? new ProcessWatch(ClientProcess.of(pid.getAsLong())::running, nanoTime)
        : new HeartbeatWatch(nanoTime);
  }
}
