package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.SlotLayout;

/** A client's data directory, or one that is laid out like it. */
record DataDirectory(Path path) {

  /** Whether a task has its slot locked, or is obtaining an image. */
  boolean isAtWork(HeldLocks locks) throws IOException {
    for (Path slot : children(path.resolve("slots"))) {
      if (locks.hold(slot.resolve(SlotLayout.LOCK))) {
        return true;
      }
    }
    for (Path file : children(new HostLayout(path).directory())) {
      if (String.valueOf(file.getFileName()).startsWith("image-") && locks.hold(file)) {
        return true;
      }
    }
    return false;
  }

  static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return new ArrayList<>(all.sorted().toList());
    }
  }
}
