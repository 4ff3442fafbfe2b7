package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.procfs.ContainerGroups;
import net.boincwrapper.procfs.ProcFile;

/**
 * What a container reads from and writes to disks, as its control group counts it. A task does not
 * need it: it is for whoever watches one.
 *
 * <p>Where devices are stacked, as an encrypted one on a disk, each of them counts the same bytes
 * again; so only the one with the most counts.
 */
public final class BlockIo {
  /** A line of {@code io.stat} (the kernel's {@code cgroup-v2.rst}). */
  private static final Pattern UNIFIED =
      Pattern.compile("(?m)^\\d+:\\d+ rbytes=(\\d+) wbytes=(\\d+) rios=(\\d+) wios=(\\d+)");

  /** A line of the files of version 1 ({@code blkio-controller.rst}). */
  private static final Pattern LEGACY = Pattern.compile("(?m)^(\\d+:\\d+) (Read|Write) (\\d+)$");

  private final Path directory;
  private final boolean unified;

  private BlockIo(Path directory, boolean unified) {
    this.directory = directory;
    this.unified = unified;
  }

  /**
   * Since the group was made.
   *
   * @param complete whether what the kernel writes later for the group counts; not on version 1
   */
  public record Counts(
      long readBytes,
      long writtenBytes,
      long readOperations,
      long writeOperations,
      boolean complete) {}

  /** Finds the container's own group; empty if there is none, or it is not seen. */
  public static Optional<BlockIo> of(Path proc, long pid, String id) {
    try {
      return ContainerGroups.of(proc, pid, id)
          .group("blkio")
          .map(group -> new BlockIo(group.directory(), group.unified()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Empty if the group is gone, or the kernel tells of no device. */
  public Optional<Counts> counts() {
    return unified ? unifiedCounts() : legacyCounts();
  }

  private Optional<Counts> unifiedCounts() {
    List<Counts> devices =
        matches("io.stat", UNIFIED)
            .map(m -> new Counts(number(m, 1), number(m, 2), number(m, 3), number(m, 4), true))
            .toList();
    return devices.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Counts(
                most(devices, Counts::readBytes),
                most(devices, Counts::writtenBytes),
                most(devices, Counts::readOperations),
                most(devices, Counts::writeOperations),
                true));
  }

  private static long most(List<Counts> devices, ToLongFunction<Counts> what) {
    return devices.stream().mapToLong(what).max().orElse(0);
  }

  private Optional<Counts> legacyCounts() {
    String bytes = "blkio.throttle.io_service_bytes_recursive";
    String operations = "blkio.throttle.io_serviced_recursive";
    return matches(bytes, LEGACY).findAny().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Counts(
                legacy(bytes, "Read"),
                legacy(bytes, "Write"),
                legacy(operations, "Read"),
                legacy(operations, "Write"),
                false));
  }

  private long legacy(String file, String direction) {
    return matches(file, LEGACY)
        .filter(m -> m.group(2).equals(direction))
        .mapToLong(m -> number(m, 3))
        .max()
        .orElse(0);
  }

  private Stream<MatchResult> matches(String file, Pattern pattern) {
    try {
      Matcher matcher = pattern.matcher(ProcFile.read(directory.resolve(file)));
      return matcher.results();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static long number(MatchResult match, int group) {
    String digits = match.group(group);
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
