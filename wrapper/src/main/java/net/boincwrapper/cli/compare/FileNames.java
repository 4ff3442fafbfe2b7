package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of a result in a directory. */
public final class FileNames {
  private FileNames() {}

  /** Relative names of the files below a directory, sorted. */
  public static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }

  /** Those that are in one of the two, or in both. */
  public static SortedSet<Path> below(Path directory, Path other) throws IOException {
    SortedSet<Path> names = new TreeSet<>(below(directory));
    names.addAll(below(other));
    return names;
  }
}
