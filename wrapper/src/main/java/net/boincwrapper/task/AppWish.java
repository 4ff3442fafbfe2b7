package net.boincwrapper.task;

import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles;

/**
 * What an app says in a file by which it ends, as vboxwrapper's trigger files ({@code
 * samples/vboxwrapper/vboxwrapper.cpp:read_completion_file_info}): a number in the first line; the
 * second, by which a project can have the message shown to the volunteer, is passed over; what
 * follows is a message.
 *
 * @param number 0 where the first line is none
 * @param message one or more lines; empty: none
 */
record AppWish(int number, String message) {
  private static final int MOST_BYTES = 4096;

  /** Reads it; empty where there is no such file, or what is there cannot be read. */
  static Optional<AppWish> read(UntrustedFiles files, String name) {
    return files.read(name, MOST_BYTES).text().map(AppWish::parse);
  }

  static AppWish parse(String text) {
    String[] lines = text.split("\n", 3);
    String first = lines[0].strip();
    int number = first.matches("\\d{1,9}") ? Integer.parseInt(first) : 0;
    return new AppWish(number, lines.length == 3 ? lines[2].strip() : "");
  }
}
