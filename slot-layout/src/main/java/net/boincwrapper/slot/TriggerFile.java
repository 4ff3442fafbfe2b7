package net.boincwrapper.slot;

import java.util.List;
import java.util.OptionalInt;

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

  /** Reads it; what is no regular file, too large or not there says nothing. */
  public static TriggerFile read(UntrustedFiles files, String name) {
    return parse(files.read(name, MOST_BYTES).text().orElse(""));
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
