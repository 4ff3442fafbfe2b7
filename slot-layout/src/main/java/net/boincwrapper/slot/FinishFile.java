package net.boincwrapper.slot;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.boincwrapper.slot.record.OneLine;

/**
 * {@code boinc_finish_called}: tells the client that the task is over.
 *
 * <p>Format ({@code api/boinc_api.cpp:boinc_finish_message}, read by {@code
 * client/app_control.cpp:ACTIVE_TASK::finish_file_present}): the exit status and a newline; then,
 * where there is a message, its line and one more, which is empty here ({@code notice} there would
 * show the message to the volunteer). The client reads lines of at most 1023 bytes.
 */
public final class FinishFile {
  private static final int MESSAGE_BYTES = 1000;

  private FinishFile() {}

  /**
   * Writes the file, whole and synced, in place of whatever stands there. Write it last: if the
   * process is still alive 300 s after the file appeared, the client aborts the task.
   *
   * @param status exit status, 0 to 255; the process has to exit with it too
   * @param message for the client's log; made one line and cut
   */
  public static void write(SlotLayout layout, int status, Optional<String> message)
      throws SlotException {
    if (status < 0 || status > 255) {
      throw new IllegalArgumentException("exit status " + status + " is not in 0..255");
    }
    String line = message.map(text -> OneLine.of(text, MESSAGE_BYTES)).orElse("");
    String content = status + "\n" + (line.isEmpty() ? "" : line + "\n\n");
    ControlFile.write(layout, SlotLayout.FINISH, content.getBytes(StandardCharsets.UTF_8));
  }
}
