package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two results, file by file.
 *
 * @param files in the order of their names
 */
public record ResultComparison(List<ComparedFile> files) {
  public ResultComparison {
    files = List.copyOf(files);
  }

  /**
   * A file of both results, or of one of them.
   *
   * @param name as the first result has it
   */
  record ComparedFile(String name, Differences found) {}

  /**
   * Compares two files, or all files below two directories.
   *
   * @throws IOException if something cannot be read
   */
  public static ResultComparison of(Path a, Path b, Rule rule) throws IOException {
    if (!Files.isDirectory(a)) {
      return new ResultComparison(List.of(file(String.valueOf(a.getFileName()), a, b, rule)));
    }
    List<ComparedFile> files = new ArrayList<>();
    for (Path name : FileNames.below(a, b)) {
      files.add(file(name.toString(), a.resolve(name), b.resolve(name), rule));
    }
    return new ResultComparison(files);
  }

  private static ComparedFile file(String name, Path a, Path b, Rule rule) throws IOException {
    if (Files.exists(a) && Files.exists(b)) {
      return new ComparedFile(name, found(a, b, rule));
    }
    Differences found = new Differences();
    found.add("", Files.exists(a) ? "only in the first" : "only in the second");
    return new ComparedFile(name, found);
  }

  private static Differences found(Path a, Path b, Rule rule) throws IOException {
    try {
      return ContentComparison.compare(Content.of(a), Content.of(b), rule);
    } catch (IOException e) {
      throw new IOException(
          "cannot compare " + a + " with " + b + ": " + String.valueOf(e.getMessage()), e);
    }
  }

  /** Where there is nothing to compare, nothing has been shown. */
  public boolean isSame() {
    return !files.isEmpty() && files.stream().allMatch(file -> file.found().isEmpty());
  }
}
