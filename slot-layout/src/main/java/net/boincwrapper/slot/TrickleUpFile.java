package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/**
 * {@code trickle_up.xml}: a message of the app to the project, as BOINC's library writes it ({@code
 * api/boinc_api.cpp:boinc_send_trickle_up}): {@code <variety>NAME</variety>} and a newline, then
 * the message. The client moves it away ({@code client/app.cpp:ACTIVE_TASK::move_trickle_file}),
 * whatever stands there, and sends what it then reads under its new name.
 */
public final class TrickleUpFile {
  /** The client reads it whole into its memory, and the scheduler's request has it in it. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final String END_OF_MESSAGE = "</msg_from_host>";

  private final SlotLayout layout;
  private final UntrustedFiles files;

  public TrickleUpFile(SlotLayout layout) {
    this.layout = layout;
    this.files = new UntrustedFiles(layout.directory());
  }

  /** Whether something stands there, if only a link; where nobody can tell, it does. */
  public boolean isThere() {
    return !files.isAbsent(SlotLayout.TRICKLE_UP);
  }

  /**
   * Puts the app's bytes into a file of ours, so that the client moves no link: to be called while
   * the app cannot run, and until the client has taken the file.
   *
   * @return why there is nothing to be sent, and then nothing stands there any more; else empty
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
    return Optional.of(read.problem().orElse(SlotLayout.TRICKLE_UP + " is no regular file"));
  }

  /**
   * Writes a message of ours.
   *
   * @param variety by which the project tells messages apart; no markup
   * @return why it cannot be sent; else empty
   */
  public Optional<String> write(String variety, byte[] text) throws SlotException {
    byte[] head = ("<variety>" + variety + "</variety>\n").getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(head, head.length + text.length);
    System.arraycopy(text, 0, content, head.length, text.length);
    return put(content);
  }

  /** What ends the message in the client's request to the scheduler would go on in it. */
  private Optional<String> put(byte[] content) throws SlotException {
    if (new String(content, StandardCharsets.UTF_8).contains(END_OF_MESSAGE)) {
      remove();
      return Optional.of("it has " + END_OF_MESSAGE + " in it");
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
