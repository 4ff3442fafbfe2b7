package net.boincwrapper.cli.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at a task from outside. */
public interface Gauge {
  /** May take long, where there are many files. */
  Reading read();

  /**
   * Looks at the disk only, as the client does ({@code client/app.cpp:current_disk_usage}).
   *
   * @param outputs those that are in the project's directory; they need not exist
   */
  static Gauge ofDisk(Path slot, List<Path> outputs) {
    return () -> {
      TreeSize size = TreeSize.of(slot);
      long outside = outputs.stream().mapToLong(file -> TreeSize.of(file).bytes()).sum();
      return new Reading(
          size.bytes() + outside, size, Optional.empty(), Optional.empty(), Optional.empty());
    };
  }
}
