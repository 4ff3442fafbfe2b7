package net.boincwrapper.client;

import java.util.OptionalDouble;

/**
 * The text of a status, as {@code client/app_control.cpp:ACTIVE_TASK::get_app_status_msg} reads it.
 *
 * <p>Never {@code <other_pid>}: the client kills that process when it cleans up.
 */
final class StatusMessage {
  /**
   * The client hands {@code checkpoint_cpu_time} back as {@code %f}; more decimals would look like
   * a new checkpoint at every restart.
   */
  private static final long PARTS = 1_000_000;

  private StatusMessage() {}

  static String of(AppStatus status) {
    StringBuilder text = new StringBuilder(256);
    // Always both: the client zeroes them before it parses.
    element(text, "current_cpu_time", decimal(status.cpuSeconds()));
    return text.append(withoutCpuTime(status)).toString();
  }

  /** What comes after the CPU time. */
  static String withoutCpuTime(AppStatus status) {
    StringBuilder text = new StringBuilder(256);
    element(text, "checkpoint_cpu_time", decimal(status.checkpointCpuSeconds()));
    if (isFraction(status.fractionDone())) {
      element(text, "fraction_done", decimal(status.fractionDone().getAsDouble()));
    }
    status
        .workingSetBytes()
        .ifPresent(bytes -> element(text, "wss", Long.toString(Math.max(0, bytes))));
    status
        .sporadicState()
        .ifPresent(state -> element(text, "sporadic_ac", Integer.toString(state)));
    if (status.wantNetwork()) {
      element(text, "want_network", "1");
    }
    return text.toString();
  }

  /** The number ultimately comes from the app; what is not a fraction is not passed on. */
  private static boolean isFraction(OptionalDouble value) {
    return value.isPresent() && parts(value.getAsDouble()) > 0 && value.getAsDouble() <= 1;
  }

  /**
   * Plain digits in every locale, without trailing zeros. By hand: with {@code BigDecimal}, three a
   * second for as long as a task runs cost as much as everything else that is said.
   */
  private static String decimal(double value) {
    long parts = parts(Math.abs(value));
    String digits = Long.toString(parts % PARTS + PARTS);
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    String whole = (value < 0 && parts > 0 ? "-" : "") + parts / PARTS;
    return end == 1 ? whole : whole + "." + digits.substring(1, end);
  }

  private static long parts(double value) {
    return (long) Math.rint(value * PARTS);
  }

  private static void element(StringBuilder text, String name, String value) {
    text.append('<').append(name).append('>').append(value);
    text.append("</").append(name).append(">\n");
  }
}
