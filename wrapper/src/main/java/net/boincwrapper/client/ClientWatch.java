package net.boincwrapper.client;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Finds out that the client has died ({@code api/boinc_api.cpp:client_dead}): by its pid where it
 * gave one, else by its silence.
 */
interface ClientWatch {
  /** A heartbeat has arrived. */
  void heartbeat();

  /** Whether the client is gone. To be asked at every poll; once true, always true. */
  boolean gone();

  /**
   * The right watch for a client.
   *
   * @param pid the client's process; empty or not positive where it gave none
   * @param nanoTime a clock as {@link System#nanoTime()}
   */
  static ClientWatch of(OptionalLong pid, LongSupplier nanoTime) {
    return pid.isPresent() && pid.getAsLong() > 0
        ? new ProcessWatch(ClientProcess.of(pid.getAsLong())::running, nanoTime)
        : new HeartbeatWatch(nanoTime);
  }
}
