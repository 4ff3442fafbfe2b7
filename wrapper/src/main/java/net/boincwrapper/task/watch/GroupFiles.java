package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.procfs.ProcFile;

/** Finds numbers in the files of a control group. */
final class GroupFiles {
  /**
   * A number at the beginning. No limit is a word, a negative number or, on version 1, more bytes
   * of memory than 18 digits tell ({@code kernel/cgroup}, {@code mm/page_counter.c}).
   */
  static final Pattern NUMBER = Pattern.compile("\\A(\\d{1,18})(?!\\d)");

  private GroupFiles() {}

  /**
   * The last match, because on version 1 the total that includes descendants comes after the
   * group's own number.
   *
   * @param number has the number as its first group
   * @return empty if the file is not there, or has no match
   */
  static OptionalLong find(Path directory, String file, Pattern number) {
    OptionalLong value = OptionalLong.empty();
    Optional<Matcher> matcher = read(directory, file).map(number::matcher);
    while (matcher.isPresent() && matcher.get().find()) {
      value = OptionalLong.of(Long.parseLong(matcher.get().group(1)));
    }
    return value;
  }

  /** Empty if it cannot be read. */
  static Optional<String> read(Path directory, String file) {
    try {
      return Optional.of(ProcFile.read(directory.resolve(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
