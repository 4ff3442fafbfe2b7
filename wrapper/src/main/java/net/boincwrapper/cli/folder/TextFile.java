package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.job.Problem;

/** Reads the text files of an author's directory. */
final class TextFile {
  /** The same limit as in a task. */
  private static final long LARGEST = 1 << 20;

  private TextFile() {}

  /** The content of a text file; if it cannot be read, adds a problem and returns empty. */
  static Optional<byte[]> read(Path file, List<Problem> problems) {
    try {
      if (!Files.isRegularFile(file)) {
        return unreadable(file, problems, "is not a file; put a text file there");
      }
      if (Files.size(file) > LARGEST) {
        return unreadable(file, problems, "is longer than 1 MiB; is it the right file?");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return unreadable(
          file, problems, "cannot be read (" + Failure.reason(e) + "); make it readable");
    }
  }

  private static Optional<byte[]> unreadable(Path file, List<Problem> problems, String why) {
    problems.add(Problem.error(String.valueOf(file.getFileName()), why));
    return Optional.empty();
  }
}
