package net.boincwrapper.slot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import net.boincwrapper.slot.record.OneLine;

/**
 * A file by which an app says that it is done, or wants to go on later, as under BOINC's
 * vboxwrapper ({@code completion_trigger_file}, {@code temporary_exit_trigger_file}): a number on
 * the first line, whether to notify the volunteer on the second, and a message on the rest; each
 * may be missing ({@code samples/vboxwrapper/vboxwrapper.cpp:read_completion_file_info}, {@code
 * read_temporary_exit_file_info}).
 *
 * <p>The second line is read and has no effect: whether a volunteer is notified is not the app's to
 * say.
 *
 * @param number exit status, or seconds; empty where there is none, which vboxwrapper takes for 0
 * @param message one line; empty where there is none
 */
public record TriggerFile(OptionalInt number, String message) {
  private static final int MOST_BYTES = 4096;
  private static final int MESSAGE_BYTES = 500;

  /**
   * Reads it, when no container runs.
   *
   * @param name relative to the slot
   * @return empty where there is no regular file
   * @throws SlotException it is there, or may be, and cannot be read: what the app has said is not
   *     known
   */
  public static Optional<TriggerFile> read(SlotLayout layout, String name) throws SlotException {
    Reading reading = new UntrustedFiles(layout.directory()).readAtRest(name, MOST_BYTES);
    if (reading instanceof Reading.Unknown unknown) {
      throw SlotException.passing(
          "read what the app says by the file " + name,
          unknown.reason(),
          "Check that the client's user owns the slot directory and that the disk is in order");
    }
    return reading.text().map(TriggerFile::parse);
  }

  static TriggerFile parse(String text) {
    List<String> lines = text.lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0).strip();
    OptionalInt number =
        first.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(first)) : OptionalInt.empty();
    String message = String.join(" ", lines.subList(Math.min(2, lines.size()), lines.size()));
    return new TriggerFile(number, OneLine.of(message, MESSAGE_BYTES));
  }
}
