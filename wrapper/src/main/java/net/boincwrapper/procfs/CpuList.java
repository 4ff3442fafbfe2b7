package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CPUs by their numbers, as the kernel lists them: {@code 0-3,8}; see cpuset(7). */
public final class CpuList {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s+(\\S+)$");

  private CpuList() {}

  /** The numbers in a list. */
  public static SortedSet<Integer> parse(String list) {
    BitSet numbers = new BitSet();
    Matcher ranges = RANGE.matcher(list);
    while (ranges.find()) {
      int from = Integer.parseInt(ranges.group(1));
      int to = ranges.group(2) == null ? from : Integer.parseInt(ranges.group(2));
      numbers.set(from, Math.max(from, to + 1));
    }
    return Collections.unmodifiableSortedSet(
        numbers.stream().boxed().collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A list of numbers, with commas. */
  public static String text(SortedSet<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * The CPUs that a process may use; see proc(5), {@code status}.
   *
   * @param process its directory
   * @return empty if it has ended, or cannot be seen
   */
  public static Optional<SortedSet<Integer>> allowedFor(Path process) {
    try {
      Matcher line = ALLOWED.matcher(ProcFile.read(process.resolve("status")));
      return line.find() ? Optional.of(parse(line.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
