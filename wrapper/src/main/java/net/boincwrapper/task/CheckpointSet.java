package net.boincwrapper.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.job.Glob;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** The files that a job declares as its checkpoint, looked at without opening any. */
final class CheckpointSet {
  /** More directory entries than a checkpoint can sensibly have: the app may have made millions. */
  private static final int MOST_ENTRIES = 10_000;

  private final Path root;
  private final UntrustedFiles files;
  private final List<Glob> globs;
  private final int depth;

  CheckpointSet(SlotLayout slot, List<String> globs) {
    this.root = slot.directory();
    this.files = new UntrustedFiles(root);
    this.globs = globs.stream().map(Glob::of).toList();
    this.depth =
        globs.stream()
            .mapToInt(glob -> root.getFileSystem().getPath(glob).getNameCount())
            .max()
            .orElse(0);
  }

  /** Size, time and identity of each regular file that a glob matches, by its name. */
  Map<String, FileStat> look() {
    Map<String, FileStat> found = new TreeMap<>();
    if (globs.isEmpty()) {
      return found;
    }
    try (Stream<Path> walk = Files.walk(root, depth)) {
      walk.skip(1)
          .limit(MOST_ENTRIES)
          .map(path -> root.relativize(path).toString())
          .filter(name -> globs.stream().anyMatch(glob -> glob.matches(name)))
          .forEach(name -> files.stat(name).ifPresent(stat -> found.put(name, stat)));
    } catch (IOException | UncheckedIOException e) {
      // Something was removed under the walk: the set is not at rest.
      return Map.of();
    }
    return found;
  }
}
