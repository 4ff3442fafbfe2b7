package net.boincwrapper.cli.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files that an app has written outside its mounts, caches left out: the biggest first.
 *
 * @param more how many others there are that nobody has looked at; a few of them may be directories
 */
public record WrittenElsewhere(List<WrittenFile> files, int more) {
  /** Nothing. */
  public static final WrittenElsewhere NOTHING = new WrittenElsewhere(List.of(), 0);

  private static final int MOST_LINES = 10;
  private static final int MOST_NAMED = 3;

  public WrittenElsewhere {
    files =
        files.stream()
            .sorted(
                Comparator.comparingLong(WrittenFile::bytes)
                    .reversed()
                    .thenComparing(WrittenFile::path))
            .toList();
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Of two containers of one task. A file that both have written is as the later one left it. */
  public WrittenElsewhere and(WrittenElsewhere later) {
    Map<String, WrittenFile> all = new LinkedHashMap<>();
    files.forEach(file -> all.put(file.path(), file));
    later.files.forEach(file -> all.put(file.path(), file));
    return new WrittenElsewhere(new ArrayList<>(all.values()), Math.max(more, later.more));
  }

  /** A line for each file, or for most. */
  List<String> lines() {
    List<String> lines =
        new ArrayList<>(files.stream().limit(MOST_LINES).map(WrittenFile::toString).toList());
    int rest = files.size() - lines.size() + more;
    if (rest > 0) {
      lines.add("and " + rest + " more");
    }
    return lines;
  }

  /** The biggest of them, in one line. */
  public String named() {
    int rest = files.size() - Math.min(files.size(), MOST_NAMED) + more;
    return files.stream()
            .limit(MOST_NAMED)
            .map(WrittenFile::toString)
            .collect(Collectors.joining(", "))
        + (rest > 0 ? " and " + rest + " more" : "");
  }
}
