package net.boincwrapper.client;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the task reports once a second, or more rarely, on the {@code app_status} channel ({@code
 * client/app_control.cpp:ACTIVE_TASK::get_app_status_msg}).
 *
 * @param cpuSeconds CPU time of the task over all its starts, 0 or more
 * @param checkpointCpuSeconds CPU time at the last checkpoint; a change means "checkpointed"
 * @param fractionDone above 0 and at most 1, others are not sent; empty where unknown
 * @param workingSetBytes memory in use; empty where unknown
 * @param wantNetwork the task waits for the network
 * @param sporadicState {@code SPORADIC_AC_STATE} of a sporadic app; empty for others
 */
public record AppStatus(
    double cpuSeconds,
    double checkpointCpuSeconds,
    OptionalDouble fractionDone,
    OptionalLong workingSetBytes,
    boolean wantNetwork,
    OptionalInt sporadicState) {
  public AppStatus {
    if (!isTime(cpuSeconds) || !isTime(checkpointCpuSeconds)) {
      throw new IllegalArgumentException(
          "CPU times are finite and not negative: " + cpuSeconds + ", " + checkpointCpuSeconds);
    }
  }

  /** The same with another CPU time. */
  public AppStatus withCpuSeconds(double seconds) {
    return new AppStatus(
        seconds, checkpointCpuSeconds, fractionDone, workingSetBytes, wantNetwork, sporadicState);
  }

  private static boolean isTime(double seconds) {
    return seconds >= 0 && Double.isFinite(seconds);
  }
}
