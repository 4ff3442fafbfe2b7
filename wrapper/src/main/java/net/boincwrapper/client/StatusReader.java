package net.boincwrapper.client;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads status messages as the client does ({@code
 * client/app_control.cpp:ACTIVE_TASK::get_app_status_msg, ACTIVE_TASK_SET::get_msgs}): a missing
 * CPU field is 0, a missing network wish is none, the rest keeps its last value.
 */
final class StatusReader {
  private double checkpointCpuSeconds;
  private int checkpoints;
  private int messages;
  private Optional<AppStatus> last = Optional.empty();

  /**
   * @param checkpointCpuSeconds what the client has noted at the last checkpoint of earlier starts
   */
  StatusReader(double checkpointCpuSeconds) {
    this.checkpointCpuSeconds = checkpointCpuSeconds;
  }

  /** Reads a message, and returns whether it tells of a checkpoint. */
  boolean read(String message) {
    messages++;
    AppStatus status =
        new AppStatus(
            time(message, "current_cpu_time"),
            time(message, "checkpoint_cpu_time"),
            fractionDone(message),
            workingSet(message),
            Tags.number(message, "want_network").orElse(0) == 1,
            sporadicState(message));
    last = Optional.of(status);
    if (status.checkpointCpuSeconds() == checkpointCpuSeconds) {
      return false;
    }
    checkpointCpuSeconds = status.checkpointCpuSeconds();
    checkpoints++;
    return true;
  }

  Optional<AppStatus> last() {
    return last;
  }

  double checkpointCpuSeconds() {
    return checkpointCpuSeconds;
  }

  int checkpoints() {
    return checkpoints;
  }

  int messages() {
    return messages;
  }

  private static double time(String message, String name) {
    return Math.max(0, Tags.number(message, name).orElse(0));
  }

  /** 0 is what an app reports before it knows; the client ignores it. */
  private OptionalDouble fractionDone(String message) {
    OptionalDouble fraction = Tags.number(message, "fraction_done");
    return fraction.orElse(0) == 0
        ? last.map(AppStatus::fractionDone).orElseGet(OptionalDouble::empty)
        : fraction;
  }

  private OptionalLong workingSet(String message) {
    OptionalDouble bytes = Tags.number(message, "wss");
    return bytes.isEmpty()
        ? last.map(AppStatus::workingSetBytes).orElseGet(OptionalLong::empty)
        : OptionalLong.of((long) bytes.getAsDouble());
  }

  private OptionalInt sporadicState(String message) {
    OptionalDouble state = Tags.number(message, "sporadic_ac");
    return state.isEmpty()
        ? last.map(AppStatus::sporadicState).orElseGet(OptionalInt::empty)
        : OptionalInt.of((int) state.getAsDouble());
  }
}
