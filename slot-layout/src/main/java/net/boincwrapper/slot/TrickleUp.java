package net.boincwrapper.slot;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/**
 * {@code trickle_up.xml}: a message of the task to the project.
 *
 * <p>Format ({@code api/boinc_api.cpp:boinc_send_trickle_up}): the variety as an element and a
 * newline, then the text. The client moves the file to the project's directory when it is told of
 * it, and puts its content into its next request as it is ({@code
 * client/cs_trickle.cpp:read_trickle_files}).
 */
public final class TrickleUp {
  /** A longer text is not sent. */
  public static final int MOST_BYTES = 64 * 1024;

  /** Ends the message in the client's request to the scheduler. */
  private static final String END_OF_MESSAGE = "</msg_from_host>";

  private TrickleUp() {}

  /** Whether the client has yet to take one. */
  public static boolean waits(SlotLayout layout) {
    return Files.exists(layout.trickleUp(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a text can be sent: not one that would end the message in the client's request. */
  public static boolean accepts(String text) {
    return !text.contains(END_OF_MESSAGE) && text.indexOf('\0') < 0;
  }

  /**
   * Writes the file, whole and synced.
   *
   * @param variety by which the project's trickle handlers tell messages apart; no markup
   * @param text that {@link #accepts} takes
   */
  public static void write(SlotLayout layout, String variety, String text) throws SlotException {
    if (!accepts(variety + text) || variety.matches(".*[<>&].*")) {
      throw new IllegalArgumentException("not to be sent as a trickle message: " + variety);
    }
    String content = "<variety>" + variety + "</variety>\n" + text;
    ControlFile.write(layout, SlotLayout.TRICKLE_UP, content.getBytes(StandardCharsets.UTF_8));
  }
}
