package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/**
 * {@code trickle_up.xml}: a message of the app to the project, as BOINC's library writes it ({@code
 * api/boinc_api.cpp:boinc_send_trickle_up}): {@code <variety>NAME</variety>} and a newline, then
 * the message. The client moves it away ({@code client/app.cpp:ACTIVE_TASK::move_trickle_file}),
 * whatever stands there, and sends what it then reads under its new name.
 */
public final class TrickleUpFile {
  /** The client reads it whole into its memory, and the scheduler's request has it in it. */
  private static final int MOST_BYTES = 64 * 1024;

  private final SlotLayout layout;
  private final UntrustedFiles files;

  public TrickleUpFile(SlotLayout layout) {
    this.layout = layout;
    this.files = new UntrustedFiles(layout.directory());
  }

  /** What a message looks like; changes while the app is still writing. Empty: there is none. */
  public Optional<FileStat> look() {
    return files.stat(SlotLayout.TRICKLE_UP);
  }

  /** Whether something stands there, if only a link. */
  public boolean isThere() {
    return Files.exists(
        layout.directory().resolve(SlotLayout.TRICKLE_UP), LinkOption.NOFOLLOW_LINKS);
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
      ControlFile.write(layout, SlotLayout.TRICKLE_UP, content.bytes());
      return Optional.empty();
    }
    remove();
    return Optional.of(
        read instanceof Reading.Refused refused
            ? refused.reason()
            : SlotLayout.TRICKLE_UP + " is no regular file");
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
