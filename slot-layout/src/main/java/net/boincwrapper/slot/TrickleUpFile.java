package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/**
 * {@code trickle_up.xml}: a message from the app to the project, as BOINC's library writes it
 * ({@code api/boinc_api.cpp:boinc_send_trickle_up}): {@code <variety>NAME</variety>} and a newline,
 * then the message. The client moves it away ({@code
 * client/app.cpp:ACTIVE_TASK::move_trickle_file}), whatever stands there, and sends what it then
 * reads under its new name.
 */
public final class TrickleUpFile {
  /** The client reads it into memory as a whole, and sends it in its request to the scheduler. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final String END_OF_MESSAGE = "</msg_from_host>";

  private final SlotLayout layout;
  private final UntrustedFiles files;

  public TrickleUpFile(SlotLayout layout) {
    this.layout = layout;
    this.files = new UntrustedFiles(layout.directory());
  }

  /** Whether something stands there, even just a link; also true if that cannot be determined. */
  public boolean isThere() {
    return !files.isAbsent(SlotLayout.TRICKLE_UP);
  }

  /**
   * Puts the app's bytes into a file of ours, so that the client moves no link. Call it while the
   * app cannot run, and keep it from running until the client has taken the file.
   *
   * @return why there is nothing to send, and then nothing stands there any more; empty if there is
   */
  public Optional<String> takeOver() throws SlotException {
    Reading read = files.read(SlotLayout.TRICKLE_UP, MOST_BYTES);
    if (read instanceof Reading.Content content) {
      return put(content.bytes());
    }
    if (read instanceof Reading.Unknown unknown) {
      throw SlotException.passing(
          "take over " + SlotLayout.TRICKLE_UP, unknown.reason(), "The app may send it again");
    }
    remove();
    return Optional.of(read.problem().orElse(SlotLayout.TRICKLE_UP + " is not a regular file"));
  }

  /**
   * Writes a message of ours.
   *
   * @param variety what the project tells messages apart by; no markup
   * @return why it cannot be sent; empty if it can
   */
  public Optional<String> write(String variety, byte[] text) throws SlotException {
    byte[] head = ("<variety>" + variety + "</variety>\n").getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(head, head.length + text.length);
    System.arraycopy(text, 0, content, head.length, text.length);
    return put(content);
  }

  /**
   * An app must not end its message early, and go on writing the client's request to the scheduler.
   */
  private Optional<String> put(byte[] content) throws SlotException {
    if (new String(content, StandardCharsets.UTF_8).contains(END_OF_MESSAGE)) {
      remove();
      return Optional.of("it contains " + END_OF_MESSAGE);
    }
    ControlFile.write(layout, SlotLayout.TRICKLE_UP, content);
    return Optional.empty();
  }

  /** Removes what stands there. */
  public void remove() throws SlotException {
    try {
      new Entries(layout.directory()).remove(SlotLayout.TRICKLE_UP);
    } catch (IOException e) {
      throw SlotException.io(
          "remove " + SlotLayout.TRICKLE_UP,
          e,
          "Check that the client's user owns the slot directory");
    }
  }
}
