package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** A package that is a directory of its own, which is there as a whole or not at all. */
public final class FlatPackage {
  private final Path root;
  private final SortedMap<String, PackageFile> files;

  /**
   * @param root where it goes; need not be there
   * @param files by their paths
   */
  public FlatPackage(Path root, Map<String, PackageFile> files) {
    this.root = root;
    this.files = new TreeMap<>(files);
  }

  /** Paths of the files, relative, sorted. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /** How what is there differs from this; empty if there is nothing else but this. */
  public List<String> differences() throws IOException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, PackageFile> file : files.entrySet()) {
      file.getValue()
          .difference(root.resolve(file.getKey()))
          .ifPresent(how -> differences.add(file.getKey() + " " + how));
    }
    for (String path : there()) {
      if (!files.containsKey(path)) {
        differences.add(path + " does not belong to it");
      }
    }
    return differences;
  }

  private List<String> there() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Whether nothing is where it goes, or an empty directory. */
  public boolean hasPlace() throws IOException {
    return !Files.exists(root) || (Files.isDirectory(root) && PathUtils.isEmptyDirectory(root));
  }

  /**
   * Writes it where nothing is, or an empty directory: all beside, and then one renaming.
   *
   * @throws IOException if it cannot be written; nothing has changed then
   */
  public void write() throws IOException {
    Path stage = root.resolveSibling("." + root.getFileName() + ".docker-wrapper-package");
    Moves.remove(stage);
    try {
      for (Map.Entry<String, PackageFile> file : files.entrySet()) {
        file.getValue().write(stage.resolve(file.getKey()));
      }
      Files.move(stage, root, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Moves.remove(stage);
    }
  }
}
