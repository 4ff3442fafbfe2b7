package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ids exist in this process's user namespace: {@code uid_map} or {@code gid_map}
 * (user_namespaces(7)).
 */
record IdMap(List<Range> ranges) {
  /** Ids as they are numbered inside. */
  record Range(long first, long count) {}

  IdMap {
    ranges = List.copyOf(ranges);
  }

  static IdMap read(Path file) throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("\\s+", -1);
      ranges.add(new Range(Long.parseLong(words[0]), Long.parseLong(words[2])));
    }
    return new IdMap(ranges);
  }

  boolean contains(int id) {
    return ranges.stream().anyMatch(range -> id >= range.first && id < range.first + range.count);
  }
}
