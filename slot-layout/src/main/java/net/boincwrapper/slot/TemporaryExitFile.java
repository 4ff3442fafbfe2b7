package net.boincwrapper.slot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.boincwrapper.slot.record.OneLine;

/**
 * {@code boinc_temporary_exit}: asks the client to start the task again later.
 *
 * <p>Format ({@code api/boinc_api.cpp:boinc_temporary_exit}, read by {@code
 * client/app_control.cpp:ACTIVE_TASK::temporary_exit_file_present}): the delay in whole seconds and
 * a newline, the reason and a newline. The client ignores a file without a reason, treats a delay
 * outside 0..86400 as 300, and reads at most 255 bytes of the reason.
 */
public final class TemporaryExitFile {
  /** The longest delay that the client accepts. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int REASON_BYTES = 250;

  private TemporaryExitFile() {}

  /**
   * Writes the file, whole and synced, in place of whatever stands there. The process has to exit
   * with 0 afterwards.
   *
   * @param delay 0 to 86400 s; fractions of a second are dropped
   * @param reason for the volunteer; made one line and cut
   */
  public static void write(SlotLayout layout, Duration delay, String reason) throws SlotException {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a delay of " + delay + " is not in 0..86400 s");
    }
    String line = OneLine.of(reason, REASON_BYTES);
    String content = delay.toSeconds() + "\n" + (line.isEmpty() ? "no reason given" : line) + "\n";
    ControlFile.write(layout, SlotLayout.TEMPORARY_EXIT, content.getBytes(StandardCharsets.UTF_8));
  }
}
